package armcloud

import (
	"fmt"
	"net/url"
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
