package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// submissionDecoder decodes the response to one submitted request.
type submissionDecoder struct {
	op       *Operation
	targets  []string
	request  json.RawMessage
	response *Response
	secrets  []string
}

var (
	errFalse   = errors.New("it is false")
	errMissing = errors.New("it is missing")
)

// decode returns a submission for each target that the response is about. An
// error means that the outcome of all targets is unknown.
func (d submissionDecoder) decode() ([]Submission, error) {
	data := bytes.TrimSpace(d.response.Data)
	switch {
	case d.op == SetADB:
		return d.adb(data)
	case d.op.Answer == AnswerItems:
		if absent(data) {
			return nil, nil
		}
		return d.items(data)
	case d.op.Answer == AnswerEither && bytes.HasPrefix(data, []byte("[")):
		submissions, err := d.items(data)
		return d.inOrder(submissions), err
	default:
		return d.all(data)
	}
}

// items decodes a payload with an item for each target. The result is in the order
// of the response. Targets without an item are left out, unless there are items
// that name no target: then those targets have an error.
func (d submissionDecoder) items(data json.RawMessage) ([]Submission, error) {
	items, err := decodeItems(data)
	if err != nil {
		return nil, err
	}
	submissions := make([]Submission, 0, len(items))
	var unnamed []submissionItem
	for _, item := range items {
		if target, ok := d.targetOf(item); ok {
			submissions = append(submissions, d.submission(target, item))
		} else if item.target() == "" {
			unnamed = append(unnamed, item)
		}
	}
	return mergeTargets(append(submissions, d.unnamed(submissions, unnamed)...)), nil
}

// unnamed returns what the items that name no target mean for the targets: those
// without an item of their own have an unknown outcome. If each has one, a refusal may
// concern any of them.
func (d submissionDecoder) unnamed(named []Submission, items []submissionItem) []Submission {
	found := make(map[string]bool, len(d.targets))
	for _, s := range named {
		found[s.PadCode] = true
	}
	var added []Submission
	for _, item := range items {
		text := "the response has an item that does not say which instance it is about"
		if item.refused() {
			text += ": " + d.refusal(item.code(), item.message()).Detail()
		}
		for _, target := range d.targets {
			if !found[target] || item.refused() && len(found) == len(d.targets) {
				added = append(added, Submission{PadCode: target, Err: d.indeterminate(text)})
			}
		}
	}
	return added
}

// all decodes a payload that is one answer for all targets. The result is in the
// order of the targets. Without a payload, nothing is proven.
func (d submissionDecoder) all(data json.RawMessage) ([]Submission, error) {
	var item submissionItem
	switch {
	case absent(data):
		return nil, nil
	case d.op.Answer == AnswerEither && bytes.Equal(data, []byte("true")):
		return d.forAll(func(target string) Submission { return Submission{PadCode: target} }), nil
	case bytes.Equal(data, []byte("false")):
		return nil, errFalse
	case bytes.HasPrefix(data, []byte("[")) && len(d.targets) == 1:
		if items, err := d.items(data); err != nil || len(items) > 0 {
			return items, err
		}
		return nil, errMissing
	case !bytes.HasPrefix(data, []byte("{")):
		return nil, errNotAList
	}
	if _, grouped := groupedByOutcome(data); grouped {
		return d.items(data)
	}
	if err := json.Unmarshal(data, &item); err != nil {
		return nil, err
	}
	if item.target() == "" {
		return d.forAll(func(target string) Submission { return d.submission(target, item) }), nil
	}
	if target, ok := d.targetOf(item); ok {
		return []Submission{d.submission(target, item)}, nil
	}
	return nil, nil
}

func (d submissionDecoder) forAll(submission func(target string) Submission) []Submission {
	all := make([]Submission, 0, len(d.targets))
	for _, target := range d.targets {
		all = append(all, submission(target))
	}
	return all
}

// inOrder returns the submissions in the order of the targets.
func (d submissionDecoder) inOrder(submissions []Submission) []Submission {
	place := make(map[string]int, len(d.targets))
	for i, target := range d.targets {
		place[target] = i
	}
	slices.SortStableFunc(submissions, func(a, b Submission) int { return place[a.PadCode] - place[b.PadCode] })
	return submissions
}

// targetOf returns the target that an item is about, and false if it is about none
// of the request. An item may leave out the only target.
func (d submissionDecoder) targetOf(item submissionItem) (string, bool) {
	name := item.target()
	if name == "" && len(d.targets) == 1 {
		return d.targets[0], true
	}
	for _, target := range d.targets {
		if strings.EqualFold(name, target) {
			return target, true
		}
	}
	return "", false
}
