package armcloud

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The connection of both API levels is read. It is complete if the fields that its
// level has are filled.
func TestADBConnectionIsRead(t *testing.T) {
	expires := time.Date(2024, 10, 24, 10, 42, 0, 0, time.UTC)
	for data, c := range map[string]struct {
		want     ADBConnection
		complete bool
	}{
		`{"padCode":"AC1","command":"adb connect ip:port","expireTime":"2024-10-24 10:42:00","enable":true}`: {
			ADBConnection{Enabled: true, Command: "adb connect ip:port", Expires: expires}, true,
		},
		`[{"padCode":"ac1","command":"ssh x","expireTime":1729766520000,"enable":"1","key":"k-1","adb":"adb connect localhost"}]`: {
			ADBConnection{Enabled: true, Command: "ssh x", Expires: expires, Key: "k-1", ADBCommand: "adb connect localhost", tunnel: true}, true,
		},
		`{"command":"ssh x","enable":true,"key":"","adb":""}`: {ADBConnection{Enabled: true, Command: "ssh x", tunnel: true}, false},
		`{"command":null,"expireTime":null,"enable":false}`:   {ADBConnection{}, false},
		`{"command":"adb connect x","expireTime":"tomorrow"}`: {ADBConnection{Enabled: true, Command: "adb connect x"}, true},
	} {
		transport := scripted(ok(data))
		got, err := newTestClient(t, transport, nil).EnableADB(t.Context(), "AC1")
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(ADBConnection{}), cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("%s: error %v, diff (-want +got):\n%s", data, err, diff)
		}
		if got.Complete() != c.complete {
			t.Errorf("%s: got complete %v, want %v", data, got.Complete(), c.complete)
		}
		if sent := transport.sent[0]; sent.path != SetADB.Path || sent.body != `{"padCode":"AC1","enable":true}` {
			t.Errorf("got request %s %s, want pad/adb with enable", sent.path, sent.body)
		}
	}
	for _, data := range []string{`null`, `[]`, `true`, `{"padCode":"AC2","command":"adb connect x","enable":true}`} {
		_, err := newTestClient(t, scripted(ok(data)), nil).EnableADB(t.Context(), "AC1")
		wantClass(t, err, ClassTransport)
	}
}

// A client that is read only returns the connection of an instance with ADB enabled,
// but does not enable it. The key is neither logged nor part of later errors.
func TestADBConnectionOfReadOnlyClient(t *testing.T) {
	log := &logLines{}
	transport := scripted(ok(`{"command":"ssh x","enable":true,"key":"canary-key","adb":"adb connect y"}`), step{status: 200, body: `{"code":100013,"msg":"canary-key is wrong"}`})
	client := newTestClient(t, transport, func(c *Config) { c.ReadOnly, c.Log = true, log })
	if got, err := client.ADBConnection(t.Context(), "AC1"); err != nil || got.Key != "canary-key" {
		t.Errorf("got %+v and error %v, want the key", got, err)
	}
	_, err := client.ADBConnection(t.Context(), "AC1")
	if text := log.text() + errorOf(t, err, ClassRejected).Error(); strings.Contains(text, "canary-key") || !strings.Contains(text, "*** is wrong") {
		t.Errorf("got %s, want it without the key", text)
	}
	_, err = client.EnableADB(t.Context(), "AC1")
	wantClass(t, err, ClassReadOnly)
	if transport.count() != 2 {
		t.Errorf("got %d requests, want 2", transport.count())
	}
}
