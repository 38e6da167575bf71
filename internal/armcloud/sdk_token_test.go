package armcloud

import (
	"strings"
	"testing"
)

func TestSDKTokensAreRead(t *testing.T) {
	transport := scripted(ok(`{"token":"18df5803-48ce"}`), ok(`{"token":"8c443217-6950,MoreLogin"}`), ok(`null`))
	client := newTestClient(t, transport, nil)
	if got, err := client.Token(t.Context()); got != "18df5803-48ce" || err != nil {
		t.Errorf("got token %q and error %v, want 18df5803-48ce", got, err)
	}
	if got, err := client.PadToken(t.Context(), "AC1"); got != "8c443217-6950,MoreLogin" || err != nil {
		t.Errorf("got token %q and error %v, want 8c443217-6950,MoreLogin", got, err)
	}
	if err := client.ClearToken(t.Context(), "18df5803-48ce"); err != nil {
		t.Error(err)
	}
	for i, want := range []sentRequest{
		{path: GetToken.Path}, {path: GetPadToken.Path, body: `{"padCode":"AC1"}`}, {path: ClearToken.Path, body: `{"token":"18df5803-48ce"}`},
	} {
		if sent := transport.sent[i]; sent.path != want.path || sent.body != want.body {
			t.Errorf("request %d: got %s %s, want %s %s", i, sent.path, sent.body, want.path, want.body)
		}
	}
}

// A response without a token is an error, even with a success code.
func TestSDKTokenIsMissing(t *testing.T) {
	for _, data := range []string{`null`, `{}`, `{"token":null}`, `{"token":""}`, `{"token":5}`, `{"token":{"value":"x"}}`, `[]`, `true`, `"text"`} {
		_, err := newTestClient(t, scripted(ok(data)), nil).Token(t.Context())
		if e := errorOf(t, err, ClassTransport); strings.Contains(e.Error(), "text") {
			t.Errorf("%s: got the payload in error %v, want it left out", data, e)
		}
	}
	if got, err := newTestClient(t, scripted(ok(`[null,{"token":"t-1"}]`)), nil).Token(t.Context()); got != "t-1" || err != nil {
		t.Errorf("list: got token %q and error %v, want t-1", got, err)
	}
}

// Codes for instances of other accounts are ClassNotFound, and services without the
// revocation return ClassUnavailable.
func TestSDKTokenRefusals(t *testing.T) {
	for _, code := range []string{"120005", "110042", "110028"} {
		_, err := newTestClient(t, scripted(refused(code)), nil).PadToken(t.Context(), "AC1")
		wantClass(t, err, ClassNotFound)
	}
	for _, missing := range []step{refused("1104"), {status: 404, body: `{"code":404}`}} {
		wantClass(t, newTestClient(t, scripted(missing), nil).ClearToken(t.Context(), "token-1"), ClassUnavailable)
	}
}

// Tokens are neither logged, in whatever shape the service returns them, nor part of
// later errors. The controls are the path and the rest of the messages.
func TestSDKTokensAreNotLogged(t *testing.T) {
	log := &logLines{}
	later := step{status: 200, body: `{"code":100013,"msg":"canary-token-1 is the last one"}`}
	client := newTestClient(t, scripted(ok(`"canary-token-0"`), ok(`{"token":"canary-token-1"}`), later, ok(`{"msg":"cleared canary-token-1"}`)), func(c *Config) { c.Log = log })
	if _, err := client.Token(t.Context()); err == nil {
		t.Error("got no error for a bare text, want one")
	}
	token, err := client.PadToken(t.Context(), "AC1")
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Token(t.Context())
	if text := errorOf(t, err, ClassRejected).Error(); strings.Contains(text, "canary-token") || !strings.Contains(text, "*** is the last one") {
		t.Errorf("got error %s, want it without the token", text)
	}
	if err := client.ClearToken(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if text := log.text(); strings.Contains(text, "canary-token") || !strings.Contains(text, ClearToken.Path) || !strings.Contains(text, "cleared ***") {
		t.Errorf("got log %s, want it with the path and without the tokens", text)
	}
}
