package armcloud

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"
)

// A password is masked in every spelling in which a service may repeat it, in errors
// and in the log. The control is that the responses contain it.
func TestSpellingsOfSecrets(t *testing.T) {
	const password = `q"u\oé😀<EXAMPLE`
	quoted, err := json.Marshal(password)
	if err != nil {
		t.Fatal(err)
	}
	nested, err := json.Marshal(map[string]any{"received": map[string]string{"password": password}, "url": "https://h/p?sig=EXAMPLE"})
	if err != nil {
		t.Fatal(err)
	}
	escaped := string(quoted[1 : len(quoted)-1])
	for name, message := range map[string]string{
		"plain":        "cannot log in with " + password,
		"JSON":         "cannot parse " + escaped,
		"ASCII":        `cannot parse q\"u\\o\u00e9\ud83d\ude00<EXAMPLE`,
		"nested":       string(nested),
		"query":        "GET /x?p=" + url.QueryEscape(password),
		"path":         "GET /" + url.PathEscape(password),
		"nested twice": `{"a":` + string(mustQuote(t, string(nested))) + `}`,
	} {
		for _, item := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				body := `{"code":100000,"msg":` + string(mustQuote(t, message)) + `,"data":` + string(nested) + `}`
				if item {
					body = `{"code":200,"data":[{"padCode":"AC1","errorMsg":` + string(mustQuote(t, message)) + `}]}`
				}
				if !strings.Contains(body, "EXAMPLE") {
					t.Fatal("control: the response does not contain the password")
				}
				log := &logLines{}
				client := newTestClient(t, scripted(step{status: 200, body: body}), func(config *Config) { config.Log = log })
				submissions, err := client.Submit(t.Context(), SetProxy, []string{"AC1"}, json.RawMessage(`{"password":`+string(quoted)+`}`))
				if len(submissions) == 1 {
					err = submissions[0].Err
				}
				if err == nil || strings.Contains(err.Error(), "EXAMPLE") {
					t.Errorf("got error %v, want one without the password", err)
				}
				if strings.Contains(log.text(), "EXAMPLE") || !strings.Contains(log.text(), "network/proxy/set") {
					t.Errorf("got log %s, want it without the password", log.text())
				}
			})
		}
	}
}

func mustQuote(t *testing.T, text string) []byte {
	t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	return quoted
}

// The signature of a presigned URL that the service repeats is neither in an error
// nor in the log. The rest of the URL is.
func TestPresignedURLsAreHidden(t *testing.T) {
	const signature = "0123456789abcdef"
	for _, message := range []string{
		"download failed: https://bucket.example.com/app.apk?X-Amz-Signature=" + signature,
		"download failed (bucket.example.com/app.apk?X-Amz-Date=1&X-Amz-Signature=" + signature + ")",
	} {
		for _, body := range []string{
			`{"code":110006,"msg":"` + message + `"}`,
			`{"code":200,"data":[{"errorMsg":"` + message + `"}]}`,
			`{"code":200,"data":[{"taskId":1,"taskStatus":-1,"errorMsg":"` + message + `"}]}`,
		} {
			log := &logLines{}
			client := newTestClient(t, scripted(step{status: 200, body: body}), func(config *Config) { config.Log = log })
			texts := ""
			if _, err := client.UploadFile(t.Context(), FileUpload{URL: "https://bucket.example.com/app.apk"}); err != nil {
				texts += err.Error()
			}
			tasks, err := client.Tasks(t.Context(), []int64{1})
			if err != nil {
				texts += err.Error()
			}
			for _, task := range tasks {
				texts += task.Error
			}
			if strings.Contains(texts+log.text(), signature) || !strings.Contains(texts, "bucket.example.com/app.apk?") {
				t.Errorf("%s: got %s and log %s, want the URL without the signature", body, texts, log.text())
			}
		}
	}
}

// A secret parameter of a URL is hidden wherever it stands. The control is a parameter
// that is no secret.
func TestSecretParametersAreHidden(t *testing.T) {
	for text, hidden := range map[string]bool{
		"h/p?access_token=0123456789":               true,
		"https://h/p#access_token=0123456789":       true,
		"h/p?sv=1&sig=0123456789":                   true,
		"h/p?aws_access_key_id=0123456789&x=1":      true,
		"h/p?X-Amz-Security-Token=0123456789":       true,
		"https://h/p?anything=0123456789":           true,
		"control: h/p?page=0123456789":              false,
		"control: the design=0123456789 is unknown": false,
	} {
		if got := hideQueries(text); strings.Contains(got, "0123456789") == hidden {
			t.Errorf("%q: got %q, want it hidden %v", text, got, hidden)
		}
	}
}

// A password that is a word of a message does not change what its code means. In the
// control, the password is another word.
func TestPasswordThatIsAWordOfARefusal(t *testing.T) {
	for _, password := range []string{"busy", "other"} {
		synctest.Test(t, func(t *testing.T) {
			params := json.RawMessage(`{"password":"` + password + `"}`)
			transport := scripted(step{status: 200, body: `{"code":500,"msg":"system busy"}`}, ok(`[{"padCode":"AC1","errorCode":500,"errorMsg":"system busy"}]`))
			subs, err := newTestClient(t, transport, nil).Submit(t.Context(), SetProxy, []string{"AC1"}, params)
			if err != nil || transport.count() != 2 {
				t.Errorf("%s: got %v and %d requests, want a retry", password, err, transport.count())
			} else if e := subs[0].Err; e == nil || e.Class != ClassBusy || strings.Contains(e.Message, "busy") == (password == "busy") {
				t.Errorf("%s: got %v, want a busy instance and the password hidden", password, e)
			}
		})
	}
}

