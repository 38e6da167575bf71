package armcloud

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// message is an encoded request. It can be signed and sent any number of times.
type message struct {
	op *Operation
	// body is the body of a POST.
	body []byte
	// query is the raw query of a GET without the question mark, and queryJSON
	// holds the same parameters as a JSON object.
	query     string
	queryJSON []byte
	// secrets must be redacted from errors and log lines.
	secrets []string
}

// newMessage encodes a request. Its errors never quote the request.
func newMessage(op *Operation, request any) (*message, error) {
	if op.Method == "GET" {
		return newGetMessage(op, request)
	}
	if request == nil {
		request = struct{}{}
	}
	body, err := encodeBody(request)
	if err != nil {
		return nil, err
	}
	return &message{op: op, body: body, secrets: secretsOf(body)}, nil
}

func newGetMessage(op *Operation, request any) (*message, error) {
	if request == nil {
		return &message{op: op}, nil
	}
	values, ok := request.(url.Values)
	if !ok {
		return nil, fmt.Errorf("a GET takes url.Values, not %T", request)
	}
	if len(values) == 0 {
		return &message{op: op}, nil
	}
	flat := make(map[string]string, len(values))
	for name, list := range values {
		if len(list) != 1 {
			return nil, fmt.Errorf("the query parameter %q must have one value, not %d", name, len(list))
		}
		flat[name] = list[0]
	}
	// Both forms are sorted by name, so every attempt sends the same text.
	asJSON, err := encodeBody(flat)
	if err != nil {
		return nil, err
	}
	return &message{op: op, query: values.Encode(), queryJSON: asJSON}, nil
}

// targets returns the number of targets in the body, 0 if the operation has none.
func (m *message) targets() int {
	body, field := m.body, m.op.Target
	if inside, ok := strings.CutPrefix(field, "apps[]."); ok {
		var outer struct {
			Apps []json.RawMessage `json:"apps"`
		}
		if err := json.Unmarshal(body, &outer); err != nil || len(outer.Apps) == 0 {
			return 0
		}
		body, field = outer.Apps[0], inside
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil || fields[field] == nil {
		return 0
	}
	var list []json.RawMessage
	if err := json.Unmarshal(fields[field], &list); err != nil {
		return 1 // a single target, such as padCode
	}
	return len(list)
}
