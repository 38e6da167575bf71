package simulator

import (
	"bytes"
	"encoding/json"
)

// fields reads a request body. Names are case-sensitive, as in the service.
// refused is the first error.
type fields struct {
	values  map[string]json.RawMessage
	refused *refusal
}

func parseFields(body []byte) *fields {
	f := &fields{values: map[string]json.RawMessage{}}
	if len(bytes.TrimSpace(body)) == 0 {
		return f
	}
	if err := json.Unmarshal(body, &f.values); err != nil {
		f.refuse(codeInvalidFormat, "the body is not a JSON object")
	}
	return f
}

func (f *fields) refuse(code int, format string, args ...any) {
	if f.refused == nil {
		f.refused = refuse(code, format, args...)
	}
}

// optional reads a field that may be absent, and reports whether it was present.
func (f *fields) optional(name string, into any) bool {
	raw, found := f.values[name]
	if !found {
		return false
	}
	if err := json.Unmarshal(raw, into); err != nil {
		f.refuse(codeInvalidFormat, "%s has the wrong type", name)
		return false
	}
	return true
}

// required reads a field that must be present and not an empty string or list.
func (f *fields) required(name string, into any) {
	raw, found := f.values[name]
	if empty := string(raw); !found || empty == `""` || empty == `[]` {
		f.refuse(codeRequired, "%s cannot be empty", name)
		return
	}
	f.optional(name, into)
}

// scalar is a string or a number in JSON. The API document declares many codes
// as String but prints numbers.
type scalar string

// UnmarshalJSON accepts a JSON string or number.
func (s *scalar) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err == nil {
		*s = scalar(text)
		return nil
	}
	var number json.Number
	if err := json.Unmarshal(data, &number); err != nil {
		return err
	}
	*s = scalar(number.String())
	return nil
}

// checkLimit refuses a list that is longer than the endpoint allows.
func (f *fields) checkLimit(name string, n, limit int) {
	if n > limit {
		f.refuse(codeInvalidParameters, "%s has %d entries, at most %d are allowed", name, n, limit)
	}
}

func oneOf(value string, allowed ...string) bool {
	for _, a := range allowed {
		if value == a {
			return true
		}
	}
	return false
}
