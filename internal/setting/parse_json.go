package setting

import (
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/path"
)

// parseJSON reads a text into nil, bool, string, json.Number, []any and
// map[string]any. Unlike json.Unmarshal, it refuses objects with duplicate keys.
func parseJSON(text string) (any, error) {
	// This checks the syntax and limits the depth.
	var raw json.RawMessage
	if err := json.Unmarshal([]byte(text), &raw); err != nil {
		return nil, fmt.Errorf("is not valid JSON: %w", err)
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return parseNext(decoder)
}

// parseNext reads the next value of JSON that is valid.
func parseNext(decoder *json.Decoder) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, fmt.Errorf("is not valid JSON: %w", err)
	}
	switch token {
	case json.Delim('{'):
		return parseMembers(decoder)
	case json.Delim('['):
		return parseElements(decoder)
	default:
		return token, nil
	}
}

func parseMembers(decoder *json.Decoder) (any, error) {
	members := map[string]any{}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("is not valid JSON: %w", err)
		}
		name, _ := key.(string)
		if _, again := members[name]; again {
			return nil, fmt.Errorf("has the key %s twice", quote(name))
		}
		if members[name], err = parseNext(decoder); err != nil {
			return nil, err
		}
	}
	_, err := decoder.Token()
	return members, err
}

func parseElements(decoder *json.Decoder) (any, error) {
	elements := []any{}
	for decoder.More() {
		element, err := parseNext(decoder)
		if err != nil {
			return nil, err
		}
		elements = append(elements, element)
	}
	_, err := decoder.Token()
	return elements, err
}

// SameJSON reports whether two texts are the same JSON, formatted in any way.
func SameJSON(a, b string) bool {
	if a == b {
		return true
	}
	x, err := parseJSON(a)
	if err != nil {
		return false
	}
	y, err := parseJSON(b)
	return err == nil && sameJSON(x, y)
}

func sameJSON(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		return ok && maps.EqualFunc(x, y, sameJSON)
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for i := range x {
			if !sameJSON(x[i], y[i]) {
				return false
			}
		}
		return true
	case json.Number:
		y, ok := b.(json.Number)
		return ok && sameNumber(x, y)
	default:
		return a == b
	}
}

func sameNumber(a, b json.Number) bool {
	x, errX := a.Float64()
	y, errY := b.Float64()
	return a == b || errX == nil && errY == nil && x == y
}

// mustBe returns the error for JSON of a wrong type.
func mustBe(at path.Path, want string, raw any) string {
	return fmt.Sprintf("%s must be %s, not %s.", at, want, kind(raw))
}

// kind names the type of JSON that parseJSON has read.
func kind(raw any) string {
	switch v := raw.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(v)
	case string:
		return "a string"
	case json.Number:
		return "the number " + shorten(v.String())
	case []any:
		return "an array"
	default:
		return "an object with other values"
	}
}

// quote returns a name in quotes, shortened.
func quote(name string) string { return strconv.Quote(shorten(name)) }

// shorten returns the beginning of a long text.
func shorten(text string) string { return cut(text, 200) }

// cut returns the beginning of a text that is longer than most bytes.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}
