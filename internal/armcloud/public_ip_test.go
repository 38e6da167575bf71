package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// Bindings of a public IP are read from an object, a list of objects and a bare
// list, each address once and without /32; a network that is larger keeps its
// length. No address is none bound.
func TestPublicIPBindingsAreRead(t *testing.T) {
	for data, want := range map[string][]string{
		`{"ipAddresses":["10.0.0.1/32"]}`:                                                     {"10.0.0.1"},
		`{"ipAddresses":["10.0.0.1/32",null,"10.0.0.2","10.0.0.1","10.1.0.0/16"," "]}`:        {"10.0.0.1", "10.0.0.2", "10.1.0.0/16"},
		`{"ipAddresses":"10.0.0.1/32"}`:                                                       {"10.0.0.1"},
		`[{"ipAddresses":["10.0.0.1/32"]},{"ipAddresses":null},{"ipAddresses":["10.0.0.2"]}]`: {"10.0.0.1", "10.0.0.2"},
		`["10.0.0.1/32"]`: {"10.0.0.1"}, `{"ipAddresses":[]}`: nil, `{}`: nil, `[]`: nil, `null`: nil, `""`: nil,
	} {
		transport := scripted(ok(data))
		got, err := newTestClient(t, transport, nil).PadIPs(t.Context(), "203.0.113.1")
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", data, err, diff)
		}
		if sent := transport.sent[0]; sent.query != "publicIP=203.0.113.1" || sent.path != GetPublicIP.Path {
			t.Errorf("asked %s?%s", sent.path, sent.query)
		}
	}
	for _, data := range []string{`7`, `{"ipAddresses":{"a":1}}`} {
		_, err := newTestClient(t, scripted(ok(data)), nil).PadIPs(t.Context(), "203.0.113.1")
		wantClass(t, err, ClassTransport)
	}
}

// A public IP is bound and unbound as the document shows it; a level without
// these operations is told from a refusal.
func TestPublicIPsAreBound(t *testing.T) {
	transport := scripted(ok(`{}`), ok(`{}`), step{status: 404, body: `{"code":404}`})
	client := newTestClient(t, transport, nil)
	if err := client.BindPublicIP(t.Context(), "203.0.113.1", "10.0.0.1"); err != nil {
		t.Error(err)
	}
	if err := client.UnbindPublicIP(t.Context(), "203.0.113.1", "10.0.0.1"); err != nil {
		t.Error(err)
	}
	wantClass(t, client.BindPublicIP(t.Context(), "203.0.113.1", "10.0.0.1"), ClassUnavailable)
	for i, path := range []string{BindPublicIP.Path, UnbindPublicIP.Path} {
		if sent := transport.sent[i]; sent.path != path || sent.body != `{"publicIP":"203.0.113.1","padIP":"10.0.0.1"}` {
			t.Errorf("sent %s to %s", sent.body, sent.path)
		}
	}
}
