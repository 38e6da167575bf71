package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// composeRequest returns the request for targets: the field for the targets, then
// the fields of params.
func composeRequest(op *Operation, targets []string, params json.RawMessage) (json.RawMessage, error) {
	switch {
	case op.Target == "":
		return nil, errors.New("the operation has no targets")
	case op.Answer == AnswerOther:
		return nil, errors.New("the response of the operation has no outcome for each target")
	case len(targets) == 0:
		return nil, errors.New("the request has no targets")
	case op.MaxTargets > 0 && len(targets) > op.MaxTargets:
		return nil, fmt.Errorf("the request has %d targets, but the operation takes at most %d", len(targets), op.MaxTargets)
	}
	if op.Target == "apps[].padCodes" {
		return composeApps(targets, params)
	}
	var names any = targets
	if op.Target == "padCode" {
		names = targets[0]
	}
	return prependField(op.Target, names, params)
}

// prependField returns a JSON object, which may be nil, with a field added in
// front.
func prependField(field string, value any, object json.RawMessage) (json.RawMessage, error) {
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

// composeApps adds the targets to each app of the parameters.
func composeApps(targets []string, params json.RawMessage) (json.RawMessage, error) {
	var outer struct {
		Apps []json.RawMessage `json:"apps"`
	}
	decoder := json.NewDecoder(bytes.NewReader(params))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&outer); err != nil || len(outer.Apps) == 0 {
		return nil, errors.New(`the parameters must be a JSON object with only a list "apps"`)
	}
	for i, app := range outer.Apps {
		withTargets, err := prependField("padCodes", targets, app)
		if err != nil {
			return nil, err
		}
		outer.Apps[i] = withTargets
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(outer); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
