package armcloud

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
)

const (
	canaryPassword = "CANARY-PASSWORD-3"
	canaryToken    = "CANARY-TOKEN-4"
	canaryScript   = "CANARY-SCRIPT-5"
	canaryHeader   = "CANARY-HEADER-6"
)

// Bodies in the log keep their shape and lose their secrets, however deep and in
// whatever kind of value; other values stay readable.
func TestBodiesAreMaskedForTheLog(t *testing.T) {
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
			t.Errorf("%s\nis logged as\n%s, want\n%s", body, got, want)
		}
	}
}

// A long body is cut, and no more of it is read than is shown: what stands
// behind the cut is not even checked for being JSON.
func TestLongBodiesAreCut(t *testing.T) {
	body := `{"list":[` + strings.Repeat(`{"padCode":"AC","password":"`+canaryPassword+`"},`, 5000) + ` this is no JSON`
	got := bodyForLog([]byte(body), nil)
	if len(got) > logLimit+10 || !strings.HasSuffix(got, "…") || !strings.HasPrefix(got, `{"list":[{"padCode":"AC","password":"***"}`) {
		t.Errorf("%d bytes: %.80s", len(got), got)
	}
	if got := bodyForLog([]byte(`{"text":"`+strings.Repeat("é", 5000)+`"}`), nil); len(got) > logLimit+10 || !strings.HasSuffix(got, "é…") {
		t.Errorf("%d bytes, ends in %q", len(got), got[len(got)-10:])
	}
}

// Masking never panics, whatever the body, never shows a value of a secret
// field, and leaves valid JSON valid.
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

// canaryScenarios are answers of all kinds, most of which repeat what they were
// sent.
func canaryScenarios() []step {
	echo := fmt.Sprintf(`%s %s %s`, testSecretKey, testAccessKey, canaryPassword)
	header := http.Header{"Set-Cookie": {canaryHeader}, "X-Echo": {canaryHeader}, "Content-Type": {"application/json"}}
	return []step{
		ok(`[{"taskId":1,"padCode":"AC1","token":"` + canaryToken + `"}]`),
		ok(`[{"padCode":"AC1","errorMsg":"wrong ` + echo + `"}]`),
		ok(`"` + echo + `"`),
		{status: 200, header: header, body: `{"code":100000,"msg":"bad ` + echo + `","data":{"secret":"` + canaryToken + `"}}`},
		{status: 200, header: header, body: `{"code":100004,"msg":"bad ` + echo + `"}`},
		{status: 200, header: header, body: `{"code":110028,"msg":"bad ` + echo + `","traceId":"` + echo + `"}`},
		{status: 500, header: header, body: `{"code":500,"msg":"bad ` + echo + `"}`},
		{status: 502, header: header, body: `<html><title>` + echo + `</title>` + canaryToken},
		{status: 404, header: header, body: `{"code":404,"msg":"bad ` + echo + `"}`},
		{status: 429, header: header, body: `{"code":429,"msg":"bad ` + echo + `"}`},
		{status: 200, header: header, body: `<html><title>` + echo + `</title>` + canaryToken},
		{status: 200, header: header, body: canaryToken + echo},
		{status: 200, header: header, body: `{"code":200,"data":"` + echo},
		{status: 302, header: http.Header{"Location": {"https://other.example/?token=" + canaryToken}}},
		{err: &url.Error{Op: "Post", URL: "https://x/?" + canaryToken, Err: fmt.Errorf("lost %s", echo)}},
		{err: io.ErrUnexpectedEOF},
		{hang: true},
	}
}

// No log line and no error of any kind of answer holds a key, a signature, a
// password, a token or a command, although the service repeats them all; the
// answers themselves, the requests and their headers do hold them.
func TestSecretsNeverReachLogsOrErrors(t *testing.T) {
	secrets := []string{testAccessKey, testSecretKey, canaryPassword, canaryToken, canaryScript, canaryHeader}
	request := json.RawMessage(`{"account":"proxyuser","password":"` + canaryPassword + `","scriptContent":"` + canaryScript + `"}`)
	for i, scenario := range canaryScenarios() {
		for _, version := range []SignatureVersion{SignatureV1, SignatureV2, SignatureAuto} {
			t.Run(fmt.Sprintf("%d/%s", i, version), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					log, transport := &logLines{}, scripted(scenario)
					client := newTestClient(t, transport, func(config *Config) {
						config.Log, config.SignatureVersion, config.MaxRetries = log, version, 1
					})
					told := tell(t, client, request)
					signed := 0
					for _, sent := range transport.sent {
						if !strings.Contains(sent.body, canaryPassword) && strings.Contains(sent.path, "proxy") {
							t.Errorf("control: %s was sent without the password", sent.path)
						}
						for _, signature := range signaturesOf(sent.header) {
							signed++
							if strings.Contains(told+log.text(), signature) {
								t.Error("a signature is told")
							}
						}
					}
					if signed == 0 {
						t.Error("control: nothing was signed")
					}
					if strings.Count(log.text(), "debug ARMCloud") != transport.count() || strings.Count(log.text(), "trace ARMCloud") != transport.count() {
						t.Errorf("%d requests, log:\n%s", transport.count(), log.text())
					}
					for _, secret := range secrets {
						if strings.Contains(told, secret) {
							t.Errorf("%s is in an error:\n%s", secret, told)
						}
						if strings.Contains(log.text(), secret) {
							t.Errorf("%s is in the log:\n%s", secret, log.text())
						}
					}
				})
			})
		}
	}
}

// tell makes calls of all kinds and gives everything they say in errors, down to
// the causes.
func tell(t *testing.T, client *Client, request json.RawMessage) string {
	t.Helper()
	var told strings.Builder
	add := func(err error) {
		if err != nil {
			fmt.Fprintf(&told, "%s\n%#v\n", err, err)
			if e, ok := err.(*Error); ok { //nolint:errorlint // the client returns the bare type
				fmt.Fprintf(&told, "%s %s %s %v %s\n", e.Message, e.Advice, e.TraceID, e.Cause, e.Detail())
			}
		}
	}
	for _, op := range []*Operation{SetProxy, Restart} {
		submissions, err := client.Submit(t.Context(), op, []string{"AC1"}, request)
		add(err)
		for _, submission := range submissions {
			if submission.Err != nil {
				add(submission.Err)
			}
		}
	}
	_, err := client.Call(t.Context(), AddCallback, request)
	add(err)
	return told.String()
}

// signaturesOf gives the secret parts of the headers of a request.
func signaturesOf(header http.Header) []string {
	var list []string
	if _, signature, found := strings.Cut(header.Get("authorization"), "Signature="); found {
		list = append(list, signature)
	}
	if signature := header.Get("x-sign"); signature != "" {
		list = append(list, signature)
	}
	return list
}

// Without masking the canaries do show up: the same scenarios, told by their raw
// bodies, hold each of them.
func TestCanariesAreInTheRawAnswers(t *testing.T) {
	raw := ""
	for _, scenario := range canaryScenarios() {
		raw += scenario.body + fmt.Sprint(scenario.header) + fmt.Sprint(scenario.err)
	}
	for _, secret := range []string{testAccessKey, testSecretKey, canaryPassword, canaryToken, canaryHeader} {
		if !strings.Contains(raw, secret) {
			t.Errorf("%s is in no answer", secret)
		}
	}
}
