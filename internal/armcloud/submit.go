package armcloud

import (
	"context"
	"encoding/json"
	"errors"
)

// Submission is what the service answers for one target of a change. API
// document: response of every asynchronous operation (taskId, padCode,
// vmStatus; newer: taskStatus).
type Submission struct {
	// PadCode names the phone (or the device IP, for powerReset).
	PadCode string
	// TaskID is the task to wait for; 0 when the operation answers without.
	TaskID int64
	// Duplicate is true when an equal task exists already and nothing was
	// submitted (taskStatus -1); TaskID may then be the older task's.
	Duplicate bool
	// Err is the service's refusal of this one target, nil when accepted.
	Err *Error
	// Result is the output that RunCommandNow answers with at once, and the
	// address that GeneratePreview answers with; empty otherwise.
	Result string
}

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
