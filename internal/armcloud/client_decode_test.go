package armcloud

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// flexInt accepts every form of an integer. Anything else is not set, and odd.
func TestFlexInt(t *testing.T) {
	for text, want := range map[string]flexInt{
		`7`: {value: 7, set: true}, `"7"`: {value: 7, set: true}, `-3`: {value: -3, set: true}, `"-3"`: {value: -3, set: true}, `7.0`: {value: 7, set: true}, `"7.0"`: {value: 7, set: true},
		`1e3`: {value: 1000, set: true}, `true`: {value: 1, set: true}, `false`: {value: 0, set: true}, `null`: {}, `""`: {}, `" "`: {}, `" 8 "`: {value: 8, set: true},
		`9007199254740993`: {value: 9007199254740993, set: true}, `0`: {value: 0, set: true},
	} {
		var got flexInt
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: got %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{`7.5`, `"seven"`, `{}`, `[7]`, `1e300`, `"NaN"`, `99999999999999999999`} {
		var got flexInt
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != (flexInt{odd: true}) {
			t.Errorf("%s: got %+v, %v, want an odd value", text, got, err)
		}
	}
}

// flexString accepts every kind of value. Null is the empty string.
func TestFlexString(t *testing.T) {
	for text, want := range map[string]flexString{
		`"a"`: "a", `7`: "7", `7.50`: "7.50", `true`: "true", `null`: "", `""`: "",
		`{"a": [1, 2]}`: `{"a":[1,2]}`, `[ ]`: `[]`, `"\u4f60"`: "你",
		`"a\"b"`: `a"b`, `"a\\"`: `a\`, `"你~"`: "你~", "\"\x7f\"": "\x7f", "\"a\xff\"": "a\ufffd",
	} {
		var got flexString
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", text, got, err, want)
		}
	}
}

// flexBool accepts every form of a boolean. A missing or odd value is not false.
func TestFlexBool(t *testing.T) {
	yes, no := true, false
	for text, want := range map[string]*bool{
		`true`: &yes, `false`: &no, `1`: &yes, `0`: &no, `"1"`: &yes, `"0"`: &no, `"true"`: &yes, `"False"`: &no,
		`2`: &yes, `-1`: &no, `null`: nil, `""`: nil, `"perhaps"`: nil, `{}`: nil, `[1]`: nil,
	} {
		var got flexBool
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got.pointer()); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

// decodeList accepts a list, an object and a missing value.
func TestDecodeList(t *testing.T) {
	type item struct {
		A flexInt `json:"a"`
	}
	one := []item{{flexInt{value: 1, set: true}}}
	for text, want := range map[string][]item{
		`[{"a":1}]`: one, `{"a":"1"}`: one, `[null,{"a":1},null]`: one, `[]`: {}, `null`: nil, `""`: nil, ``: nil, ` [ ] `: {},
	} {
		got, err := decodeList[item]([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(flexInt{})); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	for _, text := range []string{`true`, `7`, `"text"`, `[1]`, `[{"a":1}`} {
		if got, err := decodeList[item]([]byte(text)); err == nil {
			t.Errorf("%s: got %v, want an error", text, got)
		}
	}
}
