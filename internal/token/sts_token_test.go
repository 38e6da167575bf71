package token_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const stsToken = "armcloud_sts_token"

// Opening issues a token for the account or for one instance with one request, and
// closing revokes that token and no other one.
func TestSTSTokenIsRevokedAtClose(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, nil)
	account, closeAccount := s.mustOpen(stsToken, object{})
	first, closeFirst := s.mustOpen(stsToken, object{"pad_code": acctest.InstanceA})
	second, closeSecond := s.mustOpen(stsToken, object{"pad_code": acctest.InstanceA})
	acctest.Equal(t, "requests", s.Counters().Total(), 3)
	issued := s.Tokens()
	for i, result := range []object{account, first, second} {
		acctest.Equal(t, "token", result["token"], any(issued[i].Token))
	}
	acctest.Equal(t, "instances of the first token", len(issued[0].PadCodes), 0)
	acctest.Equal(t, "instances of the second token", issued[1].PadCodes[0], acctest.InstanceA)
	if problems := closeFirst(); len(problems) > 0 {
		t.Errorf("got %s, want no diagnostics", texts(problems))
	}
	for i, want := range []bool{false, true, false} {
		acctest.Equal(t, "revoked", s.Tokens()[i].Revoked, want)
	}
	closeSecond()
	closeAccount()
	for _, token := range s.Tokens() {
		acctest.Equal(t, "revoked", token.Revoked, true)
	}
}

// A token that cannot be revoked fails nothing: on a level without the operation, with
// an API that refuses it, and with one that does not respond.
func TestSTSTokenThatIsNotRevoked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		level string
		fault simulator.Fault
	}{
		"2024":    {simulator.Level2024, simulator.Fault{Path: "no/path", Kind: simulator.FaultError}},
		"missing": {simulator.LevelCurrent, simulator.Fault{Path: "clearStsToken", Kind: simulator.FaultStatus, Status: 404}},
		"refused": {simulator.LevelCurrent, simulator.Fault{Path: "clearStsToken", Kind: simulator.FaultError}},
		"lost":    {simulator.LevelCurrent, simulator.Fault{Path: "clearStsToken", Kind: simulator.FaultDropBefore}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSession(t, simulator.Options{Level: c.level}, nil)
			if err := s.AddFault(c.fault); err != nil {
				t.Fatal(err)
			}
			_, closeIt := s.mustOpen(stsToken, object{"pad_code": acctest.InstanceA})
			if problems := closeIt(); len(problems) > 0 {
				t.Errorf("got %s, want no diagnostics", texts(problems))
			}
			acctest.Equal(t, "revoked", s.Tokens()[0].Revoked, false)
			if s.requests("clearStsToken") == 0 {
				t.Error("got no request for the revocation, want one")
			}
		})
	}
}

// A token for an instance that the account does not have, or that belongs to another
// account, is one error on the pad code.
func TestSTSTokenOfUnknownInstance(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, nil)
	s.failOpen(stsToken, object{"pad_code": "AC32019999999"}, "pad_code",
		"Unable to get the SDK token", "Instance: AC32019999999", "get an SDK token for the instance", "110028", "Check the pad code")
	for code, name := range map[int]string{110042: "110042", 120005: "120005"} {
		s.ClearFaults()
		if err := s.AddFault(simulator.Fault{Path: "stsTokenByPadCode", Kind: simulator.FaultReject, PadCode: acctest.InstanceB, Code: code}); err != nil {
			t.Fatal(err)
		}
		s.failOpen(stsToken, object{"pad_code": acctest.InstanceB}, "pad_code", acctest.InstanceB, name, "access key's account")
	}
	acctest.Equal(t, "issued tokens", len(s.Tokens()), 0)
}

// Issuing and revoking SDK tokens changes nothing in the account, so that read_only
// allows both.
func TestSTSTokenWithReadOnly(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, object{"read_only": true})
	_, closeIt := s.mustOpen(stsToken, object{"pad_code": acctest.InstanceA})
	closeIt()
	acctest.Equal(t, "revoked", s.Tokens()[0].Revoked, true)
}
