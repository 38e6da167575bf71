package simulator

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

const tokenPath = "/openapi/open/token/"

// Each SDK token is a new one. Revoking one leaves the others valid, also those of the
// same instance.
func TestSDKTokensAreIssuedAndRevoked(t *testing.T) {
	s := newSimulator(t, Options{})
	account := s.get(t, tokenPath+"stsToken").token(t)
	first := s.mustCall(t, tokenPath+"stsTokenByPadCode", `{"padCode":"`+one+`"}`).token(t)
	second := s.mustCall(t, tokenPath+"stsTokenByPadCode", `{"padCode":"`+one+`"}`).token(t)
	if account == first || first == second || len(account) != 36 || !strings.HasSuffix(first, ",Simulator") {
		t.Errorf("got tokens %q, %q and %q, want three different ones, those of the instance with an account name", account, first, second)
	}
	s.mustCall(t, tokenPath+"clearStsToken", `{"token":"`+first+`"}`)
	tokens := s.Tokens()
	if len(tokens) != 3 || tokens[0].Revoked || !tokens[1].Revoked || tokens[2].Revoked {
		t.Errorf("got tokens %+v, want only the second one revoked", tokens)
	}
	if len(tokens[0].PadCodes) != 0 || len(tokens[1].PadCodes) != 1 || tokens[1].PadCodes[0] != one {
		t.Errorf("got tokens %+v, want the first one for the account and the others for %s", tokens, one)
	}
	if valid := time.Until(tokens[0].Expires); valid < 23*time.Hour || valid > 24*time.Hour {
		t.Errorf("got a token that is valid for %s, want 24 hours", valid)
	}
}

func (a response) token(t *testing.T) string {
	t.Helper()
	token, ok := a.object(t)["token"].(string)
	if !ok || token == "" {
		t.Fatalf("got data %s, want a token", a.Data)
	}
	return token
}

func TestTokenMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	s.expectRefusals(t, []mistake{
		{"an unknown instance", tokenPath + "stsTokenByPadCode", `{"padCode":"` + absent + `"}`, codeInstanceNotFound},
		{"no instance", tokenPath + "stsTokenByPadCode", `{}`, codeRequired},
		{"an unknown token", tokenPath + "clearStsToken", `{"token":"never issued"}`, codeInvalidParameters},
		{"no token", tokenPath + "clearStsToken", `{}`, codeRequired},
	})
	if tokens := s.Tokens(); len(tokens) != 0 {
		t.Errorf("got tokens %+v, want none", tokens)
	}
	old := newSimulator(t, Options{Level: Level2024})
	if a := old.call(t, tokenPath+"clearStsToken", `{"token":"x"}`); a.HTTP != http.StatusNotFound {
		t.Errorf("clearStsToken in 2024: got HTTP %d, want 404", a.HTTP)
	}
}

// Tokens and their revocation survive a kill and the compaction after it.
func TestTokensSurviveAKill(t *testing.T) {
	o := Options{StateFile: stateFile(t)}
	s := newSimulator(t, o)
	token := s.get(t, tokenPath+"stsToken").token(t)
	s.get(t, tokenPath+"stsToken")
	s.mustCall(t, tokenPath+"clearStsToken", `{"token":"`+token+`"}`)
	for range 2 {
		must(t, s.Kill())
		s = newSimulator(t, o)
		if tokens := s.Tokens(); len(tokens) != 2 || tokens[0].Token != token || !tokens[0].Revoked || tokens[1].Revoked {
			t.Errorf("got tokens %+v, want two with the first one revoked", tokens)
		}
	}
}
