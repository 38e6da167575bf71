package simulator

import (
	"fmt"
	"slices"
	"time"
)

// IssuedToken is a token that the account has issued.
type IssuedToken struct {
	Kind     string    `json:"kind"`      // one of the Token constants
	Token    string    `json:"token"`     // as returned by the API
	PadCodes []string  `json:"pad_codes"` // the instances that it is for; empty: all of the account
	UserID   string    `json:"user_id"`   // of RTC tokens
	Expires  time.Time `json:"expires"`
	Revoked  bool      `json:"revoked"`
	// TURNPassword is the password in the encrypted TURN addresses that came with the
	// token.
	TURNPassword string `json:"turn_password,omitempty"`
}

// Kinds of tokens.
const (
	TokenSDK  = "sdk"  // stsToken and stsTokenByPadCode
	TokenRTC  = "rtc"  // batchApplyToken
	TokenRoom = "room" // share/applyToken
)

// Tokens returns all tokens that were issued, oldest first.
func (s *Simulator) Tokens() []IssuedToken {
	s.mu.Lock()
	defer s.mu.Unlock()
	tokens := slices.Clone(s.account.tokens)
	for i := range tokens {
		tokens[i].PadCodes = slices.Clone(tokens[i].PadCodes)
	}
	return tokens
}

// secretText returns a new text that looks random: 32 hexadecimal digits. The other
// parts make it differ from other texts for the same token.
func (s *Simulator) secretText(parts ...uint64) string {
	number := uint64(len(s.account.tokens))
	parts = append([]uint64{noiseToken, number}, parts...)
	return fmt.Sprintf("%016x%016x", noise(s.account.seed, parts...), noise(s.account.seed, append(parts, 1)...))
}

func (a *account) revoke(token string) {
	for i := range a.tokens {
		if a.tokens[i].Token == token {
			a.tokens[i].Revoked = true
		}
	}
}
