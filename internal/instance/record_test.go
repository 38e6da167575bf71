package instance

import (
	"maps"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit/tfkittest"
)

// A record is loaded from private state as it was saved. Without one, there is a
// new owner and salt each time, and an unreadable one counts as none.
func TestRecordIsKept(t *testing.T) {
	r := &instanceResource{layout: layout{attributes: setting.All()}}
	load := func(private tfkittest.Private) privateRecord {
		record, diags := r.loadRecord(t.Context(), private, nil)
		if diags.HasError() {
			t.Fatal(diags)
		}
		return record
	}
	first, second := load(tfkittest.Private{}), load(tfkittest.Private{recordKey: []byte("{nonsense")})
	if first.Stored || second.Stored || first.Owner == second.Owner || first.Salt == second.Salt || first.Owner == "" || first.Salt == "" {
		t.Errorf("got records %+v and %+v, want two new ones", first, second)
	}
	first.set("time_zone", converge.Entry{Applied: "a", Requested: "b", Confirmed: true})
	first.Confirmed = []string{"sim", "language", "sim"}
	first.Secrets["proxy"] = ownership.Secret{Version: 2, Fingerprints: map[string]string{"pair": "print"}}
	private := tfkittest.Private{recordKeyV0: []byte("{}")}
	if diags := first.save(t.Context(), private); diags.HasError() {
		t.Fatal(diags)
	}
	if private[recordKeyV0] != nil {
		t.Error("got the old record too, want only the new one")
	}
	again := load(private)
	if !again.Stored || again.Owner != first.Owner || again.Salt != first.Salt || !again.Secrets["proxy"].Equal(first.Secrets["proxy"]) ||
		!again.Holding.Equal(first.Holding) || !slices.Equal(again.Confirmed, []string{"language", "sim"}) {
		t.Errorf("got %+v, want %+v", again, first)
	}
	if !again.confirmed("time_zone") || !again.confirmed("sim") || again.confirmed("proxy") {
		t.Errorf("got other confirmed settings than time_zone and sim: %+v", again)
	}
}

// The record of version 0.1.0 is upgraded: what was managed is applied, what was
// tried may have any value, and neither is erased by a repair.
func TestRecordUpgrade(t *testing.T) {
	r := &instanceResource{layout: layout{attributes: setting.All()}}
	old := recordV0{Managed: []string{"time_zone"}, Confirmed: []string{"time_zone", "sim"}, Tried: []string{"proxy"}, Pending: []int64{7}}
	zone := setting.TimeZone{Name: "UTC"}
	var record privateRecord
	r.upgradeRecord(&record, old, map[string]setting.Values{"time_zone": {"time_zone": {Setting: setting.ByName("time_zone"), Value: zone}}})
	want := map[string]converge.Entry{
		"time_zone": {Applied: converge.Hash(zone), Requested: converge.Any, Confirmed: true},
		"proxy":     {Requested: converge.Any},
	}
	if !maps.Equal(record.Holding.Settings, want) || !slices.Equal(record.Holding.Tasks, []int64{7}) || !slices.Equal(record.Confirmed, []string{"sim"}) {
		t.Errorf("got %+v, want entries %+v, task 7 and sim confirmed", record, want)
	}
}

// Owners are named by their types, each once.
func TestTypesOfOwners(t *testing.T) {
	if got := typesOf([]string{"armcloud_fleet/X", "armcloud_instance/B", "armcloud_fleet/A"}); !slices.Equal(got, []string{"armcloud_fleet", "armcloud_instance"}) {
		t.Errorf("types: %q", got)
	}
}
