package cli

import (
	"strings"
	"testing"
)

// The command line shows and changes the callback, public IPs and blacklists.
// Invalid requests change nothing.
func TestCommandLineOfTheAccount(t *testing.T) {
	endpoint, stop := serving(t, "-api", "2024", "-callback-pause", "1ms")
	for _, c := range []struct{ args, shown string }{
		{"callbacks", `"url": ""`},
		{"callbacks", `"callbackName": "File upload tasks"`},
		{"callbacks -set http://192.0.2.1:9/x -type 14,21", "ok"},
		{"callbacks", `"url": "http://192.0.2.1:9/x"`},
		{"callbacks -delete", "ok"},
		{"callbacks", `"url": ""`},
		{"public-ips", `"203.0.113.5": ""`},
		{"public-ips -bind 203.0.113.5=" + one, "ok"},
		{"public-ips", `"203.0.113.5": "` + one + `"`},
		{"phone -pad " + one, `"203.0.113.5"`},
		{"public-ips -unbind 203.0.113.5", "ok"},
		{"public-ips", `"203.0.113.5": ""`},
		{"blacklists", "{}"},
		{"fault -kind total -count -1 -path infos", "ok"},
	} {
		name, rest, _ := strings.Cut(c.args, " ")
		code, out, wrong := command(t, append([]string{name, "-endpoint", endpoint}, strings.Fields(rest)...)...)
		if code != 0 || !strings.Contains(out, c.shown) {
			t.Errorf("%s: got exit %d, %s%s, want 0 and %s", c.args, code, out, wrong, c.shown)
		}
	}
	for args, want := range map[string]int{
		"callbacks -type 14":                     2,
		"callbacks -type x -set http://x":        2,
		"callbacks -delete -set http://x":        2,
		"callbacks -set nonsense":                1,
		"callbacks -set http://x -type 99":       1,
		"callbacks extra":                        2,
		"public-ips -bind 203.0.113.1":           2,
		"public-ips -bind x=y -unbind z":         2,
		"public-ips -unbind 192.0.2.9":           1,
		"public-ips -bind 203.0.113.1=" + absent: 1,
	} {
		name, rest, _ := strings.Cut(args, " ")
		code, out, wrong := command(t, append([]string{name, "-endpoint", endpoint}, strings.Fields(rest)...)...)
		if code != want || wrong == "" {
			t.Errorf("%s: got exit %d, want %d: %s%s", args, code, want, out, wrong)
		}
	}
	if code, wrong := stop(); code != 0 {
		t.Errorf("got exit %d, want 0: %s", code, wrong)
	}
}
