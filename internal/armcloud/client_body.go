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

// encodeBody encodes a request as compact JSON without needless escapes, nulls
// and duplicate names. The service checks version 1 signatures against its own
// encoding of the body, which must be identical.
func encodeBody(request any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(request); err != nil {
		return nil, fmt.Errorf("the request cannot be encoded as JSON: %w", withoutValue(err))
	}
	body := unescape(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
	if err := checkBody(body); err != nil {
		return nil, err
	}
	return body, nil
}

// withoutValue returns an error of the same kind as an encoding error, without
// the value that it quotes.
func withoutValue(err error) error {
	var unsupported *json.UnsupportedValueError
	if errors.As(err, &unsupported) {
		return errors.New("a value that JSON cannot represent")
	}
	var marshaler *json.MarshalerError
	if errors.As(err, &marshaler) {
		return errors.New("a part that is not valid JSON")
	}
	return errors.New("a type that JSON cannot represent")
}

// unescape replaces \u escapes by the characters themselves if JSON doesn't
// require the escape. Encoders escape some characters (<, >, &, U+2028) that the
// service's encoder doesn't.
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

// escapedRune returns the character and the length of the escape at the beginning
// of text, or length 0 if the escape is required.
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

// checkBody returns an error if a body cannot be signed safely: if it holds a
// null or duplicate names in one object, or is not an object.
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
					return fmt.Errorf("the request contains the field %q twice", t)
				}
				open[depth][t], expectName[depth] = true, false
				continue
			}
		case nil:
			return errors.New("the request contains a null; leave out fields without a value")
		}
		if depth >= 0 && open[depth] != nil {
			expectName[depth] = true
		}
	}
}
