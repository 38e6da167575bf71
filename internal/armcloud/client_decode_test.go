package armcloud

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// flexInt accepts every form of an integer and rejects anything else.
func TestFlexInt(t *testing.T) {
	for text, want := range map[string]flexInt{
		`7`: {7, true}, `"7"`: {7, true}, `-3`: {-3, true}, `"-3"`: {-3, true}, `7.0`: {7, true}, `"7.0"`: {7, true},
		`1e3`: {1000, true}, `true`: {1, true}, `false`: {0, true}, `null`: {}, `""`: {}, `" "`: {}, `" 8 "`: {8, true},
		`9007199254740993`: {9007199254740993, true}, `0`: {0, true},
	} {
		var got flexInt
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: got %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{`7.5`, `"seven"`, `{}`, `[7]`, `1e300`, `"NaN"`, `99999999999999999999`} {
		var got flexInt
		if err := json.Unmarshal([]byte(text), &got); err == nil {
			t.Errorf("%s: got %v, want an error", text, got)
		}
	}
}

// flexString accepts every kind of value. Null is the empty string.
func TestFlexString(t *testing.T) {
	for text, want := range map[string]flexString{
		`"a"`: "a", `7`: "7", `7.50`: "7.50", `true`: "true", `null`: "", `""`: "",
		`{"a": [1, 2]}`: `{"a":[1,2]}`, `[ ]`: `[]`, `"\u4f60"`: "你",
	} {
		var got flexString
		if err := json.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", text, got, err, want)
		}
	}
}

// flexBool accepts every form of a boolean. A missing value is not false.
func TestFlexBool(t *testing.T) {
	yes, no := true, false
	for text, want := range map[string]*bool{
		`true`: &yes, `false`: &no, `1`: &yes, `0`: &no, `"1"`: &yes, `"0"`: &no, `"true"`: &yes, `"False"`: &no,
		`2`: &yes, `-1`: &no, `null`: nil, `""`: nil,
	} {
		var got flexBool
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got.pointer()); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	var got flexBool
	if err := json.Unmarshal([]byte(`"perhaps"`), &got); err == nil {
		t.Error(`"perhaps": got no error`)
	}
}

// decodeList accepts a list, an object and a missing value.
func TestDecodeList(t *testing.T) {
	type item struct {
		A flexInt `json:"a"`
	}
	one := []item{{flexInt{1, true}}}
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
	for _, text := range []string{`true`, `7`, `"text"`, `[1]`, `{"a":{}}`, `[{"a":1}`} {
		if got, err := decodeList[item]([]byte(text)); err == nil {
			t.Errorf("%s: got %v, want an error", text, got)
		}
	}
}

// No payload makes a decoder panic. Operations that are not per target return one
// submission per target.
func FuzzDecodeSubmissions(f *testing.F) {
	for _, seed := range []string{
		`[{"taskId":1,"padCode":"AC1","vmStatus":0}]`, `{"taskId":"1","padCode":"AC1"}`, `true`, `null`, `""`,
		`{"successList":[{"padCode":"AC1"}],"failList":[{"padCode":"AC2","errorCode":110028,"errorMsg":"no"}]}`,
		`[{"taskId":null,"padCode":null,"taskStatus":-1}]`, `[[]]`, `{"failList":7}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		response := &Response{Data: data}
		if got, err := decodeSubmissions(SetLocation, []string{"AC1", "AC2"}, response, nil); err != nil || len(got) != 2 {
			t.Fatalf("got %d submissions and error %v, want 2 submissions", len(got), err)
		}
		if _, err := decodeSubmissions(SetTimeZone, []string{"AC1"}, response, nil); err != nil {
			_ = undecodable(SetTimeZone, response, err).Error()
		}
		_, _ = decodeTasks(QueryUploadTasks, data)
		_, _ = decodeProperties(data)
		_, _, _ = decodePage[detailRow](data)
	})
}
