package simulator

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

const (
	batchTokens = "/rtc/open/room/batchApplyToken"
	roomToken   = "/rtc/open/room/share/applyToken"
)

// rtcBody returns a request for tokens. more are further fields.
func rtcBody(more string, codes ...string) string {
	var pads []string
	for _, code := range codes {
		pads = append(pads, `{"padCode":"`+code+`","videoStream":{"resolution":"1","frameRate":"30","bitrate":"2000"}}`)
	}
	return `{"userId":"202",` + more + `"pads":[` + strings.Join(pads, ",") + `]}`
}

// The addresses of the API document's example are encrypted as there.
func TestAddressesAreEncryptedAsInTheDocument(t *testing.T) {
	for iv, c := range map[string]struct{ text, want string }{
		"LnBbVX44uyoN1kXp": {"47.92.204.33:5000", "P8H01PaGZDHEFDsnU6nRCbOFzvL2smbG9HxKh+XP5WHC"},
		"pL25iYgaRNmdCYR/": {`[{"uri":"stun:42.192.40.58:3478"}]`, "SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg="},
	} {
		decoded, err := base64.StdEncoding.DecodeString(iv)
		must(t, err)
		if got, want := encryptForPad("AC22030010181", string(decoded), c.text), iv+":"+c.want; got != want {
			t.Errorf("%s: got %q, want %q", c.text, got, want)
		}
	}
}

// An instance that does not run has no token, but a reason. The others have a token
// of their own, encrypted addresses and the validity of the request.
func TestRTCTokensOfInstances(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.SetOnline([]string{two}, false))
	items := s.mustCall(t, batchTokens, rtcBody(`"expire":60,`, one, two, three)).items(t)
	if len(items) != 3 {
		t.Fatalf("got %d items, want 3", len(items))
	}
	if off := items[1]; off["roomToken"] != nil || off["signalServer"] != nil || off["msg"] != "connect pad fail" {
		t.Errorf("offline: got %v, want a reason without a token", off)
	}
	if on := items[0]; on["msg"] != nil || on["roomCode"] != one+"202" || on["roomToken"] == items[2]["roomToken"] || !strings.Contains(on["turns"].(string), ":") {
		t.Errorf("online: got %v, want a token of its own without a reason", on)
	}
	tokens := s.Tokens()
	if len(tokens) != 2 || tokens[0].Token != items[0]["roomToken"] || tokens[0].UserID != "202" || tokens[0].TURNPassword == tokens[1].TURNPassword {
		t.Errorf("got tokens %+v, want one of each instance that runs", tokens)
	}
	if valid := time.Until(tokens[0].Expires); valid > time.Minute {
		t.Errorf("got a token that is valid for %s, want a minute", valid)
	}
}

// Faults of one instance concern only its item, or its request.
func TestRTCFaultsOfOneInstance(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: one, Message: "no camera", Times: 1}))
	must(t, s.AddFault(Fault{Kind: FaultOmit, PadCode: two, Times: 1}))
	items := s.mustCall(t, batchTokens, rtcBody("", one, two, three)).items(t)
	if len(items) != 2 || items[0]["msg"] != "no camera" || items[1]["padCode"] != three {
		t.Errorf("got items %v, want a failed one and that of %s", items, three)
	}
	must(t, s.AddFault(Fault{Kind: FaultReject, PadCode: one, Code: 110042}))
	if a := s.call(t, batchTokens, rtcBody("", one, two)); a.Code != 110042 {
		t.Errorf("got code %d, want 110042", a.Code)
	}
	s.mustCall(t, batchTokens, rtcBody("", two))
}

// A token for a shared room has the name of the room.
func TestRoomToken(t *testing.T) {
	s := newSimulator(t, Options{Level: Level2024})
	room := s.mustCall(t, roomToken, rtcBody(`"terminal":"pc","pushPublicStream":true,`, one, two)).object(t)
	tokens := s.Tokens()
	if room["roomCode"] != "pc202simulator" || len(tokens) != 1 || room["roomToken"] != tokens[0].Token || len(tokens[0].PadCodes) != 2 {
		t.Errorf("got %v and tokens %+v, want a token for two instances", room, tokens)
	}
}

func TestRTCMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	s.expectRefusals(t, []mistake{
		{"no user", batchTokens, `{"pads":[{"padCode":"` + one + `"}]}`, codeRequired},
		{"no instances", batchTokens, `{"userId":"1","pads":[]}`, codeRequired},
		{"an empty instance", batchTokens, `{"userId":"1","pads":[{}]}`, codeRequired},
		{"no validity", batchTokens, rtcBody(`"expire":0,`, one), codeInvalidParameters},
		{"validity of another type", batchTokens, rtcBody(`"expire":"1h",`, one), codeInvalidFormat},
		{"an instance twice", batchTokens, rtcBody("", one, one), codeDuplicateInstance},
		{"an unknown instance", batchTokens, rtcBody("", one, absent), codeRTCInstanceNotFound},
		{"no terminal", roomToken, rtcBody("", one), codeRequired},
		{"an unknown instance in a room", roomToken, rtcBody(`"terminal":"pc",`, absent), codeRTCInstanceNotFound},
	})
	if tokens := s.Tokens(); len(tokens) != 0 {
		t.Errorf("got tokens %+v, want none", tokens)
	}
}
