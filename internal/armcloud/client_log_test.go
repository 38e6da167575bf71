package armcloud

import (
	"encoding/json"
	"strings"
	"testing"
)

// Logged bodies keep their structure. Secrets are masked at any depth and in any
// kind of value; other values stay readable.
func TestBodyForLog(t *testing.T) {
	for body, want := range map[string]string{
		`{"padCodes":["AC1","AC2"],"port":1080,"enable":true,"x":null}`:  `{"padCodes":["AC1","AC2"],"port":1080,"enable":true,"x":null}`,
		`{"ip":"1.2.3.4","account":"joe","password":"p","Password":"q"}`: `{"ip":"1.2.3.4","account":"***","password":"***","Password":"***"}`,
		`{"a":[{"secretKey":"s","n":[1,{"token":"t"}]},2],"b":{}}`:       `{"a":[{"secretKey":"***","n":[1,{"token":"***"}]},2],"b":{}}`,
		`{"token":{"value":"t","list":["u",5]},"after":"v"}`:             `{"token":{"value":"***","list":["***","***"]},"after":"v"}`,
		`{"pin":1,"key":12345,"adb":"adb connect x","passwd":""}`:        `{"pin":1,"key":"***","adb":"***","passwd":""}`,
		`{"url":"https://u:p@h/a?sig=s#f","text":"a://\u0000"}`:          `{"url":"https://%2A%2A%2A@h/a?***#f","text":"***"}`,
		`[1,[],[[]],{},"x"]`: `[1,[],[[]],{},"x"]`,
		`"text"`:             `"text"`,
		``:                   ``,
		`<html>secret`:       `(not shown: not JSON)`,
		`{"a":`:              `(not shown: not JSON)`,
	} {
		if got := bodyForLog([]byte(body), nil); got != want {
			t.Errorf("%s: got\n%s, want\n%s", body, got, want)
		}
	}
}

// A long body is cut. The rest is not parsed, so it doesn't have to be JSON.
func TestBodyForLogCutsLongBodies(t *testing.T) {
	body := `{"list":[` + strings.Repeat(`{"padCode":"AC","password":"`+canaryPassword+`"},`, 5000) + ` this is no JSON`
	got := bodyForLog([]byte(body), nil)
	if len(got) > logLimit+10 || !strings.HasSuffix(got, "…") || !strings.HasPrefix(got, `{"list":[{"padCode":"AC","password":"***"}`) {
		t.Errorf("got %d bytes: %.80s", len(got), got)
	}
	if got := bodyForLog([]byte(`{"text":"`+strings.Repeat("é", 5000)+`"}`), nil); len(got) > logLimit+10 || !strings.HasSuffix(got, "é…") {
		t.Errorf("got %d bytes that end in %q", len(got), got[len(got)-10:])
	}
}

// Masking never panics, never shows the value of a secret field, and keeps valid
// JSON valid.
func FuzzBodyForLog(f *testing.F) {
	for _, seed := range []string{`{"a":1}`, `{"password":"x","b":[{},[],null]}`, `[`, `]`, `{"a"}`, `1 2`, `{"a":1}}`, `{"":{"":[]}}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		got := bodyForLog([]byte(body), nil)
		if json.Valid([]byte(body)) && len(got) < logLimit && !json.Valid([]byte(got)) {
			t.Fatalf("%q is logged as %q", body, got)
		}
		quoted, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		if got := bodyForLog([]byte(`{"list":[{"password":`+string(quoted)+`}]}`), nil); got != `{"list":[{"password":"***"}]}` && body != "" {
			t.Fatalf("a password is logged as %q", got)
		}
	})
}
