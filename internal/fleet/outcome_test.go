package fleet

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An instance that failed keeps its place with the reason, and a note of what it
// has. One that succeeded has its profile and no note.
func TestApplyReports(t *testing.T) {
	profiles := map[string]profile{
		"slow": settings(map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")}),
		"bare": settings(map[string]converge.Value{"time_zone": zoneOf("UTC")}),
	}
	boom := []*converge.Error{{PadCode: "p", Action: "set it", Setting: "bandwidth", Err: errors.New("boom")}}
	offline := []*converge.Error{{PadCode: "p", Action: "set it", Err: &engine.OfflineError{PadCode: "p"}}}
	slow := has(map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")})
	left := ptr(has(map[string]converge.Value{"bandwidth": bandwidthOf(1)}))
	for name, c := range map[string]struct {
		desired string // "" outside the fleet
		report  converge.Report
		phones  map[string]string
		note    *converge.Holding
	}{
		"skipped":         {"slow", converge.Report{Holding: slow, Outcome: converge.Outcome{Errors: offline}}, map[string]string{"p": "skipped: offline"}, &slow},
		"release skipped": {"", converge.Report{Holding: slow, Outcome: converge.Outcome{Errors: offline}}, map[string]string{"p": "skipped: offline"}, left},
		"fails, then offline": {"slow", converge.Report{Holding: slow, Outcome: converge.Outcome{Errors: slices.Concat(boom, offline)}},
			map[string]string{"p": "failed: boom"}, &slow},
		"waiting":            {"slow", converge.Report{Holding: slow, Waiting: "x"}, map[string]string{"p": "waiting: x"}, &slow},
		"release waiting":    {"", converge.Report{Holding: slow, Waiting: "x"}, map[string]string{"p": "waiting: x"}, left},
		"success":            {"slow", converge.Report{Holding: slow}, map[string]string{"p": "slow"}, nil},
		"failure":            {"slow", converge.Report{Holding: slow, Outcome: converge.Outcome{Errors: boom}}, map[string]string{"p": "failed: boom"}, &slow},
		"released":           {"", converge.Report{}, map[string]string{}, nil},
		"gone when released": {"", converge.Report{Outcome: converge.Outcome{Gone: true, Errors: boom}}, map[string]string{}, nil},
		"release failed":     {"", converge.Report{Holding: slow, Outcome: converge.Outcome{Errors: boom}}, map[string]string{"p": "failed: boom"}, left},
		"gone":               {"slow", converge.Report{Holding: slow, Outcome: converge.Outcome{Gone: true, Errors: boom}}, map[string]string{"p": "failed: boom"}, &slow},
	} {
		t.Run(name, func(t *testing.T) {
			desired := model{phones: map[string]string{}, profiles: profiles}
			if c.desired != "" {
				desired.phones["p"] = c.desired
			}
			a := fleetOf(model{phones: map[string]string{"p": "slow"}, profiles: profiles}, desired, nil)
			a.skipping = true
			c.report.PadCode = "p"
			got := a.applyReports(t.Context(), []converge.Report{c.report})
			if diff := cmp.Diff(c.phones, got); diff != "" {
				t.Errorf("phones (-want +got):\n%s", diff)
			}
			note, noted := a.record.Notes["p"]
			if noted != (c.note != nil) || (noted && !note.Holding.Equal(*c.note)) {
				t.Errorf("got note %+v, want %+v", note, c.note)
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

// The orders of ten thousand instances are made without a request, and there is
// none if nothing differs.
func TestOrdersOfTenThousand(t *testing.T) {
	before := model{phones: map[string]string{}, profiles: map[string]profile{
		"kiosk":   settings(map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")}),
		"counter": settings(map[string]converge.Value{"bandwidth": bandwidthOf(5)}),
	}}
	for n := range 10_000 {
		before.phones[padCode(n)] = "kiosk"
	}
	same := fleetOf(before, before, nil)
	same.before = &tfsdk.State{}
	if orders := same.orders(); len(orders) > 0 {
		t.Errorf("got %d orders for a fleet that is as it should be, want none", len(orders))
	}

	desired := model{phones: maps.Clone(before.phones), profiles: maps.Clone(before.profiles)}
	desired.profiles["kiosk"] = settings(map[string]converge.Value{"bandwidth": bandwidthOf(2), "time_zone": zoneOf("UTC")})
	desired.phones[padCode(0)] = "counter" // another bandwidth; its time zone stays
	delete(desired.phones, padCode(1))     // leaves
	desired.phones["new"] = "kiosk"        // joins
	restart := converge.Holding{Restart: &converge.Restart{Requested: true}}
	notes := map[string]instanceNote{
		padCode(2): {Profile: "kiosk", Holding: has(map[string]converge.Value{"time_zone": nil, "bandwidth": nil})},
		padCode(3): {Profile: "kiosk", Holding: restart},
	}
	a := fleetOf(before, desired, notes)
	a.before = &tfsdk.State{}
	orders := a.orders()
	if len(orders) != 10_001 {
		t.Fatalf("got %d orders, want one for each instance", len(orders))
	}
	usual, both := "[bandwidth] [] false", "[bandwidth time_zone] [] false"
	special := map[string]string{
		padCode(1): "[] [bandwidth] false", padCode(2): both, padCode(3): "[bandwidth time_zone] [] true", "new": both,
	}
	for _, order := range orders {
		job := converge.Plan(order.Holding, order)
		var set, undo []string
		for _, d := range job.Set {
			set = append(set, d.Setting.Name())
		}
		for _, s := range job.Undo {
			undo = append(undo, s.Name())
		}
		want := usual
		if other, isSpecial := special[order.PadCode]; isSpecial {
			want = other
		}
		if got := fmt.Sprint(set, undo, job.Restart); got != want || order.Owner != "armcloud_fleet/OWNER" {
			t.Fatalf("%s: got job %s by %s, want %s", order.PadCode, got, order.Owner, want)
		}
	}
}

// An instance that drifts or comes back is written so, and only so.
func TestApplyObservations(t *testing.T) {
	kiosk := settings(map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")})
	zone := setting.ByName("time_zone")
	observed := func(o converge.Observation) converge.InstanceObservation {
		return converge.InstanceObservation{Detail: &armcloud.PadDetail{}, Observations: []converge.Observation{o}}
	}
	drifted := observed(converge.Observation{Setting: zone, Expected: zoneOf("UTC"), Value: zoneOf("Asia/Tokyo"), Drifted: true})
	confirmed := observed(converge.Observation{Setting: zone, Expected: zoneOf("UTC"), Value: zoneOf("UTC"), Confirmed: true})
	inTokyo := has(map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("Asia/Tokyo")})
	inBerlin := has(map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("Europe/Berlin")})
	unknown := has(map[string]converge.Value{"bandwidth": bandwidthOf(1), "time_zone": nil})
	for name, c := range map[string]struct {
		value string
		note  *converge.Holding
		found converge.InstanceObservation
		want  map[string]string
		noted bool
	}{
		"as it was":                 {"kiosk", nil, converge.InstanceObservation{}, map[string]string{"p": "kiosk"}, false},
		"omitted":                   {"kiosk", &unknown, converge.InstanceObservation{Omitted: true}, map[string]string{"p": "kiosk"}, true},
		"gone":                      {"kiosk", &unknown, converge.InstanceObservation{Gone: true}, map[string]string{}, false},
		"drifts":                    {"kiosk", nil, drifted, map[string]string{"p": "drifted: time_zone"}, true},
		"still drifted":             {"drifted: time_zone", &inTokyo, drifted, map[string]string{"p": "drifted: time_zone"}, true},
		"comes back":                {"drifted: time_zone", &inTokyo, observed(converge.Observation{Setting: zone, Expected: zoneOf("UTC"), Value: zoneOf("UTC"), Drifted: true}), map[string]string{"p": "kiosk"}, false},
		"has it after all":          {"failed: x", &unknown, confirmed, map[string]string{"p": "kiosk"}, false},
		"failed, drifts too":        {"failed: x", &unknown, drifted, map[string]string{"p": "failed: x"}, true},
		"skipped, drifts too":       {"skipped: offline", &unknown, drifted, map[string]string{"p": "skipped: offline"}, true},
		"skipped, nothing observed": {"skipped: offline", &unknown, converge.InstanceObservation{Detail: &armcloud.PadDetail{}}, map[string]string{"p": "skipped: offline"}, true},
		"skipped, has it after all": {"skipped: offline", &unknown, confirmed, map[string]string{"p": "kiosk"}, false},
		"waiting, as it was":        {"waiting: x", &inTokyo, drifted, map[string]string{"p": "waiting: x"}, true},
		"waiting, changes":          {"waiting: x", &inBerlin, drifted, map[string]string{"p": "waiting: x"}, true},
		"skipped, changes":          {"skipped: offline", &inBerlin, drifted, map[string]string{"p": "skipped: offline"}, true},
		"drifted, changes":          {"drifted: y", &inBerlin, drifted, map[string]string{"p": "drifted: time_zone"}, true},
		"waiting, has it after all": {"waiting: x", &unknown, confirmed, map[string]string{"p": "kiosk"}, false},
		"just imported":             {"", nil, converge.InstanceObservation{Detail: &armcloud.PadDetail{}}, map[string]string{"p": ""}, false},
	} {
		t.Run(name, func(t *testing.T) {
			before := model{phones: map[string]string{"p": c.value}, profiles: map[string]profile{"kiosk": kiosk}}
			notes := map[string]instanceNote{}
			if c.note != nil {
				notes["p"] = instanceNote{Profile: "kiosk", Holding: *c.note}
			}
			a := fleetOf(before, model{}, notes)
			f := &refresh{state: before, record: &a.record, current: a.current, data: &tfkit.Data{Ledger: &ledger.Ledger{}}, unshown: map[string][]string{}}
			if diff := cmp.Diff(c.want, f.applyObservations(t.Context(), map[string]converge.InstanceObservation{"p": c.found})); diff != "" {
				t.Errorf("phones (-want +got):\n%s", diff)
			}
			if _, noted := a.record.Notes["p"]; noted != c.noted {
				t.Errorf("got notes %+v, want a note: %v", a.record.Notes, c.noted)
			}
		})
	}
}
