package simulator

import (
	"bytes"
	"net/http"
	"strconv"
	"time"
)

const hugeResponseSize = 65 << 20 // bytes; clients should stop reading at 64 MiB

// respondWithFault responds in place of the endpoint if a rule demands it.
func (s *Simulator) respondWithFault(w http.ResponseWriter, call *request) bool {
	for _, f := range call.rules {
		switch f.Kind {
		case FaultError, FaultReject:
			code := f.Code
			if code == 0 && f.Kind == FaultReject {
				code = codeInstanceNotFound
			} else if code == 0 {
				code = codeInvalidParameters
			}
			s.writeEnvelope(w, call.http, http.StatusOK, s.errorEnvelope(&refusal{code, f.Message}))
		case FaultStatus:
			s.writeFaultStatus(w, call, f)
		case FaultDropBefore:
			panic(http.ErrAbortHandler) // the server closes the connection
		case FaultHTML:
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(max(f.Status, http.StatusOK))
			_, _ = w.Write([]byte("<html><body><h1>Bad gateway</h1></body></html>"))
		case FaultBody:
			f.writeBody(w)
		case FaultHuge:
			s.writeHugeResponse(w)
		case FaultHang:
			s.hang(call)
		case FaultSlow:
			if s.sleep(call.http, f.Delay) {
				continue
			}
		case FaultRedirect:
			http.Redirect(w, call.http, f.Message, http.StatusTemporaryRedirect)
		default:
			continue
		}
		return true
	}
	return false
}

// hang waits until the client gives up or the simulator ends, and sends no response.
func (s *Simulator) hang(call *request) {
	select {
	case <-call.http.Context().Done():
	case <-s.done:
	}
	panic(http.ErrAbortHandler)
}

func (s *Simulator) writeFaultStatus(w http.ResponseWriter, call *request, f *faultRule) {
	if f.RetryAfter > 0 {
		reset := time.Now().Add(time.Duration(f.RetryAfter) * time.Second)
		setRateHeaders(w, max(s.options.Rate, 1), reset)
		w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
	}
	message := f.Message
	if message == "" {
		message = http.StatusText(f.Status)
	}
	s.writeEnvelope(w, call.http, f.Status, s.errorEnvelope(&refusal{f.Status, message}))
}

func (s *Simulator) writeHugeResponse(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	block := bytes.Repeat([]byte("x"), 1<<20)
	if _, err := w.Write([]byte(`{"code":200,"msg":"`)); err != nil {
		return
	}
	for sent := 0; sent < hugeResponseSize; sent += len(block) {
		if _, err := w.Write(block); err != nil {
			return // the client stopped reading
		}
	}
	_, _ = w.Write([]byte(`","data":null}`))
}

// writeBody writes the body that the rule prescribes.
func (f *faultRule) writeBody(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(max(f.Status, http.StatusOK))
	_, _ = w.Write([]byte(f.Message))
}

// spoilResponse drops, delays or replaces the response after the endpoint has done
// its work.
func (s *Simulator) spoilResponse(w http.ResponseWriter, call *request, response envelope) bool {
	for _, f := range call.rules {
		switch f.Kind {
		case FaultGone:
			_ = s.Remove([]string{f.PadCode}) // unless it is gone already
		case FaultDropAfter:
			panic(http.ErrAbortHandler)
		case FaultHangAfter:
			s.hang(call)
		case FaultGarble:
			f.writeBody(w)
			return true
		case FaultTruncate:
			text := s.encodeEnvelope(call.route.path, response)
			w.Header().Set("Content-Type", "application/json;charset=UTF-8")
			w.Header().Set("Content-Length", strconv.Itoa(len(text)))
			_, _ = w.Write(text[:len(text)/2])
			_ = http.NewResponseController(w).Flush() // the first half must arrive before the connection closes
			panic(http.ErrAbortHandler)
		}
	}
	return false
}
