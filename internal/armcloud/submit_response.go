package armcloud

import (
	"encoding/json"
	"fmt"
)

// submissionItem is one target of a response.
type submissionItem struct {
	TaskID       flexInt    `json:"taskId"`
	PadCode      flexString `json:"padCode"`
	DeviceIP     flexString `json:"deviceIp"`
	TaskStatus   flexInt    `json:"taskStatus"`
	TaskResult   flexString `json:"taskResult"`
	AccessURL    flexString `json:"accessUrl"`
	ErrorMsg     flexString `json:"errorMsg"`
	ErrMsg       flexString `json:"errMsg"`
	ErrorMessage flexString `json:"errorMessage"`
	ErrorCode    flexString `json:"errorCode"`
	ErrCode      flexString `json:"errCode"`
}

// submissionLists is a response that groups the targets by outcome.
type submissionLists struct {
	Success  json.RawMessage `json:"successList"`
	Complete json.RawMessage `json:"completeList"`
	Fail     json.RawMessage `json:"failList"`
	Failed   json.RawMessage `json:"failedList"`
}

// decodeSubmissions decodes the response to an operation with targets.
func decodeSubmissions(op *Operation, targets []string, response *Response, secrets []string) ([]Submission, error) {
	items, err := decodeItems(op, response, secrets)
	if op.PerTarget {
		if err != nil {
			return nil, err
		}
		if len(targets) == 1 && len(items) == 1 && items[0].PadCode == "" {
			items[0].PadCode = targets[0]
		}
		return items, nil
	}
	if err != nil {
		// A scalar such as true means success for all targets, without tasks.
		items = nil
	}
	return perTarget(targets, items), nil
}

// perTarget returns a submission for every target from a response that is not per
// target: the target's own item if there is one, else the only item.
func perTarget(targets []string, items []Submission) []Submission {
	own := make(map[string]Submission, len(items))
	for _, item := range items {
		own[item.PadCode] = item
	}
	all := make([]Submission, 0, len(targets))
	for _, target := range targets {
		item, ok := own[target]
		if !ok && len(items) == 1 && items[0].Err == nil {
			item = items[0]
		}
		item.PadCode = target
		all = append(all, item)
	}
	return all
}

// decodeItems decodes a list of items, a single item, or lists grouped by
// outcome.
func decodeItems(op *Operation, response *Response, secrets []string) ([]Submission, error) {
	if lists, ok := groupedByOutcome(response.Data); ok {
		return decodeGrouped(op, response, lists, secrets)
	}
	items, err := decodeList[submissionItem](response.Data)
	if err != nil {
		return nil, err
	}
	submissions := make([]Submission, 0, len(items))
	for _, item := range items {
		submissions = append(submissions, item.submission(op, response, secrets, false))
	}
	return submissions, nil
}

// groupedByOutcome decodes a response that groups the targets by outcome. It
// returns false for other responses.
func groupedByOutcome(data json.RawMessage) (submissionLists, bool) {
	var lists submissionLists
	if err := json.Unmarshal(data, &lists); err != nil {
		return lists, false
	}
	return lists, lists.Success != nil || lists.Complete != nil || lists.Fail != nil || lists.Failed != nil
}

func decodeGrouped(op *Operation, response *Response, lists submissionLists, secrets []string) ([]Submission, error) {
	var submissions []Submission
	for _, part := range []struct {
		data   json.RawMessage
		failed bool
	}{{lists.Success, false}, {lists.Complete, false}, {lists.Fail, true}, {lists.Failed, true}} {
		items, err := decodeList[submissionItem](part.data)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			submissions = append(submissions, item.submission(op, response, secrets, part.failed))
		}
	}
	return submissions, nil
}

// submission returns the outcome of one item. A message beside a task id is not a
// refusal, and neither is an offline instance: the task has its own outcome.
func (i submissionItem) submission(op *Operation, response *Response, secrets []string, failed bool) Submission {
	s := Submission{
		PadCode: firstText(i.PadCode, i.DeviceIP),
		TaskID:  i.TaskID.value,
		Result:  firstText(i.TaskResult, i.AccessURL),
	}
	code := scrub(firstText(i.ErrorCode, i.ErrCode), secrets)
	message := scrub(firstText(i.ErrorMsg, i.ErrMsg, i.ErrorMessage), secrets)
	if code == "0" || code == "200" {
		code = ""
	}
	status := TaskStatus(i.TaskStatus.value)
	switch {
	case failed || code != "" || (message != "" && s.TaskID == 0):
		s.Err = refusal(op, code, message, response.TraceID)
	case op.Wait == WaitNone && status.Failed():
		s.Err = refusal(op, "", fmt.Sprintf("ended as %s: %s", status, scrub(string(i.TaskResult), secrets)), response.TraceID)
	case op.Wait != WaitNone && status == -1:
		s.Duplicate = true
	case op.PerTarget && op.Wait != WaitNone && s.TaskID == 0:
		s.Err = noTask(op, response.TraceID)
	}
	return s
}

// refusal returns the error for a target that the service refused.
func refusal(op *Operation, code, message, traceID string) *Error {
	known := lookupCode(code, message)
	if message == "" {
		message = known.meaning
	}
	if message == "" {
		message = "refused without a reason"
	}
	return &Error{Class: known.class, Operation: op, Code: code, Message: message, Advice: known.advice, TraceID: traceID}
}

// noTask returns the error for a target that has neither a task nor a refusal.
func noTask(op *Operation, traceID string) *Error {
	e := &Error{Class: ClassTransport, Operation: op, TraceID: traceID, Message: "the service returned neither a task nor a refusal"}
	if !op.Repeatable {
		e.Class = ClassAmbiguous
		e.Advice = "The request may have been carried out. Check the result before you try again."
	}
	return e
}
