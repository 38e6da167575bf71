package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// PadIPs accepts an object, a list of objects or a bare list. It returns each
// address once and without /32. Larger networks keep their prefix length.
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
			t.Errorf("%s: error %v, diff (-want +got):\n%s", data, err, diff)
		}
		if sent := transport.sent[0]; sent.query != "publicIP=203.0.113.1" || sent.path != GetPublicIP.Path {
			t.Errorf("sent %s?%s", sent.path, sent.query)
		}
	}
	for _, data := range []string{`7`, `[[7]]`, `["nowhere"]`, `{"ipAddresses":{"a":1}}`} {
		_, err := newTestClient(t, scripted(ok(data)), nil).PadIPs(t.Context(), "203.0.113.1")
		wantClass(t, err, ClassTransport)
	}
}

// BindPublicIP and UnbindPublicIP send the documented fields. On a level without
// the operations, the error is ClassUnavailable.
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
