package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// envelope is the outer shape of every answer (API document: Interface
// overview). TraceID exists at the current level only.
type envelope struct {
	Code    int    `json:"code"`
	Msg     string `json:"msg"`
	TS      int64  `json:"ts"`
	Data    any    `json:"data"`
	TraceID string `json:"traceId,omitempty"`
}

func (s *Simulator) errorEnvelope(refused *refusal) envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.envelopeLocked(refused.code, refused.msg, nil)
}

func (s *Simulator) envelopeLocked(code int, msg string, data any) envelope {
	e := envelope{Code: code, Msg: msg, TS: now().UnixMilli(), Data: data}
	if s.options.Level == LevelCurrent {
		s.traces++
		e.TraceID = fmt.Sprintf("%016x", noise(s.options.Seed, noiseTrace, s.traces))
	}
	return e
}

// writeEnvelope sends an answer, in a contradictory shape if quirks are on.
func (s *Simulator) writeEnvelope(w http.ResponseWriter, r *http.Request, status int, response envelope) {
	text := s.encodeEnvelope(r.URL.Path, response)
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) // a client that has gone needs no answer
}

func (s *Simulator) encodeEnvelope(path string, response envelope) []byte {
	text, err := json.Marshal(response)
	if err != nil {
		panic(err) // answers are made of plain values
	}
	if s.options.Quirks {
		return s.applyQuirks(path, text)
	}
	return text
}