// A password that is a number does not change codes and pad codes. The control is
// that it is masked where it stands alone.
func TestPasswordOfDigits(t *testing.T) {
	for _, password := range []string{"1003", "32010000001"} {
		client := newTestClient(t, scripted(ok(`[{"taskId":1,"padCode":"AC1"}]`),
			step{status: 200, body: `{"code":110031,"msg":"AC32010000001 is not ready (` + password + `)"}`}, ok(`[{"taskId":1,"padCode":"AC1"}]`)), nil)
		params := json.RawMessage(`{"password":"` + password + `"}`)
		if _, err := client.Submit(t.Context(), SetProxy, []string{"AC1"}, params); err != nil {
			t.Fatal(err)
		}
		if _, err := client.Submit(t.Context(), InstallApp, []string{"AC1"}, json.RawMessage(`{"apps":[{"appId":1}]}`)); err != nil {
			t.Errorf("%s: got %v, want a retry of code 110031", password, err)
		}
		_, err := newTestClient(t, scripted(step{status: 200, body: `{"code":110031,"msg":"AC32010000001 is not ready (` + password + `)"}`}),
			func(config *Config) { config.MaxRetries = 0 }).Submit(t.Context(), SetProxy, []string{"AC1"}, params)
		e := errorOf(t, err, ClassBusy)
		if e.Code != "110031" || e.Message != "AC32010000001 is not ready (***)" {
			t.Errorf("%s: got code %s, %q", password, e.Code, e.Message)
		}
	}
}

// scrub replaces short secrets and numbers only as whole words.
func TestScrub(t *testing.T) {
	for text, want := range map[string]string{
		"1003": "***", "110031": "110031", "x1003": "x1003", "1003,1003": "***,***", "joe:1003@h": "joe:***@h", "a1003 1003": "a1003 ***",
		"pass": "***", "password": "password", "my pass.": "my ***.", "longsecretvalue": "***", "xlongsecretvaluex": "x***x",
		"11 111 1111 11111": "11 111 *** 11111",
	} {
		if got := scrub(text, []string{"1003", "pass", "longsecretvalue", "1111"}); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// A long message of the service is cut, and the error says so. A secret at the cut
// is masked whole.
func TestLongMessagesAreCut(t *testing.T) {
	const password = "longsecretvalue"
	short := strings.Repeat("é", maxMessage)
	long := strings.Repeat("é", maxMessage-5) + password + strings.Repeat("stack trace ", 20_000)
	endless := strings.Repeat(password, 20_000)
	for _, message := range []string{short, long, endless} {
		_, err := newTestClient(t, scripted(step{status: 200, body: `{"code":100000,"msg":"` + message + `"}`}), nil).
			Submit(t.Context(), SetProxy, []string{"AC1"}, json.RawMessage(`{"password":"`+password+`"}`))
		e := errorOf(t, err, ClassRejected)
		cut := message != short
		if n := utf8.RuneCountInString(e.Message); n > maxMessage+60 || strings.Contains(e.Message, "longs") || strings.Contains(e.Message, "cut") != cut {
			t.Errorf("got a message of %d characters: %.80s…%s", n, e.Message, e.Message[max(0, len(e.Message)-80):])
		}
	}
}

// The output of a command is not logged. Neither is the result of a task, which may be
// one.
func TestOutputOfCommandsIsNotLogged(t *testing.T) {
	log := &logLines{}
	client := newTestClient(t, scripted(ok(`[{"taskId":1,"padCode":"AC1","taskStatus":3,"taskResult":"CANARY-OUT","errorMsg":"CANARY-OUT"}]`)), func(config *Config) { config.Log = log })
	if task, err := client.RunSync(t.Context(), "AC1", "ls"); err != nil || task.Result != "CANARY-OUT" {
		t.Errorf("control: got %v, %v", task, err)
	}
	if _, err := client.TasksBy(t.Context(), QueryCommandTasks, []int64{1}); err != nil {
		t.Error(err)
	}
	if strings.Contains(log.text(), "CANARY-OUT") || strings.Count(log.text(), "trace ARMCloud") != 2 {
		t.Errorf("got log %s, want no output", log.text())
	}
	if got := bodyForLog([]byte(`{"taskResult":"CANARY-OUT"}`), nil); got != `{"taskResult":"***"}` {
		t.Errorf("got %s, want no result", got)
	}
}

// A message never contains a secret in any of its spellings, and is short.
func FuzzRedact(f *testing.F) {
	f.Add("cannot log in with ", `q"u\oEXAMPLE`, " as joe")
	f.Add("https://h/p?sig=", "longsecretvalue", `"}`)
	f.Add(`{"a":"`, "longsecretvalue", `"}`)
	f.Add(strings.Repeat("x", 500), "longsecretvalue", strings.Repeat("y", 9000))
	f.Fuzz(func(t *testing.T, before, secret, after string) {
		if len(secret) < shortSecretLength || isNumber(secret) || !utf8.ValidString(secret) || strings.Contains(secret, "*") {
			t.Skip("short secrets are replaced only as whole words")
		}
		for _, form := range spellings(secret) {
			got := redact(before+form+after, spellings(secret))
			if strings.Contains(got, form) && !strings.Contains(before+mask+after, form) {
				t.Fatalf("%q is in %q", form, got)
			}
			if n := utf8.RuneCountInString(got); n > maxMessage+60 && n > utf8.RuneCountInString(before+form+after) {
				t.Fatalf("got %d characters", n)
			}
		}
	})
}
