package armcloud

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// documentedTokens is the example of batchApplyToken, without the damage of its
// translation.
const documentedTokens = `[
	{"roomToken":null,"roomCode":"AC22010010842202","appId":"j7Tb2GcE9rN5oF6xP3A4qwer","streamType":2,"videoCodec":"","reportSdkLog":false,
	 "padCode":"AC22010010842","msg":"connect pad fail","signalServer":null,"stuns":null,"turns":null},
	{"roomToken":"001j7Tb2GcE9rN5oF6xP3A4qwerNwDyCHIRtQrGxZABAAC1ZuzKkAE","roomCode":"AC22030010181202","appId":"j7Tb2GcE9rN5oF6xP3A4qwer",
	 "streamType":2,"videoCodec":"","reportSdkLog":false,"padCode":"AC22030010181","msg":null,
	 "signalServer":"LnBbVX44uyoN1kXp:P8H01PaGZDHEFDsnU6nRCbOFzvL2smbG9HxKh+XP5WHC",
	 "stuns":"pL25iYgaRNmdCYR/:SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg=",
	 "turns":"do2k7Z6OiVP1br29:rR4d6Vyk9efIFX6qPPMyKs7OhmxFA7xBr65P8NA/Rxb31Js6VOaO3Zrtd3h9uM/mNYUy5mJOQ4j8TJ8DjfBFaEHVNOAcF5tzgbg8iksGhNONfv8hHw=="}]`

// RTCTokens sends only fields with values, and returns what the document's example has
// in the order of the request.
func TestRTCTokensAreRead(t *testing.T) {
	transport := scripted(ok(documentedTokens))
	got, err := newTestClient(t, transport, nil).RTCTokens(t.Context(), RTCRequest{
		UserID: "202", ExpireSeconds: 3600,
		Pads: []RTCPad{{PadCode: "AC22030010181", Video: &RTCVideo{Resolution: "07"}}, {PadCode: "AC22010010842"}, {PadCode: "AC9"}},
	})
	want := []RTCToken{
		{
			PadCode: "AC22030010181", Token: "001j7Tb2GcE9rN5oF6xP3A4qwerNwDyCHIRtQrGxZABAAC1ZuzKkAE", RoomCode: "AC22030010181202", AppID: "j7Tb2GcE9rN5oF6xP3A4qwer",
			SignalServer: RTCAddress{Text: "47.92.204.33:5000"}, STUN: RTCAddress{Text: `[{"uri":"stun:42.192.40.58:3478"}]`},
			TURN: RTCAddress{Text: `[{"pwd":"xskj#123","uri":"turn:42.192.40.58:3478","username":"xskj"}]`},
		},
		{PadCode: "AC22010010842", RoomCode: "AC22010010842202", AppID: "j7Tb2GcE9rN5oF6xP3A4qwer", Message: "connect pad fail"},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	const body = `{"userId":"202","expire":3600,"pads":[{"padCode":"AC22030010181","videoStream":{"resolution":"07"}},{"padCode":"AC22010010842"},{"padCode":"AC9"}]}`
	if transport.sent[0].body != body {
		t.Errorf("got request %s, want %s", transport.sent[0].body, body)
	}
}

// One address that cannot be decrypted does not affect the others, and odd values count
// as missing. A single row may leave out the instance.
func TestOddRTCTokens(t *testing.T) {
	request := RTCRequest{UserID: "1", Pads: []RTCPad{{PadCode: documentedPad}}}
	for data, want := range map[string][]RTCToken{
		`{"roomToken":"t1","signalServer":"plain:5000","stuns":"LnBbVX44uyoN1kXp:P8H01PaGZDHEFDsnU6nRCbOFzvL2smbG9HxKh+XP5WHC"}`: {{
			PadCode: documentedPad, Token: "t1", SignalServer: RTCAddress{Err: cmpopts.AnyError}, STUN: RTCAddress{Text: "47.92.204.33:5000"},
		}},
		`[{"padCode":"ac22030010181","roomToken":{"a":1},"roomCode":7,"turns":5,"msg":null}]`: {{PadCode: documentedPad, RoomCode: "7"}},
		`[{"roomToken":"a"},{"roomToken":"b"}]`:                                               nil,
		`[{"padCode":"AC1","roomToken":"a"}]`:                                                 nil,
		`null`:                                                                                nil,
	} {
		got, err := newTestClient(t, scripted(ok(data)), nil).RTCTokens(t.Context(), request)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateErrors()); err != nil || diff != "" {
			t.Errorf("%s: error %v, diff (-want +got):\n%s", data, err, diff)
		}
	}
	_, err := newTestClient(t, scripted(ok(`"text"`)), nil).RTCTokens(t.Context(), request)
	wantClass(t, err, ClassAmbiguous)
}

