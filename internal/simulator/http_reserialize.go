package simulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Errors of bodies that are valid JSON but that clients must not send. Other
// parsers drop nulls and duplicate keys, which changes the hash of the body.
var (
	errNull      = errors.New("null values are not allowed")
	errDuplicate = errors.New("duplicate keys are not allowed")
)

// maxDepth limits the nesting of a body. No documented body is deeper than 4.
const maxDepth = 100

// reserialize returns a JSON text as the service serializes it: compact, keys in
// the order sent, strings with as few escapes as possible, numbers in short form.
// Empty text stays empty.
func reserialize(body []byte) (string, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return "", nil
	}
	w := &rewriter{in: json.NewDecoder(bytes.NewReader(body))}
	w.in.UseNumber()
	if err := w.value(); err != nil {
		return "", err
	}
	if _, err := w.in.Token(); !errors.Is(err, io.EOF) {
		return "", errors.New("unexpected text after the JSON value")
	}
	return w.out.String(), nil
}

// checkStrict rejects nulls and duplicate keys, which reserialize accepts.
func checkStrict(body []byte) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	w := &rewriter{in: json.NewDecoder(bytes.NewReader(body)), strict: true}
	w.in.UseNumber()
	return w.value()
}

type rewriter struct {
	in     *json.Decoder
	out    strings.Builder
	strict bool
	depth  int
}

func (w *rewriter) value() error {
	token, err := w.in.Token()
	if err != nil {
		return fmt.Errorf("unable to read the JSON text: %w", err)
	}
	return w.token(token)
}

func (w *rewriter) token(token json.Token) error {
	switch v := token.(type) {
	case json.Delim:
		if w.depth++; w.depth > maxDepth {
			return errors.New("the JSON text is nested too deeply")
		}
		defer func() { w.depth-- }()
		if v == '{' {
			return w.object()
		}
		return w.array()
	case string:
		writeText(&w.out, v)
	case json.Number:
		w.out.WriteString(shortNumber(v.String()))
	case bool:
		w.out.WriteString(strconv.FormatBool(v))
	case nil:
		if w.strict {
			return errNull
		}
		w.out.WriteString("null")
	}
	return nil
}

func (w *rewriter) object() error {
	w.out.WriteByte('{')
	seen := map[string]bool{}
	for w.in.More() {
		key, err := w.in.Token()
		if err != nil {
			return fmt.Errorf("unable to read the JSON text: %w", err)
		}
		name, _ := key.(string)
		if w.strict && seen[name] {
			return errDuplicate
		}
		if len(seen) > 0 {
			w.out.WriteByte(',')
		}
		seen[name] = true
		writeText(&w.out, name)
		w.out.WriteByte(':')
		if err := w.value(); err != nil {
			return err
		}
	}
	return w.closeBracket('}')
}

func (w *rewriter) array() error {
	w.out.WriteByte('[')
	for n := 0; w.in.More(); n++ {
		if n > 0 {
			w.out.WriteByte(',')
		}
		if err := w.value(); err != nil {
			return err
		}
	}
	return w.closeBracket(']')
}

func (w *rewriter) closeBracket(bracket byte) error {
	if _, err := w.in.Token(); err != nil {
		return fmt.Errorf("unable to read the JSON text: %w", err)
	}
	w.out.WriteByte(bracket)
	return nil
}

// writeText writes a JSON string with only the escapes that JSON requires.
func writeText(out *strings.Builder, text string) {
	out.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\r':
			out.WriteString(`\r`)
		case r == '\t':
			out.WriteString(`\t`)
		case r == '\b':
			out.WriteString(`\b`)
		case r == '\f':
			out.WriteString(`\f`)
		case r < ' ':
			fmt.Fprintf(out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
}

// shortNumber returns a fraction as a Java Double prints it: 10.00 becomes 10.0.
// Integers and numbers with an exponent are returned unchanged.
func shortNumber(text string) string {
	if !strings.Contains(text, ".") || strings.ContainsAny(text, "eE") {
		return text
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	short := strconv.FormatFloat(number, 'f', -1, 64)
	if !strings.Contains(short, ".") {
		short += ".0"
	}
	return short
}
