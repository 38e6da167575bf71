package armcloud

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// encodeBody returns compact JSON without a trailing newline and without needless
// escapes, such as those of <, >, & and U+2028.
func TestEncodeBody(t *testing.T) {
	type request struct {
		Text string          `json:"text"`
		Raw  json.RawMessage `json:"raw,omitempty"`
	}
	for name, c := range map[string]struct {
		request any
		want    string
	}{
		"empty":            {struct{}{}, `{}`},
		"html":             {request{Text: "a<b>&c"}, `{"text":"a<b>&c"}`},
		"separators":       {request{Text: "a\u2028b\u2029"}, "{\"text\":\"a\u2028b\u2029\"}"},
		"escaped by other": {request{Text: "x", Raw: json.RawMessage(`{ "s" : "\u003cdone\u003e \u4f60 \ud83d\udcf1" }`)}, `{"text":"x","raw":{"s":"<done> 你 📱"}}`},
		"needs escapes":    {request{Text: "q\" b\\ n\n c\u0001 \\u003c"}, `{"text":"q\" b\\ n\n c\u0001 \\u003c"}`},
		"lone surrogate":   {json.RawMessage(`{"s":"\ud83d"}`), `{"s":"\ud83d"}`},
		"whole numbers":    {map[string]float64{"up": 10}, `{"up":10}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := encodeBody(c.request)
			if err != nil || string(got) != c.want {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
		})
	}
}

// encodeBody refuses bodies that cannot be signed safely. The error doesn't quote
// the body.
func TestEncodeBodyRefusesUnsafeBodies(t *testing.T) {
	for name, request := range map[string]any{
		"null":            map[string]any{"secretvalue": nil},
		"null in a list":  map[string]any{"a": []any{1, nil}},
		"null deep down":  json.RawMessage(`{"a":{"b":[{"c":null}]}}`),
		"twice":           json.RawMessage(`{"a":1,"a":2}`),
		"twice deep down": json.RawMessage(`{"x":[{"a":1,"b":{"c":0},"a":"secretvalue"}]}`),
		"list":            []string{"secretvalue"},
		"text":            "secretvalue",
		"not JSON":        json.RawMessage(`{"secretvalue"`),
		"channel":         map[string]any{"a": make(chan int)},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := encodeBody(request)
			if err == nil {
				t.Fatalf("got %s, want an error", got)
			}
			if name != "null" && strings.Contains(err.Error(), "secretvalue") {
				t.Errorf("the error quotes the request: %v", err)
			}
		})
	}
	// The same field in different objects is not a duplicate.
	if _, err := encodeBody(json.RawMessage(`{"a":{"n":1},"b":{"n":2},"c":[{"n":1},{"n":1}]}`)); err != nil {
		t.Errorf("fields of different objects: %v", err)
	}
}

// unescape never changes the value of a JSON text.
func FuzzUnescape(f *testing.F) {
	for _, seed := range []string{`{"a":"\u003c"}`, `["\\u003c","\ud83d\udcf1","\ud83d","\udcf1\ud83d","\u0000","\u0022","\u005c"]`, `"\/"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var before, after any
		if json.Unmarshal(text, &before) != nil {
			return
		}
		got := unescape(text)
		if err := json.Unmarshal(got, &after); err != nil {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
		if !reflect.DeepEqual(before, after) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
