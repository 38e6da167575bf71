package token_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	rtcTokens    = "armcloud_rtc_tokens"
	rtcRoomToken = "armcloud_rtc_room_token"
)

// tokenOf returns the entry of an instance in tokens.
func tokenOf(t *testing.T, result object, code string) object {
	t.Helper()
	tokens, _ := result["tokens"].(object)
	entry, ok := tokens[code].(object)
	if !ok {
		t.Fatalf("got tokens %v, want one for %s", tokens, code)
	}
	return entry
}

// One request issues the tokens of all instances on both API levels, also in the
// contradictory shapes of the API document. Addresses are decrypted. An instance that
// is offline has a message in place of a token.
func TestRTCTokens(t *testing.T) {
	t.Parallel()
	for _, options := range []simulator.Options{{}, {Level: simulator.Level2024}, {Quirks: true}, {Level: simulator.Level2024, Quirks: true}} {
		s := newSession(t, options, nil)
		if err := s.SetOnline([]string{acctest.InstanceB}, false); err != nil {
			t.Fatal(err)
		}
		for range 12 { // until all quirks have occurred
			result, closeIt := s.mustOpen(rtcTokens, object{
				"user_id": "202", "expire_seconds": 60,
				"pads": []any{object{"pad_code": acctest.InstanceA, "resolution": "07", "frame_rate": "30", "bitrate": "2000"}, object{"pad_code": acctest.InstanceB}},
			})
			issued := s.Tokens()[len(s.Tokens())-1]
			on, off := tokenOf(t, result, acctest.InstanceA), tokenOf(t, result, acctest.InstanceB)
			wantFields(t, on, object{
				"room_token": issued.Token, "room_code": acctest.InstanceA + "202", "app_id": "simulatedRTCapplication1", "signal_server": "203.0.113.30:5000",
				"stuns": `[{"uri":"stun:203.0.113.31:3478"}]`, "message": nil,
				"turns": `[{"pwd":"` + issued.TURNPassword + `","uri":"turn:203.0.113.32:3478","username":"simulator"}]`,
			})
			wantFields(t, off, object{"room_token": nil, "signal_server": nil, "stuns": nil, "turns": nil, "message": "connect pad fail"})
			if problems := closeIt(); len(problems) > 0 {
				t.Errorf("got %s, want no diagnostics", texts(problems))
			}
			acctest.Equal(t, "requests", s.Counters().Total(), 1)
			s.ResetCounters()
		}
	}
}

// An address that cannot be decrypted is null, with a message, and does not affect the
// others.
func TestRTCAddressThatCannotBeDecrypted(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, nil)
	row := func(code, more string) string { return fmt.Sprintf(`{"padCode":%q,%s}`, code, more) }
	const stuns = `"stuns":"pL25iYgaRNmdCYR/:SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg="`
	body := `{"code":200,"msg":"success","data":[` + strings.Join([]string{
		row("AC22030010181", `"roomToken":"t1","signalServer":"plain:5000","turns":"AAAA",`+stuns),
		row(acctest.InstanceB, `"roomToken":"t2",`+stuns),
		row(acctest.InstanceC, `"roomToken":null,"msg":null`),
	}, ",") + `]}`
	if err := s.AddFault(simulator.Fault{Path: "batchApplyToken", Kind: simulator.FaultBody, Message: body}); err != nil {
		t.Fatal(err)
	}
	result, _ := s.mustOpen(rtcTokens, object{"user_id": "1", "pads": instances("AC22030010181", acctest.InstanceB, acctest.InstanceC)})
	wantFields(t, tokenOf(t, result, "AC22030010181"), object{
		"room_token": "t1", "stuns": `[{"uri":"stun:42.192.40.58:3478"}]`, "signal_server": nil, "turns": nil,
	})
	for code, words := range map[string][]string{
		"AC22030010181":   {"signal_server cannot be decrypted: the initialization vector before the colon is not base64; turns cannot be decrypted: it has no colon"},
		acctest.InstanceB: {"stuns cannot be decrypted: it was encrypted for another pad code"},
		acctest.InstanceC: {"the API returned neither a token nor a reason"},
	} {
		message, _ := tokenOf(t, result, code)["message"].(string)
		acctest.Contains(t, message, words...)
	}
}