// A token for a shared room is one object. Without a token, it is an error.
func TestRTCRoomTokenIsRead(t *testing.T) {
	transport := scripted(ok(`{"roomToken":"0016","roomCode":"android_12345","appId":"65b7"}`))
	request := RTCRequest{UserID: "202", Terminal: "pc", PushPublicStream: true, Pads: []RTCPad{{PadCode: "AC1"}}}
	got, err := newTestClient(t, transport, nil).RTCRoomToken(t.Context(), request)
	if want := (RTCRoom{"0016", "android_12345", "65b7"}); err != nil || got != want {
		t.Errorf("got %+v and error %v, want %+v", got, err, want)
	}
	const body = `{"userId":"202","terminal":"pc","pushPublicStream":true,"pads":[{"padCode":"AC1"}]}`
	if transport.sent[0].body != body {
		t.Errorf("got request %s, want %s", transport.sent[0].body, body)
	}
	for _, data := range []string{`{"roomToken":"","roomCode":"a"}`, `{"roomToken":5}`, `null`, `[]`, `true`} {
		_, err := newTestClient(t, scripted(ok(data)), nil).RTCRoomToken(t.Context(), request)
		wantClass(t, err, ClassTransport)
	}
}

// A new token ends an earlier session, so it is requested only once. A token for a
// shared room is requested again after its response was lost.
func TestRTCTokensAfterLostResponses(t *testing.T) {
	lost := step{status: 200, body: `{"code":200,"da`}
	transport := scripted(lost, ok(documentedTokens))
	request := RTCRequest{UserID: "1", Terminal: "pc", Pads: []RTCPad{{PadCode: documentedPad}}}
	_, err := newTestClient(t, transport, nil).RTCTokens(t.Context(), request)
	wantClass(t, err, ClassAmbiguous)
	if transport.count() != 1 {
		t.Errorf("got %d requests, want 1", transport.count())
	}
	transport = scripted(lost, ok(`{"roomToken":"t"}`))
	if _, err := newTestClient(t, transport, nil).RTCRoomToken(t.Context(), request); err != nil || transport.count() != 2 {
		t.Errorf("shared room: got %d requests and error %v, want 2 and none", transport.count(), err)
	}
}

// Tokens, addresses and TURN credentials are neither logged nor part of later errors.
// The control is the room code, which is logged.
func TestRTCSecretsAreRedacted(t *testing.T) {
	log := &logLines{}
	later := step{status: 200, body: `{"code":100013,"msg":"no session for 001j7Tb2GcE9rN5oF6xP3A4qwerNwDyCHIRtQrGxZABAAC1ZuzKkAE with xskj#123 in room-canary"}`}
	client := newTestClient(t, scripted(ok(documentedTokens), ok(`{"roomToken":"room-canary"}`), later), func(c *Config) { c.Log = log })
	request := RTCRequest{UserID: "202", Pads: []RTCPad{{PadCode: documentedPad}}}
	if _, err := client.RTCTokens(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	if _, err := client.RTCRoomToken(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	_, err := client.RTCRoomToken(t.Context(), request)
	text := log.text() + errorOf(t, err, ClassRejected).Error()
	if !strings.Contains(text, "AC22030010181202") || !strings.Contains(text, "no session for") {
		t.Errorf("got log %s, want it with the room code and the error", text)
	}
	for _, secret := range []string{"001j7Tb2", "xskj#123", "42.192.40.58", "do2k7Z6OiVP1br29", "pL25iYgaRNmdCYR", "LnBbVX44uyoN1kXp", "room-canary"} {
		if strings.Contains(text, secret) {
			t.Errorf("got %s in the log or an error, want it redacted:\n%s", secret, text)
		}
	}
}
