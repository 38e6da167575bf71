package armcloud

import (
	"net/url"
	"testing"
)

// A query is encoded in both forms that may be signed, sorted by name.
func TestMessageQuery(t *testing.T) {
	msg, err := newMessage(GetPublicIP, url.Values{"z": {"1 2"}, "publicIP": {"116.162.203.188"}})
	if err != nil {
		t.Fatal(err)
	}
	if msg.query != "publicIP=116.162.203.188&z=1+2" || string(msg.queryJSON) != `{"publicIP":"116.162.203.188","z":"1 2"}` {
		t.Errorf("got %q and %s", msg.query, msg.queryJSON)
	}
	if _, err := newMessage(GetPublicIP, map[string]string{}); err == nil {
		t.Error("a map as query: got no error")
	}
	if _, err := newMessage(GetPublicIP, url.Values{"a": {"1", "2"}}); err == nil {
		t.Error("two values of one parameter: got no error")
	}
}
