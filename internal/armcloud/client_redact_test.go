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

// canaryScenarios are responses of all kinds. Most of them repeat the secrets of the
// request.
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

// No log line and no error contains a key, a signature, a password, a token or a
// command, although the service repeats all of them. The controls check that the
// requests contain them.
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
					texts := errorTexts(t, client, request)
					signed := 0
					for _, sent := range transport.sent {
						if !strings.Contains(sent.body, canaryPassword) && strings.Contains(sent.path, "proxy") {
							t.Errorf("control: %s was sent without the password", sent.path)
						}
						for _, signature := range signaturesOf(sent.header) {
							signed++
							if strings.Contains(texts+log.text(), signature) {
								t.Error("a signature is in a log line or an error")
							}
						}
					}
					if signed == 0 {
						t.Error("control: nothing was signed")
					}
					if strings.Count(log.text(), "debug ARMCloud") != transport.count() || strings.Count(log.text(), "trace ARMCloud") != transport.count() {
						t.Errorf("got %d requests, want as many debug and trace lines:\n%s", transport.count(), log.text())
					}
					for _, secret := range secrets {
						if strings.Contains(texts, secret) {
							t.Errorf("%s is in an error:\n%s", secret, texts)
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

// errorTexts makes calls of all kinds and returns the texts of their errors,
// including the causes.
func errorTexts(t *testing.T, client *Client, request json.RawMessage) string {
	t.Helper()
	var texts strings.Builder
	add := func(err error) {
		if err != nil {
			fmt.Fprintf(&texts, "%s\n%#v\n", err, err)
			if e, ok := err.(*Error); ok { //nolint:errorlint // the client returns the bare type
				fmt.Fprintf(&texts, "%s %s %s %v %s\n", e.Message, e.Advice, e.TraceID, e.Cause, e.Detail())
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
	return texts.String()
}

// signaturesOf returns the signatures in the headers of a request.
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

// Control: the raw responses of the scenarios contain every canary.
func TestCanariesAreInRawResponses(t *testing.T) {
	raw := ""
	for _, scenario := range canaryScenarios() {
		raw += scenario.body + fmt.Sprint(scenario.header) + fmt.Sprint(scenario.err)
	}
	for _, secret := range []string{testAccessKey, testSecretKey, canaryPassword, canaryToken, canaryHeader} {
		if !strings.Contains(raw, secret) {
			t.Errorf("%s is in no response", secret)
		}
	}
}