// An instance that the response leaves out is an error that names it, and no other
// one.
func TestRTCTokenMissingInTheResponse(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, nil)
	if err := s.AddFault(simulator.Fault{Path: "batchApplyToken", Kind: simulator.FaultOmit, PadCode: acctest.InstanceB}); err != nil {
		t.Fatal(err)
	}
	s.failOpen(rtcTokens, object{"user_id": "1", "pads": instances(acctest.InstanceA, acctest.InstanceB, acctest.InstanceC)}, "pads",
		"does not mention "+acctest.InstanceB+".")
}

// If the request is refused because of unknown instances, the error names those. If the
// account lists all of them, it names all.
func TestRTCTokensOfUnknownInstances(t *testing.T) {
	t.Parallel()
	for name, more := range map[string]object{rtcTokens: {}, rtcRoomToken: {"terminal": "pc"}} {
		s := newSession(t, simulator.Options{}, nil)
		config := func(codes ...string) object {
			config := object{"user_id": "1", "pads": instances(codes...)}
			for key, value := range more {
				config[key] = value
			}
			return config
		}
		s.failOpen(name, config(acctest.InstanceA, "AC32019999999", acctest.InstanceB), "pads", "Instance not found", "does not list AC32019999999 for", "120005")
		if err := s.AddFault(simulator.Fault{Path: "pplyToken", Kind: simulator.FaultReject, PadCode: acctest.InstanceA, Code: 110042}); err != nil {
			t.Fatal(err)
		}
		s.failOpen(name, config(acctest.InstanceA, acctest.InstanceB), "pads", "Unable to get the RTC", acctest.InstanceA+", "+acctest.InstanceB, "110042", "access key's account")
		acctest.Equal(t, "issued tokens", len(s.Tokens()), 0)
	}
}

// A new token would end a session, so the request is not repeated after a lost
// response, and read_only refuses it.
func TestRTCTokensAreNotRequestedTwice(t *testing.T) {
	t.Parallel()
	s := newSession(t, simulator.Options{}, nil)
	if err := s.AddFault(simulator.Fault{Path: "batchApplyToken", Kind: simulator.FaultDropAfter, Times: 1}); err != nil {
		t.Fatal(err)
	}
	config := object{"user_id": "1", "pads": instances(acctest.InstanceA)}
	s.failOpen(rtcTokens, config, "pads", "Unable to get the RTC tokens", "may have been carried out", acctest.InstanceA)
	acctest.Equal(t, "requests", s.requests("batchApplyToken"), 1)
	s.mustOpen(rtcTokens, config)

	s = newSession(t, simulator.Options{}, object{"read_only": true})
	s.failOpen(rtcTokens, config, "pads", "read_only")
	s.failOpen(rtcRoomToken, object{"user_id": "1", "terminal": "pc", "pads": instances(acctest.InstanceA)}, "pads", "read_only")
	acctest.Equal(t, "requests with read_only", s.Counters().Total(), 0)
}

// A token for a shared room is one token for all instances.
func TestRTCRoomToken(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		s := newSession(t, simulator.Options{Level: level, Quirks: true}, nil)
		for range 12 {
			result, _ := s.mustOpen(rtcRoomToken, object{
				"user_id": "202", "terminal": "pc", "expire_seconds": 60, "push_public_stream": true, "pads": instances(acctest.InstanceA, acctest.InstanceB),
			})
			issued := s.Tokens()[len(s.Tokens())-1]
			wantFields(t, result, object{"room_token": issued.Token, "room_code": "pc202simulator", "app_id": "simulatedRTCapplication1"})
			acctest.Equal(t, "instances", len(issued.PadCodes), 2)
		}
	}
}
