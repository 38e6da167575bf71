package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// envelope is what every answer is wrapped in. API document: the response
// parameters of every operation.
type envelope struct {
	Code    flexString      `json:"code"`
	Message flexString      `json:"msg"`
	TraceID flexString      `json:"traceId"`
	Data    json.RawMessage `json:"data"`
}

var (
	errTruncated  = errors.New("the answer ends in the middle")
	errEmpty      = errors.New("the answer is empty")
	errHTML       = errors.New("the answer is a web page, not the API's JSON")
	errNotJSON    = errors.New("the answer is not JSON")
	errNoEnvelope = errors.New("the answer is JSON, but not one of the ARMCloud API: it has neither code nor data")
	errTooLarge   = errors.New("the answer is larger than 64 MiB")
)

// decodeEnvelope reads an answer. Its errors never quote it.
func decodeEnvelope(body []byte) (envelope, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 {
		return envelope{}, errEmpty
	}
	if body[0] == '<' {
		return envelope{}, errHTML
	}
	if !json.Valid(body) {
		var whole json.RawMessage
		err := json.NewDecoder(bytes.NewReader(body)).Decode(&whole)
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return envelope{}, errTruncated
		}
		return envelope{}, errNotJSON
	}
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil || body[0] != '{' {
		return envelope{}, errNoEnvelope
	}
	if e.Code == "" && e.Data == nil {
		return envelope{}, errNoEnvelope
	}
	return e, nil
}

// scrubbed takes secrets out of all that errors and callers are told.
func (e envelope) scrubbed(secrets []string) envelope {
	e.Code = flexString(scrub(string(e.Code), secrets))
	e.Message = flexString(scrub(string(e.Message), secrets))
	e.TraceID = flexString(scrub(string(e.TraceID), secrets))
	return e
}

// succeeded tells whether the service reports success: 200 as number or text.
// Relatives of the service answer 0, or data without any code.
func (e envelope) succeeded() bool {
	return e.Code == "200" || e.Code == "0" || e.Code == ""
}
