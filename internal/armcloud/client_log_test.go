package armcloud

import (
	"context"
	"encoding/json"
	"fmt"
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

// silent is a Logger that records nothing.
type silent struct{ testing.TB }

func (silent) Enabled(context.Context) (debug, trace bool) { return false, false }

func (s silent) Debug(context.Context, string, map[string]any) { s.Error("got a debug line") }

func (s silent) Trace(context.Context, string, map[string]any) { s.Error("got a trace line") }

// manySecrets returns an attempt with a large body and many known secrets.
func manySecrets(tb testing.TB, log Logger) (*Client, *attempt) {
	var secrets []string
	for i := range 10_000 {
		secrets = append(secrets, fmt.Sprintf("secret-number-%d", i))
	}
	client := newTestClient(tb, scripted(ok(`[]`)), func(config *Config) { config.Log = log })
	body := []byte(`{"list":[` + strings.Repeat(`{"padCode":"AC1","password":"x"},`, 1000) + `{}]}`)
	return client, &attempt{
		msg:      &message{op: SetProxy, body: body, secrets: client.secrets.add(secrets...)},
		response: &httpResponse{status: 200, body: body},
	}
}

// Log lines are built only if they are recorded. The control is a logger that
// records them.
func TestLogLinesAreBuiltOnlyIfRecorded(t *testing.T) {
	client, a := manySecrets(t, silent{t})
	if n := testing.AllocsPerRun(100, func() { client.log(t.Context(), a, nil, 0) }); n != 0 {
		t.Errorf("got %v allocations, want 0", n)
	}
	client, a = manySecrets(t, &logLines{})
	if n := testing.AllocsPerRun(1, func() { client.log(t.Context(), a, nil, 0) }); n == 0 {
		t.Error("control: got no allocations")
	}
}

func BenchmarkLogThatIsNotRecorded(b *testing.B) {
	client, a := manySecrets(b, silent{b})
	b.ReportAllocs()
	for b.Loop() {
		client.log(b.Context(), a, nil, 0)
	}
}

func BenchmarkLogThatIsRecorded(b *testing.B) {
	client, a := manySecrets(b, &logLines{})
	b.ReportAllocs()
	for b.Loop() {
		client.log(b.Context(), a, nil, 0)
	}
}
