package simulator

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// maxBody is the maximum size of a request body in bytes.
const maxBody = 10 << 20

// request is one call after authentication and validation.
type request struct {
	route  *route
	at     time.Time
	http   *http.Request
	fields *fields
	level  string
	// rules are the faults that apply to this request.
	rules []*faultRule
}

func (r *request) current() bool { return r.level == LevelCurrent }

// serveAPI handles one call of the API.
func (s *Simulator) serveAPI(w http.ResponseWriter, r *http.Request) {
	end, rules := s.beginRequest(r)
	defer end()
	if !s.sleep(r, s.options.Latency) {
		return
	}
	if s.limitRate(w, r) {
		return
	}
	found := s.routes[r.URL.Path]
	if found == nil {
		s.writeEnvelope(w, r, http.StatusNotFound, s.errorEnvelope(refuse(codeNotFound, "no such path at this API level")))
		return
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil {
		return // the client has disconnected
	}
	skew := s.clockSkew(rules)
	if skew > 0 {
		w.Header().Set("Date", now().Add(skew).Format(http.TimeFormat))
	}
	if refused := s.checkRequest(r, found, body, now().Add(skew)); refused != nil {
		s.writeEnvelope(w, r, http.StatusOK, s.errorEnvelope(refused))
		return
	}
	call := &request{route: found, at: now(), http: r, fields: parseFields(body), level: s.options.Level}
	call.rules = s.selectRules(rules, call)
	if s.respondWithFault(w, call) {
		return
	}
	response := s.dispatch(call)
	if s.spoilResponse(w, call, response) {
		return
	}
	s.writeEnvelope(w, r, http.StatusOK, response)
}

// checkRequest verifies signature, method and JSON of a call at a time.
func (s *Simulator) checkRequest(r *http.Request, found *route, body []byte, at time.Time) *refusal {
	if len(body) > maxBody {
		return refuse(codeInvalidParameters, "the body is too long")
	}
	if refused := s.authenticate(r, body, at); refused != nil {
		s.mu.Lock()
		s.counters.AuthFailures++
		s.mu.Unlock()
		return refused
	}
	if r.Method != found.method {
		return refuse(codeMethodNotSupported, "request method %s is not supported", r.Method)
	}
	if err := checkStrict(body); errors.Is(err, errNull) || errors.Is(err, errDuplicate) {
		return refuse(codeInvalidParameters, "%v", err)
	} else if err != nil {
		return refuse(codeInvalidFormat, "the body is not JSON")
	}
	return nil
}

// dispatch runs the handler or operation of the endpoint with the account locked.
func (s *Simulator) dispatch(call *request) envelope {
	if call.fields.refused != nil {
		return s.errorEnvelope(call.fields.refused)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		panic(http.ErrAbortHandler) // the service has ended: no response
	}
	s.advanceUploads(call.at)
	var data any
	var refused *refusal
	if call.route.operation != nil {
		data, refused = s.submit(call)
	} else {
		data, refused = call.route.handle(s, call)
	}
	if refused == nil {
		refused = call.fields.refused
	}
	if refused != nil {
		return s.envelopeLocked(refused.code, refused.msg, nil)
	}
	return s.envelopeLocked(codeOK, "success", data)
}

// sleep waits for d. It returns false if the client disconnects or the
// simulator ends before that.
func (s *Simulator) sleep(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.done:
	}
	return false
}

// beginRequest counts a call, and returns the function that ends it and the
// faults that may apply to it.
func (s *Simulator) beginRequest(r *http.Request) (end func(), rules []*faultRule) {
	path := r.URL.Path
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		panic(http.ErrAbortHandler)
	}
	s.counters.start(path)
	for _, f := range s.faults {
		if f.matchesPath(path) || f.mayMatchQuery(path) {
			rules = append(rules, f)
		}
	}
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.counters.end(path)
	}, rules
}
