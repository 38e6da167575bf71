package fleet

import (
	"maps"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// What was undone on instances that left the fleet is published until a refresh in
// which nobody misses it.
func TestPublishLeft(t *testing.T) {
	var l ledger.Ledger
	loss := ledger.Loss{Undone: map[string]int64{"bandwidth": 7}}
	record := privateRecord{Left: map[string]ledger.Loss{"AC1": loss, "AC2": loss}}
	l.Hold("AC1", "other/1", ledger.Holding{Settings: []string{"bandwidth"}})
	l.EndRefresh("AC1", "other/1", func() []ledger.Held { return nil })
	record.publishLeft(&l, "fleet/1")
	if _, kept := record.Left["AC1"]; !kept || len(record.Left) != 1 {
		t.Errorf("got %v left, want AC1, whose other owner was refreshed earlier", record.Left)
	}
	if got, found := l.EndRefresh("AC2", "other/2", nil); !found || got.Undone["bandwidth"] != 7 {
		t.Errorf("got loss %+v, %v, want the bandwidth", got, found)
	}
}

// Times survive a record, for the instances that are in the fleet.
func TestTimesInRecord(t *testing.T) {
	phones := map[string]string{"AC1": "k", "AC2": "k", "AC3": "k"}
	stored := times{"AC1": 5, "AC2": 5, "AC3": 7, "AC4": 9}.encode(phones)
	if got, want := stored.decode(phones), (times{"AC1": 5, "AC2": 5, "AC3": 7}); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	by := timesBy{}
	by.set("proxy", "AC1", 3)
	by.set("adb", "AC4", 3)
	again := decodeTimesBy(by.encode(phones), phones)
	if got, want := again.of("AC1"), map[string]int64{"proxy": 3}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := again.of("AC2"); got != nil {
		t.Errorf("got %v of another instance, want none", got)
	}
}

// What a report has cost others on an instance that leaves the fleet is published
// after that, too. Control: one that lost nothing.
func TestLossOfInstanceThatLeaves(t *testing.T) {
	before := model{phones: map[string]string{"AC1": "k", "AC2": "k"}, profiles: map[string]profile{"k": {}}}
	a := fleetOf(before, model{phones: map[string]string{}, profiles: before.profiles}, nil)
	a.Data.Ledger.BeginApply()
	a.applyReports(t.Context(), []converge.Report{{Outcome: converge.Outcome{PadCode: "AC1", Rebooted: true}, PadCode: "AC1"}, {PadCode: "AC2"}})
	if _, others := a.record.Left["AC2"]; a.record.Left["AC1"].Restarted == 0 || others {
		t.Errorf("got %v left, want only the restart of AC1", a.record.Left)
	}
	a.deleting, a.record.Left = true, nil
	a.recordLeft("AC1")
	if len(a.record.Left) != 0 {
		t.Errorf("got %v left in a Delete, want nothing: it has no record afterwards", a.record.Left)
	}
}
