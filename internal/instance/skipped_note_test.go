package instance

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// What a note has of an attribute can be read with the same secret key only, and shows no
// password.
func TestSkippedNoteIsSealed(t *testing.T) {
	password, shape := "canary-of-a-password", setting.ShapeOf(setting.ProxyName)
	value := shape.Join(setting.Values{setting.ProxyName: {Setting: setting.ByName(setting.ProxyName), Value: setting.Proxy{Enabled: true, Password: &password}}})
	if !strings.Contains(value.String(), password) {
		t.Fatalf("got value %s, want one with the password", value)
	}
	var note skippedNote
	if diags := note.seal(t.Context(), "key", map[string]attr.Value{setting.ProxyName: value}); diags.HasError() {
		t.Fatal(diags)
	}
	text, err := json.Marshal(note)
	if err != nil || strings.Contains(string(text), password) {
		t.Errorf("got note %s (%v), want it without the password", text, err)
	}
	if got := note.open(t.Context(), "key", shape); !got.Equal(value) {
		t.Errorf("got %s with the same key, want %s", got, value)
	}
	if got := note.open(t.Context(), "other", shape); !got.IsNull() {
		t.Errorf("got %s with another key, want null", got)
	}
}

// A skip is settled once the instance is known to have every value, to lack what was to
// be undone, and nothing else is left.
func TestSkippedNoteIsSettled(t *testing.T) {
	want := map[string]string{"time_zone": "hash", "proxy": ""}
	has := func(e converge.Entry, more ...string) converge.Holding {
		h := converge.Holding{Settings: map[string]converge.Entry{"time_zone": e}}
		for _, name := range more {
			h.Settings[name] = converge.Entry{Applied: "x"}
		}
		return h
	}
	restart := has(converge.Entry{Applied: "hash"})
	restart.Restart = &converge.Restart{Requested: true}
	for name, c := range map[string]struct {
		h    converge.Holding
		want bool
	}{
		"has it":          {has(converge.Entry{Applied: "hash"}), true},
		"other settings":  {has(converge.Entry{Applied: "hash"}, "bandwidth"), true},
		"another value":   {has(converge.Entry{Applied: "old"}), false},
		"any value":       {has(converge.Entry{}), false},
		"never sent":      {converge.Holding{}, false},
		"not undone":      {has(converge.Entry{Applied: "hash"}, "proxy"), false},
		"needs a restart": {restart, false},
	} {
		note := skippedNote{Missing: want}
		if got := note.isSettled(c.h); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
