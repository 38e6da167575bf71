package armcloud

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// encodeBody writes a request as the service would write it again: compact,
// every character as itself, no nulls, no name twice. Version 1 of the
// signature holds only if both texts are the same.
func encodeBody(request any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(request); err != nil {
		return nil, fmt.Errorf("the request cannot be written as JSON: %w", withoutValue(err))
	}
	body := unescape(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	if err := checkBody(body); err != nil {
		return nil, err
	}
	return body, nil
}

// withoutValue keeps the kind of an encoding error and drops the value that it
// quotes.
func withoutValue(err error) error {
	var unsupported *json.UnsupportedValueError
	if errors.As(err, &unsupported) {
		return errors.New("a value that JSON cannot hold")
	}
	var marshaler *json.MarshalerError
	if errors.As(err, &marshaler) {
		return errors.New("a part that is not valid JSON")
	}
	return errors.New("a type that JSON cannot hold")
}

// unescape replaces the \u escapes of characters that need none by the
// characters themselves: encoders write some of them (<, >, &, U+2028) and a
// service that writes the text again would not.
func unescape(text []byte) []byte {
	if !bytes.Contains(text, []byte(`\u`)) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if text[i] != '\\' || i+1 >= len(text) {
			out = append(out, text[i])
			i++
			continue
		}
		r, size := escapedRune(text[i:])
		if size == 0 {
			out = append(out, text[i], text[i+1])
			i += 2
			continue
		}
		out = utf8.AppendRune(out, r)
		i += size
	}
	return out
}

// escapedRune reads the escape at the beginning of text and gives its
// character and length, or length 0 for one that has to stay as it is.
func escapedRune(text []byte) (rune, int) {
	r, ok := hexEscape(text)
	if !ok || r < ' ' || r == '"' || r == '\\' {
		return 0, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if low, ok := hexEscape(text[6:]); ok {
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return 0, 0
}

func hexEscape(text []byte) (rune, bool) {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil {
		return 0, false
	}
	return rune(n), true
}

// checkBody refuses what cannot be signed safely: nulls, names that appear
// twice in one object, and anything but an object at the top.
func checkBody(body []byte) error {
	if len(body) == 0 || body[0] != '{' {
		return errors.New("the request must be a JSON object")
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var open []map[string]bool // nil for arrays
	var expectName []bool
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.New("the request is not valid JSON")
		}
		depth := len(open) - 1
		switch t := token.(type) {
		case json.Delim:
			switch t {
			case '{':
				open, expectName = append(open, map[string]bool{}), append(expectName, true)
				continue
			case '[':
				open, expectName = append(open, nil), append(expectName, false)
				continue
			}
			open, expectName = open[:depth], expectName[:depth]
			depth--
		case string:
			if expectName[depth] {
				if open[depth][t] {
					return fmt.Errorf("the request holds the field %q twice", t)
				}
				open[depth][t], expectName[depth] = true, false
				continue
			}
		case nil:
			return errors.New("the request holds a null; a field without a value must be left out")
		}
		if depth >= 0 && open[depth] != nil {
			expectName[depth] = true
		}
	}
}
