package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
)

var errNotAList = errors.New("a value is neither a list nor an object")

// decodeList decodes a list. A single object is a list of one; null, "" and a
// missing payload are an empty list. Nulls in a list are left out.
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

// absent reports whether a payload is missing, null or "".
func absent(data []byte) bool {
	data = bytes.TrimSpace(data)
	return len(data) == 0 || bytes.Equal(data, []byte("null")) || bytes.Equal(data, []byte(`""`))
}

// orNull returns data, or a JSON null if the response has no payload.
func orNull(data json.RawMessage) json.RawMessage {
	if len(data) == 0 {
		return json.RawMessage("null")
	}
	return data
}

// decodeBool decodes a payload that should be a boolean. It returns ok == false
// if it isn't one. A number isn't, because it may be a count or an id.
func decodeBool(data json.RawMessage) (value, ok bool) {
	var b flexBool
	if err := json.Unmarshal(orNull(data), &b); err != nil {
		return false, false
	}
	return b.value, b.set && !isNumber(string(bytes.Trim(data, `" `)))
}

// firstText returns the first text that is not empty.
func firstText(texts ...flexString) string {
	for _, text := range texts {
		if text != "" {
			return string(text)
		}
	}
	return ""
}
