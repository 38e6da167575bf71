package armcloud

import (
	"context"
	"fmt"
	"testing"
)

// A response without a callback or without a binding is asked for once more, so that a
// single one is no proof that there is none. Control: a response that has one isn't.
func TestEmptySingleObjectIsAskedForAgain(t *testing.T) {
	reads := map[string]struct {
		full string
		read func(context.Context, *Client) (string, error)
	}{
		"callback": {`"http://a.example"`, func(ctx context.Context, c *Client) (string, error) { return c.CallbackURL(ctx) }},
		"public IP": {`{"ipAddresses":["10.0.0.1/32"]}`, func(ctx context.Context, c *Client) (string, error) {
			bound, err := c.PadIPs(ctx, "203.0.113.1")
			return fmt.Sprint(bound), err
		}},
	}
	for name, r := range reads {
		read := func(steps ...step) (string, int) {
			t.Helper()
			transport := scripted(steps...)
			got, err := r.read(t.Context(), newTestClient(t, transport, nil))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return got, len(transport.sent)
		}
		want, requests := read(ok(r.full))
		if requests != 1 {
			t.Errorf("%s: got %d requests (control), want 1", name, requests)
		}
		none, requests := read(ok(`null`), ok(`null`))
		if none == want || requests != 2 {
			t.Errorf("%s, two empty responses: got %q and %d requests, want nothing and 2", name, none, requests)
		}
		for _, empty := range []string{`null`, `[]`, `{}`} {
			if got, requests := read(ok(empty), ok(r.full)); got != want || requests != 2 {
				t.Errorf("%s, one %s: got %q and %d requests, want %q and 2", name, empty, got, requests, want)
			}
		}
	}
}
