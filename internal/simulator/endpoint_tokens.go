package simulator

import (
	"slices"
	"time"
)

// sdkTokenTime is how long an SDK token is valid.
const sdkTokenTime = 24 * time.Hour

type tokenResponse struct {
	Token string `json:"token"`
}

// stsToken handles token/stsToken (API document: Get SDK temporary token). Assumed:
// each call issues a new token.
func stsToken(s *Simulator, r *request) (any, *refusal) {
	return s.issueSDKToken(r, "")
}

// stsTokenByPadCode handles token/stsTokenByPadCode (API document: Get SDK temporary
// token, based on padCode). As in the document's example, a comma and an account name
// follow the token.
func stsTokenByPadCode(s *Simulator, r *request) (any, *refusal) {
	inst, refused := s.parseInstance(r)
	if refused != nil {
		return nil, refused
	}
	s.counters.countBatch(r.route.path, 1)
	return s.issueSDKToken(r, ",Simulator", inst.code)
}

func (s *Simulator) issueSDKToken(r *request, suffix string, codes ...string) (any, *refusal) {
	hex := s.secretText(0, 0)
	token := hex[:8] + "-" + hex[8:12] + "-" + hex[12:16] + "-" + hex[16:20] + "-" + hex[20:] + suffix
	issued := IssuedToken{Kind: TokenSDK, Token: token, PadCodes: codes, Expires: r.at.Add(sdkTokenTime)}
	if refused := s.commitRequest(&event{At: r.at, Kind: eventToken, Tokens: []IssuedToken{issued}}); refused != nil {
		return nil, refused
	}
	return tokenResponse{token}, nil
}

// clearStsToken handles token/clearStsToken of the current level (newer API
// documents: Clear SDK token). Assumed: it revokes tokens for the account and for one
// instance, and refuses a token that was never issued.
func clearStsToken(s *Simulator, r *request) (any, *refusal) {
	var token string
	r.fields.required("token", &token)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	known := slices.ContainsFunc(s.account.tokens, func(t IssuedToken) bool { return t.Kind == TokenSDK && t.Token == token })
	if !known {
		return nil, refuse(codeInvalidParameters, "the token does not exist")
	}
	return nil, s.commitRequest(&event{At: r.at, Kind: eventRevoke, Token: token})
}
