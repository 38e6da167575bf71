package fleet

import (
	"encoding/json"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// A record keeps on which instances a source counts, and which of its places do not.
func TestConfirmedPlacesAreKept(t *testing.T) {
	values := map[string]converge.Value{"time_zone": zoneOf("UTC")}
	state := model{
		phones:   map[string]string{"a": "kiosk", "b": "kiosk", "c": "kiosk", "d": "kiosk"},
		profiles: map[string]profile{"kiosk": settings(values)},
	}
	entries := map[string]converge.Entry{
		"a": {Confirmed: true}, "b": {Confirmed: true, Unshown: 2}, "c": {Confirmed: true, Unshown: 2}, "d": {Unshown: 1},
	}
	h := newHoldings(privateRecord{}, state)
	for code, e := range entries {
		h.confirm(code, converge.Holding{Settings: map[string]converge.Entry{"time_zone": e}})
	}
	var stored, record privateRecord
	h.storeConfirmed(&stored, state.phones)
	text, err := json.Marshal(stored)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &record); err != nil {
		t.Fatal(err)
	}
	loaded := newHoldings(record, state)
	for code, want := range entries {
		if !want.Confirmed {
			want.Unshown = 0
		}
		got := loaded.of(code).Settings["time_zone"]
		if got.Confirmed != want.Confirmed || got.Unshown != want.Unshown {
			t.Errorf("%s: got confirmed %v without %b, want %v without %b", code, got.Confirmed, got.Unshown, want.Confirmed, want.Unshown)
		}
	}
	h.confirm("b", converge.Holding{Settings: map[string]converge.Entry{"time_zone": {Confirmed: true}}})
	if got := h.unshown["time_zone"]["b"]; got != 0 {
		t.Errorf("confirmed again: got %b, want none", got)
	}
}
