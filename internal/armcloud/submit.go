package armcloud

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// Submit sends one change for several targets (phones, or machines by their
// IPs). The params are the fields of the request besides the one that names
// the targets, as a JSON object; nil for none. It gives one Submission for each
// item of the answer, in the order of the answer; for operations that do not
// answer per target, one for each target. It never makes up what the service
// left out: a target may be missing. Errors are *Error and concern the whole
// request; ClassRejected, with nothing sent, when there are no targets or more
// than op.MaxTargets.
func (c *Client) Submit(ctx context.Context, op *Operation, targets []string, params json.RawMessage) ([]Submission, error) {
	request, err := compose(op, targets, params)
	if err != nil {
		return nil, &Error{Class: ClassRejected, Operation: op, Message: err.Error() + "; nothing was sent", Cause: err}
	}
	msg, err := c.prepare(op, request)
	if err != nil {
		return nil, err
	}
	response, err := c.retry(ctx, msg)
	if err != nil {
		return nil, err
	}
	submissions, err := decodeSubmissions(op, targets, response, msg.secrets)
	if err != nil {
		return nil, undecodable(op, response, err)
	}
	return submissions, nil
}

// compose writes the request of a change: the targets under the operation's
// field, then the fields of params.
func compose(op *Operation, targets []string, params json.RawMessage) (json.RawMessage, error) {
	switch {
	case op.Target == "":
		return nil, errors.New("the operation names no phones")
	case len(targets) == 0:
		return nil, errors.New("the request names no phone")
	case op.MaxTargets > 0 && len(targets) > op.MaxTargets:
		return nil, fmt.Errorf("the request names %d phones, the operation takes %d at most", len(targets), op.MaxTargets)
	}
	if op.Target == "apps[].padCodes" {
		return composeApps(targets, params)
	}
	var names any = targets
	if op.Target == "padCode" {
		names = targets[0]
	}
	return prepend(op.Target, names, params)
}

// prepend puts a field before the fields of a JSON object, which may be nil.
func prepend(field string, value any, object json.RawMessage) (json.RawMessage, error) {
	object = bytes.TrimSpace(object)
	if len(object) == 0 {
		object = []byte("{}")
	}
	if object[0] != '{' || !json.Valid(object) {
		return nil, errors.New("the parameters must be a JSON object")
	}
	first, err := json.Marshal(map[string]any{field: value})
	if err != nil {
		return nil, err
	}
	rest := bytes.TrimSpace(object[1:])
	if rest[0] == '}' {
		return first, nil
	}
	return append(append(first[:len(first)-1:len(first)-1], ','), rest...), nil
}

// composeApps names the phones inside each app of the parameters.
func composeApps(targets []string, params json.RawMessage) (json.RawMessage, error) {
	var outer struct {
		Apps []json.RawMessage `json:"apps"`
	}
	decoder := json.NewDecoder(bytes.NewReader(params))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&outer); err != nil || len(outer.Apps) == 0 {
		return nil, errors.New(`the parameters must be a JSON object with a list "apps" and nothing else`)
	}
	for i, app := range outer.Apps {
		named, err := prepend("padCodes", targets, app)
		if err != nil {
			return nil, err
		}
		outer.Apps[i] = named
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(outer); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// undecodable is the error for a success whose payload cannot be read.
func undecodable(op *Operation, response *Response, err error) *Error {
	e := &Error{
		Class: ClassTransport, Operation: op, TraceID: response.TraceID, Cause: err,
		Message: "the answer has a shape that is not known: " + err.Error(),
	}
	var typeError *json.UnmarshalTypeError
	if errors.As(err, &typeError) {
		// Its text quotes the value.
		e.Message = "the answer has a shape that is not known: a field has another type"
		e.Cause = nil
	}
	if !op.Repeatable {
		e.Class = ClassAmbiguous
		e.Advice = "The service reports success, but not for which phones; look at the result before trying again."
	}
	return e
}
