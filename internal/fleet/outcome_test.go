package fleet

import (
	"context"
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// bandwidthOf and zoneOf are settings as profiles hold them.
func bandwidthOf(mbps float64) converge.Value {
	return setting.Bandwidth{UploadMbps: mbps, DownloadMbps: mbps}
}
func zoneOf(name string) converge.Value { return setting.TimeZone{Name: name} }

// fleetOf makes an application over fleets as they were and are to be.
func fleetOf(before, want model, notes map[string]instanceNote) *applier {
	a := &applier{fleetResource: &fleetResource{Resource: tfkit.Resource{Name: "fleet"}}, desired: want}
	a.record = privateRecord{Identity: ownership.Identity{Owner: "OWNER", Salt: "SALT"}, Notes: notes}
	if a.record.Notes == nil {
		a.record.Notes = map[string]instanceNote{}
	}
	a.current = newHoldings(&a.record, "key", before)
	a.fingerprints = map[string]map[string]string{}
	for name, p := range want.profiles {
		a.fingerprints[name] = a.current.of(p)
	}
	return a
}

// What a failed phone is known to have afterwards is what it had, less what
// was taken back, with what was set; what was tried may be anything.
func TestSettlePhone(t *testing.T) {
	slow := profile{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")}
	fast := profile{"bandwidth": bandwidthOf(2), "time_zone": zoneOf("Asia/Tokyo")}
	bare := profile{"time_zone": zoneOf("UTC")}
	none := profile{}
	profiles := map[string]profile{"slow": slow, "fast": fast, "bare": bare, "none": none}
	prints := fleetOf(model{}, model{}, nil).current.of
	boom := func(name string) []*converge.Error {
		return []*converge.Error{{PadCode: "p", Action: "set it", Setting: name, Err: errors.New("boom")}}
	}
	restart := []*converge.Error{{PadCode: "p", Action: "restart the phone", Err: errors.New("boom")}}
	unfinished := []*converge.Error{{PadCode: "p", Action: "restart the phone", Err: &engine.StillRunningError{Tasks: []int64{1}, Err: context.Canceled}}}
	with := func(p profile, changes map[string]string, less ...string) map[string]string {
		has := prints(p)
		maps.Copy(has, changes)
		for _, name := range less {
			delete(has, name)
		}
		return has
	}
	for name, c := range map[string]struct {
		was, want string // profiles; "" outside the fleet
		resends   bool
		restarts  bool
		outcome   converge.Outcome
		note      *instanceNote // nil: not failed
		value     string
	}{
		"success":                 {"slow", "fast", false, false, converge.Outcome{Set: []string{"bandwidth", "time_zone"}}, nil, "fast"},
		"released":                {"slow", "", false, false, converge.Outcome{Undone: []string{"bandwidth"}}, nil, ""},
		"gone when released":      {"slow", "", false, false, converge.Outcome{Gone: true, Errors: boom("bandwidth")}, nil, ""},
		"gone":                    {"slow", "fast", false, false, converge.Outcome{Gone: true, Errors: boom("bandwidth")}, &instanceNote{Profile: "fast", Has: prints(slow)}, "failed: boom"},
		"nothing sent":            {"slow", "fast", false, false, converge.Outcome{Errors: boom("time_zone")}, &instanceNote{Profile: "fast", Has: prints(slow)}, "failed: boom"},
		"one of two sent":         {"slow", "fast", false, false, converge.Outcome{Touched: true, Set: []string{"time_zone"}, Attempted: []string{"bandwidth"}, Errors: boom("bandwidth")}, &instanceNote{Profile: "fast", Has: map[string]string{"time_zone": prints(fast)["time_zone"], "bandwidth": ""}, Changing: []string{"bandwidth"}}, "failed: boom"},
		"the second never sent":   {"slow", "fast", false, false, converge.Outcome{Touched: true, Set: []string{"time_zone"}, Errors: boom("bandwidth")}, &instanceNote{Profile: "fast", Has: with(slow, map[string]string{"time_zone": prints(fast)["time_zone"]})}, "failed: boom"},
		"undo failed":             {"slow", "bare", false, false, converge.Outcome{Touched: true, Errors: boom("bandwidth")}, &instanceNote{Profile: "bare", Has: prints(slow)}, "failed: boom"},
		"release failed":          {"slow", "", false, false, converge.Outcome{Touched: true, Errors: boom("bandwidth")}, &instanceNote{Has: with(slow, nil, "time_zone")}, "failed: boom"},
		"undone, what cannot too": {"slow", "none", false, true, converge.Outcome{Touched: true, Undone: []string{"bandwidth"}, Errors: restart}, &instanceNote{Profile: "none", Has: map[string]string{}, Restart: true}, "failed: boom"},
		"new phone":               {"", "fast", false, false, converge.Outcome{Errors: boom("time_zone")}, &instanceNote{Profile: "fast", Has: map[string]string{}}, "failed: boom"},
		"sent again, in part":     {"slow", "slow", true, false, converge.Outcome{Touched: true, Set: []string{"time_zone"}, Errors: boom("bandwidth")}, &instanceNote{Profile: "slow", Has: with(slow, map[string]string{"bandwidth": ""})}, "failed: boom"},
		"restart failed":          {"slow", "slow", false, true, converge.Outcome{Touched: true, Errors: restart}, &instanceNote{Profile: "slow", Has: prints(slow), Restart: true}, "failed: boom"},
		"restart not reached":     {"slow", "fast", false, true, converge.Outcome{Errors: boom("time_zone")}, &instanceNote{Profile: "fast", Has: prints(slow), Restart: true}, "failed: boom"},
		"restart under way":       {"slow", "slow", false, true, converge.Outcome{Touched: true, Errors: unfinished}, &instanceNote{Profile: "slow", Has: prints(slow)}, "failed: interrupted"},
	} {
		t.Run(name, func(t *testing.T) {
			phones := func(profile string) map[string]string {
				if profile == "" {
					return map[string]string{}
				}
				return map[string]string{"p": profile}
			}
			a := fleetOf(model{phones: phones(c.was), profiles: profiles}, model{phones: phones(c.want), profiles: profiles}, nil)
			a.resendAll, a.restartAll = c.resends, c.restarts
			c.outcome.PadCode = "p"
			state := phones(c.want)
			failed := a.applyOutcome(state, a.job("p", c.want), c.outcome)
			if failed != (c.note != nil) {
				t.Errorf("failed is %v", failed)
			}
			if value := state["p"]; len(value) < len(c.value) || value[:len(c.value)] != c.value {
				t.Errorf("the state has %q, expected %q", value, c.value)
			}
			if c.note == nil {
				return
			}
			if diff := cmp.Diff(*c.note, a.record.Notes["p"]); diff != "" {
				t.Errorf("the note (- expected, + found):\n%s", diff)
			}
		})
	}
}

// A phone that failed and then needs nothing, because the configuration came
// back to what it has, is as it should be: its note goes.
func TestKeepNotes(t *testing.T) {
	a := fleetOf(model{}, model{}, map[string]instanceNote{"back": {Profile: "x"}, "failed": {Profile: "y"}})
	a.pruneNotes(map[string]bool{"failed": true})
	if diff := cmp.Diff(map[string]instanceNote{"failed": {Profile: "y"}}, a.record.Notes); diff != "" {
		t.Error(diff)
	}
}

// The work of ten thousand phones is found without asking anybody, and none
// where nothing differs.
func TestJobsOfTenThousand(t *testing.T) {
	before := model{phones: map[string]string{}, profiles: map[string]profile{
		"kiosk": {"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")}, "counter": {"bandwidth": bandwidthOf(5)},
	}}
	for n := range 10_000 {
		before.phones[padCode(n)] = "kiosk"
	}
	same := fleetOf(before, before, nil)
	if jobs := same.jobs(); len(jobs) > 0 {
		t.Errorf("%d jobs for a fleet that is as it should be", len(jobs))
	}

	want := model{phones: maps.Clone(before.phones), profiles: maps.Clone(before.profiles)}
	want.profiles["kiosk"] = profile{"bandwidth": bandwidthOf(2), "time_zone": zoneOf("UTC")}
	want.phones[padCode(0)] = "counter" // another bandwidth; its time zone stays
	delete(want.phones, padCode(1))     // leaves
	want.phones["new"] = "kiosk"        // joins
	notes := map[string]instanceNote{
		padCode(2): {Profile: "kiosk", Has: map[string]string{"time_zone": "", "bandwidth": ""}},
		padCode(3): {Profile: "kiosk", Has: map[string]string{}, Restart: true},
	}
	a := fleetOf(before, want, notes)
	jobs := a.jobs()
	if len(jobs) != 10_001 {
		t.Fatalf("%d jobs, expected one for each phone", len(jobs))
	}
	type work struct {
		Set, Undo []string
		Restart   bool
	}
	usual := work{Set: []string{"bandwidth"}}
	special := map[string]work{
		padCode(1): {Undo: []string{"bandwidth"}},
		padCode(2): {Set: []string{"time_zone", "bandwidth"}},
		padCode(3): {Set: []string{"time_zone", "bandwidth"}, Restart: true},
		"new":      {Set: []string{"time_zone", "bandwidth"}},
	}
	for _, job := range jobs {
		found := work{Restart: job.Restart}
		for _, w := range job.Set {
			found.Set = append(found.Set, w.Setting.Name())
		}
		for _, s := range job.Undo {
			found.Undo = append(found.Undo, s.Name())
		}
		expected, isSpecial := special[job.PadCode]
		if !isSpecial {
			expected = usual
		}
		if diff := cmp.Diff(expected, found); diff != "" {
			t.Fatalf("the job of %s (- expected, + found):\n%s", job.PadCode, diff)
		}
		if job.Owner != "armcloud_fleet/OWNER" {
			t.Fatalf("the owner is %q", job.Owner)
		}
	}
}

// A phone that drifts, comes back, or fails is written so, and only so.
func TestSettleRefresh(t *testing.T) {
	kiosk := profile{"bandwidth": bandwidthOf(1), "time_zone": zoneOf("UTC")}
	zone := setting.ByName("time_zone")
	drifted := converge.InstanceObservation{Detail: &armcloud.PadDetail{}, Observations: []converge.Observation{{Setting: zone, Value: zoneOf("Asia/Tokyo"), Drifted: true}}}
	confirmed := converge.InstanceObservation{Detail: &armcloud.PadDetail{}, Observations: []converge.Observation{{Setting: zone, Value: zoneOf("UTC"), Confirmed: true}}}
	prints := fleetOf(model{}, model{}, nil).current.of(kiosk)
	note := func(has map[string]string, restart bool) map[string]instanceNote {
		return map[string]instanceNote{"p": {Profile: "kiosk", Has: has, Restart: restart}}
	}
	partly := map[string]string{"time_zone": "", "bandwidth": prints["bandwidth"]}
	both := map[string]string{"time_zone": "", "bandwidth": ""}
	bandwidth := map[string]string{"time_zone": prints["time_zone"], "bandwidth": ""}
	for name, c := range map[string]struct {
		value string
		notes map[string]instanceNote
		view  converge.InstanceObservation
		want  map[string]string
		after map[string]instanceNote
	}{
		"as it was":            {"kiosk", nil, converge.InstanceObservation{}, map[string]string{"p": "kiosk"}, map[string]instanceNote{}},
		"gone":                 {"kiosk", note(partly, false), converge.InstanceObservation{Gone: true}, map[string]string{}, map[string]instanceNote{}},
		"drifts":               {"kiosk", nil, drifted, map[string]string{"p": "drifted: time_zone"}, note(partly, false)},
		"still drifted":        {"drifted: time_zone", note(partly, false), drifted, map[string]string{"p": "drifted: time_zone"}, note(partly, false)},
		"heals":                {"drifted: time_zone", note(partly, false), confirmed, map[string]string{"p": "kiosk"}, map[string]instanceNote{}},
		"heals in part":        {"failed: x", note(both, false), confirmed, map[string]string{"p": "failed: x"}, note(bandwidth, false)},
		"failed, then drifts":  {"failed: x", note(bandwidth, false), drifted, map[string]string{"p": "failed: x"}, note(both, false)},
		"heals but a restart":  {"failed: x", note(partly, true), confirmed, map[string]string{"p": "failed: x"}, note(prints, true)},
		"imported, seen first": {"", nil, converge.InstanceObservation{Detail: &armcloud.PadDetail{}}, map[string]string{"p": ""}, map[string]instanceNote{}},
	} {
		t.Run(name, func(t *testing.T) {
			before := model{phones: map[string]string{"p": c.value}, profiles: map[string]profile{"kiosk": kiosk}}
			a := fleetOf(before, model{}, maps.Clone(c.notes))
			f := &refresh{state: before, record: &a.record, current: a.current, confirmed: map[string]map[string]bool{}}
			if diff := cmp.Diff(c.want, f.applyObservations(map[string]converge.InstanceObservation{"p": c.view})); diff != "" {
				t.Errorf("phones (- expected, + found):\n%s", diff)
			}
			if diff := cmp.Diff(c.after, a.record.Notes); diff != "" {
				t.Errorf("notes (- expected, + found):\n%s", diff)
			}
		})
	}
}

// The engine's reasons are texts that phones share.
func TestReasonIsShared(t *testing.T) {
	texts := map[string]bool{}
	for n := 1; n <= 5; n++ {
		err := submitted(n, &engine.TaskFailedError{TaskID: int64(n), Status: -4})
		texts[reason(&converge.Error{PadCode: padCode(n), Err: err})] = true
		lost := submitted(n, &engine.UnknownTaskError{TaskID: int64(n), Waited: 30*time.Second + time.Duration(n)*time.Millisecond})
		texts[reason(&converge.Error{PadCode: padCode(n), Err: lost})] = true
	}
	if len(texts) != 2 {
		t.Errorf("the reasons are %v, expected two", texts)
	}
}
