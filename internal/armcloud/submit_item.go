package armcloud

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
)

// submissionItem is one item of a response.
type submissionItem struct {
	TaskID     flexInt    `json:"taskId"`
	PadCode    flexString `json:"padCode"`
	DeviceIP   flexString `json:"deviceIp"`
	TaskStatus flexInt    `json:"taskStatus"`
	TaskResult flexString `json:"taskResult"`
	AccessURL  flexString `json:"accessUrl"`
	itemRefusal

	failed    bool // the item is in a list of failures
	succeeded bool // the item is in a list of successes
}

// decodeItems decodes a list of items, a single item, or lists grouped by outcome,
// which may be in a list of one. It returns an error if the payload is anything else.
func decodeItems(data json.RawMessage) ([]submissionItem, error) {
	var wrapped []json.RawMessage
	if json.Unmarshal(data, &wrapped) != nil || len(wrapped) != 1 {
		wrapped = []json.RawMessage{data}
	}
	if groups, ok := groupedByOutcome(wrapped[0]); ok {
		return decodeGroups(groups)
	}
	return decodeList[submissionItem](data)
}

// outcomeGroups is a response that groups the targets by outcome.
type outcomeGroups struct {
	Success  json.RawMessage `json:"successList"`
	Complete json.RawMessage `json:"completeList"`
	Fail     json.RawMessage `json:"failList"`
	Failed   json.RawMessage `json:"failedList"`
}

// groupedByOutcome reports whether a payload groups the targets by outcome.
func groupedByOutcome(data json.RawMessage) (outcomeGroups, bool) {
	var groups outcomeGroups
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) || json.Unmarshal(data, &groups) != nil {
		return groups, false
	}
	for _, list := range []json.RawMessage{groups.Success, groups.Complete, groups.Fail, groups.Failed} {
		if !absent(list) {
			return groups, true
		}
	}
	return groups, false
}

func decodeGroups(groups outcomeGroups) ([]submissionItem, error) {
	var all []submissionItem
	for _, group := range []struct {
		data   json.RawMessage
		failed bool
	}{{groups.Success, false}, {groups.Complete, false}, {groups.Fail, true}, {groups.Failed, true}} {
		items, err := decodeList[submissionItem](group.data)
		if err != nil {
			return nil, err
		}
		for _, item := range items {
			item.failed, item.succeeded = group.failed, !group.failed
			all = append(all, item)
		}
	}
	return all, nil
}

// target returns the target that the item names, "" if it names none.
func (i submissionItem) target() string {
	return strings.TrimSpace(firstText(i.PadCode, i.DeviceIP))
}

// refused reports whether the item refuses its target. A message beside a task is
// not a refusal, and neither is an offline instance: the task has its own outcome.
func (i submissionItem) refused() bool {
	return i.failed || i.itemRefusal.refused() || i.message() != "" && i.TaskID.value == 0 && !i.TaskID.odd
}

// submission returns the outcome of target, which the item is about.
func (d submissionDecoder) submission(target string, i submissionItem) Submission {
	s := Submission{PadCode: target, TaskID: i.TaskID.value, Result: firstText(i.TaskResult, i.AccessURL)}
	status := TaskStatus(i.TaskStatus.value)
	switch {
	case i.refused():
		s.Err = d.refusal(i.code(), i.message())
	case d.op.Wait == WaitDevice && i.message() != "":
		// No query returns the task, so its outcome would stay unknown.
		s.Err = d.indeterminate("the service returned a task with the message: " + i.message())
	case d.op == DissolveRoom && !i.succeeded && !i.saysSuccess():
		s.Err = d.indeterminate("the service lists the instance neither as done nor as failed")
	case i.TaskID.odd:
		s.Err = d.indeterminate("the task ID of the response cannot be read")
	case d.op.Wait == WaitNone && status.Failed():
		s.Err = d.refusal("", fmt.Sprintf("ended as %s: %s", status, i.TaskResult))
	case d.op.Wait != WaitNone && status == -1:
		s.Duplicate = true
	case d.op.Wait != WaitNone && s.TaskID == 0:
		s.Err = d.indeterminate(messageSilent)
	}
	return s
}

// refusal returns the error for a target that the service refused.
func (d submissionDecoder) refusal(code, message string) *Error {
	err := refusal(d.op, code, redact(message, d.secrets), d.response.TraceID)
	// A secret may be a word that decides what the code means.
	err.Class = Classify(d.op, code, message).Class
	return err
}

// indeterminate returns the error for a target whose outcome is unknown.
func (d submissionDecoder) indeterminate(message string) *Error {
	return indeterminate(d.op, redact(message, d.secrets), d.response.TraceID)
}

// refusal returns the error for a part of a request that the service refused.
func refusal(op *Operation, code, message, traceID string) *Error {
	meaning := Classify(op, code, message)
	meaning.meaning = cmp.Or(meaning.meaning, "refused without a reason")
	err := meaning.error(op, code, message)
	err.TraceID = traceID
	return err
}

// indeterminate returns the error for a response that does not say whether the
// request was accepted.
func indeterminate(op *Operation, message, traceID string) *Error {
	e := &Error{Class: ClassTransport, Operation: op, TraceID: traceID, Message: message}
	if !op.Repeatable {
		e.Class = ClassAmbiguous
		e.Advice = "The request may have been carried out. Check the result before you try again."
	}
	return e
}

// noTask returns the error for an upload that has neither a task nor a refusal.
func noTask(op *Operation, traceID string) *Error {
	return indeterminate(op, messageSilent, traceID)
}

// messageSilent is the message of an item that says nothing.
const messageSilent = "the service returned neither a task nor a refusal"
