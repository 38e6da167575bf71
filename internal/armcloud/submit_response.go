package armcloud

import (
	"encoding/json"
	"fmt"
)

// submissionItem is one target in the answer to a change.
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

// submissionLists is the answer that sorts the targets by outcome.
type submissionLists struct {
	Success  json.RawMessage `json:"successList"`
	Complete json.RawMessage `json:"completeList"`
	Fail     json.RawMessage `json:"failList"`
	Failed   json.RawMessage `json:"failedList"`
}

// decodeSubmissions reads the answer to a change.
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
		// true, a number, a text: a success for all, without tasks.
		items = nil
	}
	return spread(targets, items), nil
}

// spread gives every target a submission where the answer is not per target:
// its own item if there is one, else what a single item says of all.
func spread(targets []string, items []Submission) []Submission {
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

// decodeItems reads a list of items, a single item, or lists sorted by outcome.
func decodeItems(op *Operation, response *Response, secrets []string) ([]Submission, error) {
	if lists, ok := sorted(response.Data); ok {
		return decodeSorted(op, response, lists, secrets)
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

func sorted(data json.RawMessage) (submissionLists, bool) {
	var lists submissionLists
	if err := json.Unmarshal(data, &lists); err != nil {
		return lists, false
	}
	return lists, lists.Success != nil || lists.Complete != nil || lists.Fail != nil || lists.Failed != nil
}

func decodeSorted(op *Operation, response *Response, lists submissionLists, secrets []string) ([]Submission, error) {
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

// submission judges one item. A remark beside a task is no refusal, and neither
// is a phone that is reported offline: the task tells how it ends.
func (i submissionItem) submission(op *Operation, response *Response, secrets []string, failed bool) Submission {
	s := Submission{
		PadCode: firstOf(i.PadCode, i.DeviceIP),
		TaskID:  i.TaskID.value,
		Result:  firstOf(i.TaskResult, i.AccessURL),
	}
	code := scrub(firstOf(i.ErrorCode, i.ErrCode), secrets)
	message := scrub(firstOf(i.ErrorMsg, i.ErrMsg, i.ErrorMessage), secrets)
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
		s.Err = taskless(op, response.TraceID)
	}
	return s
}

// refusal is the service's refusal of one target.
func refusal(op *Operation, code, message, traceID string) *Error {
	known := classify(code, message)
	if message == "" {
		message = known.meaning
	}
	if message == "" {
		message = "refused without a reason"
	}
	return &Error{Class: known.class, Operation: op, Code: code, Message: message, Advice: known.advice, TraceID: traceID}
}

// taskless is the error for a target that was neither refused nor given a task.
func taskless(op *Operation, traceID string) *Error {
	e := &Error{Class: ClassTransport, Operation: op, TraceID: traceID, Message: "the service answered neither with a task nor with a refusal"}
	if !op.Repeatable {
		e.Class = ClassAmbiguous
		e.Advice = "It may have been carried out; look at the result before trying again."
	}
	return e
}
