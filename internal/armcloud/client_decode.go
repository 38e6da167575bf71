package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

// The service sends the same field as number, string, boolean or null. The
// types of this file accept all of these. A value that they cannot convert
// without guessing counts as not set, so that the other fields can be used.

// flexInt is an integer, which is not set for null, "" and odd values.
type flexInt struct {
	value int64
	set   bool
	// odd means that there was a value, but not an integer.
	odd bool
}

// UnmarshalJSON accepts 7, "7", 7.0, true, null and "". It never fails.
func (n *flexInt) UnmarshalJSON(data []byte) error {
	*n = flexInt{}
	text, kind, err := scalar(data)
	if text = strings.TrimSpace(text); err == nil && (kind == 'n' || text == "") {
		return nil
	}
	value, ok := parseInteger(text)
	*n = flexInt{value: value, set: ok && err == nil, odd: !ok || err != nil}
	return nil
}

// parseInteger returns the integer that a text stands for. It returns false if
// there is none.
func parseInteger(text string) (int64, bool) {
	switch text {
	case "true":
		return 1, true
	case "false":
		return 0, true
	}
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i, true
	}
	// Beyond 2^53, a float would silently become another integer.
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

// pointer returns the integer, or nil if it is not set.
func (n flexInt) pointer() *int64 {
	if !n.set {
		return nil
	}
	return &n.value
}

// flexTime is a point in time in Unix milliseconds, which is 0 for null, "" and odd
// values.
type flexTime int64

// timeLayouts are the layouts of dates. A date without a zone is taken for UTC.
var timeLayouts = []string{time.DateTime, time.RFC3339, "2006-01-02T15:04:05.999Z0700", "2006-01-02T15:04:05", time.DateOnly}

// maxSeconds is the largest integer that is a time in seconds instead of
// milliseconds.
const maxSeconds = 1e11

// UnmarshalJSON accepts milliseconds, seconds and dates. It never fails.
func (t *flexTime) UnmarshalJSON(data []byte) error {
	*t = 0
	var n flexInt
	if err := n.UnmarshalJSON(data); err != nil || !n.odd {
		if *t = flexTime(n.value); n.value < maxSeconds {
			*t *= 1000
		}
		return err
	}
	text, _, err := scalar(data)
	if err != nil {
		return nil //nolint:nilerr // an odd value is not set
	}
	for _, layout := range timeLayouts {
		if at, err := time.Parse(layout, strings.TrimSpace(text)); err == nil {
			*t = flexTime(at.UnixMilli())
			return nil
		}
	}
	return nil
}

// flexString is a string. Other JSON values become their JSON text, null becomes
// "".
type flexString string

// UnmarshalJSON accepts any JSON value.
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

// jsonString is a JSON string, such as a token. Any other value counts as not set.
type jsonString string

// UnmarshalJSON accepts any JSON value. It never fails.
func (s *jsonString) UnmarshalJSON(data []byte) error {
	*s = ""
	if text, kind, err := scalar(data); err == nil && kind == '"' {
		*s = jsonString(text)
	}
	return nil
}

// flexBool is a boolean, which is not set for null, "" and odd values.
type flexBool struct{ value, set bool }

// UnmarshalJSON accepts true, false and integers, the same as strings, null and
// "". Positive numbers are true, because some states are sent as such. It never
// fails.
func (b *flexBool) UnmarshalJSON(data []byte) error {
	*b = flexBool{}
	text, kind, err := scalar(data)
	if err != nil || kind == 'n' {
		return nil //nolint:nilerr // an odd value is not set
	}
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "true":
		*b = flexBool{true, true}
		return nil
	case "false":
		*b = flexBool{false, true}
		return nil
	}
	if n, err := strconv.ParseInt(strings.TrimSpace(text), 10, 64); err == nil {
		*b = flexBool{n > 0, true}
	}
	return nil
}

// pointer returns the value, or nil if it is not set.
func (b flexBool) pointer() *bool {
	if !b.set {
		return nil
	}
	return &b.value
}

var errNotAScalar = errors.New("a value is an object or a list instead of a single value")

// scalar returns the text of a number, string, boolean or null, and the first
// character of its JSON ('n' for null).
func scalar(data []byte) (string, byte, error) {
	data = bytes.TrimSpace(data)
	if len(data) == 0 {
		return "", 'n', nil
	}
	switch data[0] {
	case '{', '[':
		return "", data[0], errNotAScalar
	case '"':
		if text, ok := plainText(data); ok {
			return text, '"', nil
		}
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

// plainText returns the text of a JSON string that consists of printable ASCII
// characters without escapes, as most do. For others, it returns false.
func plainText(data []byte) (string, bool) {
	if len(data) < 2 || data[len(data)-1] != '"' {
		return "", false
	}
	text := data[1 : len(data)-1]
	for _, c := range text {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			return "", false
		}
	}
	return string(text), true
}
