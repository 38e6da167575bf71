package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
)

var errNotAList = errors.New("a value is neither a list nor an object")

// decodeList reads a list, a single object as a list of one, and null, "" and
// nothing as an empty list. Nulls in a list are left out.
func decodeList[T any](data []byte) ([]T, error) {
	data = bytes.TrimSpace(data)
	if absent(data) {
		return nil, nil
	}
	switch data[0] {
	case '{':
		var one T
		if err := json.Unmarshal(data, &one); err != nil {
			return nil, err
		}
		return []T{one}, nil
	case '[':
		var elements []*T
		if err := json.Unmarshal(data, &elements); err != nil {
			return nil, err
		}
		list := make([]T, 0, len(elements))
		for _, element := range elements {
			if element != nil {
				list = append(list, *element)
			}
		}
		return list, nil
	}
	return nil, errNotAList
}

// absent tells whether a payload holds nothing.
func absent(data []byte) bool {
	data = bytes.TrimSpace(data)
	return len(data) == 0 || bytes.Equal(data, []byte("null")) || bytes.Equal(data, []byte(`""`))
}

// orNull gives a payload that JSON can read where the answer has none.
func orNull(data json.RawMessage) json.RawMessage {
	if len(data) == 0 {
		return json.RawMessage("null")
	}
	return data
}

// truth reads a payload that is a truth value.
func truth(data json.RawMessage) (value, is bool) {
	var b flexBool
	if err := json.Unmarshal(data, &b); err != nil {
		return false, false
	}
	return b.value, b.set
}

// either gives the number that is there, 0 for none.
func either(a, b flexInt) int64 {
	if a.set {
		return a.value
	}
	return b.value
}

func firstOf(texts ...flexString) string {
	for _, text := range texts {
		if text != "" {
			return string(text)
		}
	}
	return ""
}
