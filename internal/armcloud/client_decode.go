package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
)

// flexInt reads a whole number; null and "" are absent.
type flexInt struct {
	value int64
	set   bool
}

var errNotANumber = errors.New("a value is not a whole number")

// UnmarshalJSON reads 7, "7", 7.0, true, null and "".
func (n *flexInt) UnmarshalJSON(data []byte) error {
	*n = flexInt{}
	text, kind, err := scalar(data)
	if err != nil || kind == 'n' {
		return err
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	switch text {
	case "true":
		*n = flexInt{1, true}
		return nil
	case "false":
		*n = flexInt{0, true}
		return nil
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		*n = flexInt{i, true}
		return nil
	}
	// 2^53 bounds what a float holds exactly; beyond it a number with an
	// exponent or fraction would silently become another one.
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return errNotANumber
	}
	*n = flexInt{int64(f), true}
	return nil
}

// pointer gives the number, nil when it is absent.
func (n flexInt) pointer() *int64 {
	if !n.set {
		return nil
	}
	return &n.value
}

// flexString reads a text; numbers and booleans are written out, objects and
// lists kept as their JSON text, null is empty.
type flexString string

// UnmarshalJSON reads any JSON value.
func (s *flexString) UnmarshalJSON(data []byte) error {
	text, kind, err := scalar(data)
	if errors.Is(err, errNotAScalar) {
		var b bytes.Buffer
		if err := json.Compact(&b, data); err != nil {
			return err
		}
		*s = flexString(b.String())
		return nil
	}
	if err != nil {
		return err
	}
	if kind == 'n' {
		text = ""
	}
	*s = flexString(text)
	return nil
}

// flexBool reads a truth value; null and "" are absent.
type flexBool struct{ value, set bool }

var errNotABool = errors.New("a value is neither true nor false")

// UnmarshalJSON reads true, false, 0, 1, the same as texts, null and "". Other
// numbers count as true when positive: the service marks some states so.
func (b *flexBool) UnmarshalJSON(data []byte) error {
	*b = flexBool{}
	text, kind, err := scalar(data)
	if err != nil || kind == 'n' {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "":
		return nil
	case "true":
		*b = flexBool{true, true}
		return nil
	case "false":
		*b = flexBool{false, true}
		return nil
	}
	n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64)
	if err != nil {
		return errNotABool
	}
	*b = flexBool{n > 0, true}
	return nil
}

// pointer gives the value, nil when it is absent.
func (b flexBool) pointer() *bool {
	if !b.set {
		return nil
	}
	return &b.value
}

var errNotAScalar = errors.New("a value is an object or a list where one value is documented")

// scalar gives the text of a number, string, boolean or null and its first
// character ('n' for null).
func scalar(data []byte) (string, byte, error) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return "", 'n', nil
	}
	switch data[0] {
	case '{', '[':
		return "", data[0], errNotAScalar
	case '"':
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return "", '"', err
		}
		return s, '"', nil
	case 'n':
		return "", 'n', nil
	}
	return string(data), data[0], nil
}
