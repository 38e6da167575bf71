package fleet

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// The fleet that replaces a tainted one learns what other objects have under way on its
// instances. The control is an instance on which there is nothing.
func TestReplacementLearnsOfChangesOfOthers(t *testing.T) {
	state := model{
		phones:   map[string]string{"a": "kiosk", "b": "kiosk"},
		profiles: map[string]profile{"kiosk": settings(map[string]converge.Value{"time_zone": zoneOf("UTC")})},
	}
	a := fleetOf(state, model{}, nil)
	until := time.Date(2025, 9, 15, 14, 11, 21, 0, time.UTC)
	a.recordKnown(a.current, "armcloud_fleet/OWNER", map[string]ownership.Running{"a": {Tasks: []int64{7}, Until: until}})
	for code, busy := range map[string]bool{"a": true, "b": false} {
		all := a.Data.Ledger.Known(a.handoverKey(code))
		if len(all) != 1 || all[0].Exceptional != busy {
			t.Fatalf("%s: got %+v, want one entry, exceptional %v", code, all, busy)
		}
		var known ownership.Known
		if err := json.Unmarshal(all[0].Value, &known); err != nil {
			t.Fatal(err)
		}
		if got := known.Holding.Until.Equal(until) && len(known.Holding.Tasks) == 1; got != busy {
			t.Errorf("%s: got tasks %v and changes until %v, want them known %v", code, known.Holding.Tasks, known.Holding.Until, busy)
		}
	}
}
