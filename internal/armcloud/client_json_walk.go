package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// jsonStep is one token of a JSON text.
type jsonStep struct {
	before string // the punctuation and the field name before the token
	name   string // the field that holds the token, "" in lists
	value  any    // the value of a scalar, else nil
	secret bool   // the field, or one around it, is secret
}

// jsonNull is the value of a null in a jsonStep.
type jsonNull struct{}

// MarshalJSON returns null.
func (jsonNull) MarshalJSON() ([]byte, error) { return []byte("null"), nil }

// walkJSON calls visit for each token of a JSON text until visit returns false.
func walkJSON(body []byte, visit func(jsonStep) bool) error {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	type level struct {
		object, name, secret bool // name means that the next token is a field name
		count                int
	}
	levels := []level{{}}
	secret := false // the current field, or one around it, is secret
	before, field := "", ""
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) && len(levels) == 1 {
			return nil
		}
		if err != nil {
			return err
		}
		top := &levels[len(levels)-1]
		if delim, ok := token.(json.Delim); ok && (delim == '}' || delim == ']') {
			levels = levels[:len(levels)-1]
			levels[len(levels)-1].name = levels[len(levels)-1].object
			if !visit(jsonStep{before: delim.String()}) {
				return nil
			}
			continue
		}
		if top.count > 0 && (!top.object || top.name) {
			before += ","
		}
		if name, ok := token.(string); ok && top.object && top.name {
			top.name, top.count = false, top.count+1
			secret, field = top.secret || secretField(name), name
			quoted, err := json.Marshal(name)
			if err != nil {
				return err
			}
			before += string(quoted) + ":"
			continue
		}
		if !top.object {
			top.count++
			secret, field = top.secret, ""
		}
		step := jsonStep{before: before, name: field, value: token, secret: secret}
		before = ""
		switch t := token.(type) {
		case json.Delim:
			step.before, step.value = step.before+t.String(), nil
			levels = append(levels, level{object: t == '{', name: t == '{', secret: secret})
		case nil:
			step.value = jsonNull{}
		}
		if _, ok := token.(json.Delim); !ok {
			top.name = top.object
		}
		if !visit(step) {
			return nil
		}
	}
}
