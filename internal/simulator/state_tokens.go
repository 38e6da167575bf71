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

// secretText returns a new text that looks random: 32 hexadecimal digits. number is
// that of an instance, or 0, and part makes the texts of the same token differ.
func (s *Simulator) secretText(number int, part uint64) string {
	seed, issued := s.account.seed, uint64(len(s.account.tokens))
	half := func(n uint64) uint64 {
		return noise(seed, noiseToken, issued, uint64(number), part, n) //nolint:gosec // numbers are not negative
	}
	return fmt.Sprintf("%016x%016x", half(0), half(1))
}

func (a *account) revoke(token string) {
	for i := range a.tokens {
		if a.tokens[i].Token == token {
			a.tokens[i].Revoked = true
		}
	}
}
