package armcloud

import (
	"testing"
)

// Rows that are not about what was requested are an error, not things without an id. The
// control is a list without rows.
func TestRowsWithoutKeysAreRefused(t *testing.T) {
	for name, read := range map[string]func(c *Client) (int, error){
		"files": func(c *Client) (int, error) {
			got, err := c.Files(t.Context(), 1, 10)
			return len(got.Items), err
		},
		"apps": func(c *Client) (int, error) {
			got, err := c.Apps(t.Context(), AppFilter{}, 1, 10)
			return len(got.Items), err
		},
		"groups": func(c *Client) (int, error) {
			got, err := c.Groups(t.Context(), GroupFilter{})
			return len(got), err
		},
		"callback types": func(c *Client) (int, error) {
			got, err := c.CallbackTypes(t.Context())
			return len(got), err
		},
	} {
		if got, err := read(newTestClient(t, scripted(ok(`[{"padCode":7,"taskId":"x"}]`)), nil)); err == nil {
			t.Errorf("%s: got %d rows of something else, want an error", name, got)
		} else {
			wantClass(t, err, ClassTransport)
		}
		if got, err := read(newTestClient(t, scripted(ok(`[]`)), nil)); err != nil || got != 0 {
			t.Errorf("%s: got %d rows of an empty list, %v, want none", name, got, err)
		}
	}
	for _, data := range []string{`7`, `"yes"`} {
		if url, err := newTestClient(t, scripted(ok(data)), nil).CallbackURL(t.Context()); err == nil {
			t.Errorf("callback %s: got %q, want an error", data, url)
		}
	}
}
