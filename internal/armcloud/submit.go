package armcloud

import (
	"context"
	"encoding/json"
	"errors"
)

// Submission is the outcome of a submitted operation for one target. API
// document: response of every asynchronous operation (taskId, padCode, vmStatus;
// newer: taskStatus).
type Submission struct {
	// PadCode is the pad code of the instance, or the device IP for PowerReset.
	PadCode string
	// TaskID is the task to wait for, 0 if there is none.
	TaskID int64
	// Duplicate means that an equal task already exists and nothing was submitted
	// (taskStatus -1). TaskID may be the id of the existing task.
	Duplicate bool
	// Err is the refusal of this target, nil if it was accepted.
	Err *Error
	// Partial means that the response has several items for this target, and that the
	// service refused some (Err) and accepted others, perhaps with a task.
	Partial bool
	// MoreTasks are the further tasks of this target.
	MoreTasks []int64
	// Result is the output of RunCommandSync or the URL of GeneratePreview. It is
	// empty for other operations.
	Result string
}

// Submit sends an operation for several targets, which are pad codes or device
// IPs. params is a JSON object with the other fields of the request, or nil.
//
// It returns one Submission for each target that the service accepted or refused,
// see Answer. If the service leaves out a target, so does Submit: the outcome of
// that target is unknown.
//
// Errors are *Error and concern the whole request. If there are no targets or
// more than op.MaxTargets, nothing is sent and the error is ClassRejected.
func (c *Client) Submit(ctx context.Context, op *Operation, targets []string, params json.RawMessage) ([]Submission, error) {
	request, err := composeRequest(op, targets, params)
	if err != nil {
		return nil, &Error{Class: ClassRejected, Operation: op, Message: err.Error() + "; nothing was sent", Cause: err}
	}
	msg, err := c.prepare(op, request)
	if err != nil {
		return nil, err
	}
	response, err := c.send(ctx, msg)
	if err != nil {
		return nil, err
	}
	submissions, err := submissionDecoder{op, targets, request, response, msg.secrets}.decode()
	if err != nil {
		return nil, undecodable(op, response, err)
	}
	return submissions, nil
}

// undecodable returns the error for a successful response whose payload cannot be
// decoded.
func undecodable(op *Operation, response *Response, err error) *Error {
	e := &Error{
		Class: ClassTransport, Operation: op, TraceID: response.TraceID, Cause: err,
		Message: "the payload of the response has an unknown format: " + err.Error(), Advice: adviseFormat,
	}
	var typeError *json.UnmarshalTypeError
	if errors.As(err, &typeError) {
		// The text of err quotes the value.
		e.Message = "the payload of the response has an unknown format: a field has another type"
		e.Cause = nil
	}
	if !op.Repeatable {
		e.Class = ClassAmbiguous
		e.Advice = "The service reports success, but it is not known for which instances. Check the result before you try again."
	}
	return e
}
