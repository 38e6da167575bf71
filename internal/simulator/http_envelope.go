package simulator

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// envelope is the outer shape of every response (API document: Interface
// overview). Only the current level has TraceID.
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

// writeEnvelope sends a response, in a contradictory shape if Options.Quirks is set.
func (s *Simulator) writeEnvelope(w http.ResponseWriter, r *http.Request, status int, response envelope) {
	text := s.encodeEnvelope(r.URL.Path, response)
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) // fails only if the client has disconnected
}

func (s *Simulator) encodeEnvelope(path string, response envelope) []byte {
	text, err := json.Marshal(response)
	if err != nil {
		panic(err) // a response has only plain values
	}
	if s.options.Quirks {
		return s.applyQuirks(path, text)
	}
	return text
}
