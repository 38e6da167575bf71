package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// envelope wraps every response. API document: the response parameters of every
// operation.
type envelope struct {
	Code    flexString      `json:"code"`
	Message flexString      `json:"msg"`
	TraceID flexString      `json:"traceId"`
	Data    json.RawMessage `json:"data"`

	// words is the message before secrets are redacted from it: a secret may be a
	// word that decides what a code means. It is never shown.
	words string
}

var (
	errTruncated  = errors.New("the response is truncated")
	errEmpty      = errors.New("the response is empty")
	errHTML       = errors.New("the response is a web page instead of JSON")
	errNotJSON    = errors.New("the response is not JSON")
	errNoEnvelope = errors.New("the response is not one of the ARMCloud API: it has neither code nor data")
	errNoCode     = errors.New("the response has no code, so it is not known whether the request succeeded")
	errTooLarge   = errors.New("the response is larger than 64 MiB")
)

// decodeEnvelope decodes the body of a response. Its errors never quote the body.
// With errNoCode, it also returns the message.
func decodeEnvelope(body []byte) (envelope, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 {
		return envelope{}, errEmpty
	}
	if body[0] == '<' {
		return envelope{}, errHTML
	}
	var e envelope
	err := json.Unmarshal(body, &e)
	if err != nil && !json.Valid(body) {
		var whole json.RawMessage
		err := json.NewDecoder(bytes.NewReader(body)).Decode(&whole)
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return envelope{}, errTruncated
		}
		return envelope{}, errNotJSON
	}
	if err != nil || body[0] != '{' {
		return envelope{}, errNoEnvelope
	}
	switch {
	case e.Code == "" && e.Data == nil:
		return envelope{}, errNoEnvelope
	case codeText(string(e.Code)) == "":
		e.Code = ""
		return e, errNoCode
	}
	e.Code = flexString(codeText(string(e.Code)))
	return e, nil
}

// scrubbed returns the envelope with secrets redacted from message and trace ID.
// The code is kept as it is, because a secret may be a number too.
func (e envelope) scrubbed(secrets []string) envelope {
	e.words = string(e.Message)
	e.Message = flexString(redact(string(e.Message), secrets))
	e.TraceID = flexString(redact(string(e.TraceID), secrets))
	return e
}

// succeeded reports whether the code is one of success. The documented code is
// 200; related services send 0.
func (e envelope) succeeded() bool {
	return e.Code == "200" || e.Code == "0"
}
