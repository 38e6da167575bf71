package setting

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// Wanted values of the tests.
var (
	wantZone  = Wanted{Setting: timeZone, Value: TimeZone{Name: "Europe/Berlin"}}
	wantSpeed = Wanted{Setting: bandwidth, Value: Bandwidth{UploadMbps: 5, DownloadMbps: 10}}
	wantProxy = Wanted{Setting: proxy, Value: Proxy{}}
)

// work does a job on an account in a bubble with a clock of its own.
func work(t *testing.T, a *account, job Job, before ...func(*ledger.Ledger)) Outcome {
	t.Helper()
	var out Outcome
	synctest.Test(t, func(t *testing.T) {
		var l ledger.Ledger
		for _, f := range before {
			f(&l)
		}
		job.Owner = "mine/1"
		out = NewConverger(a.engine(), &l, engine.ReachPerInstance).Phone(t.Context(), job)
	})
	return out
}

// A phone is told what leaves in reverse order, then what it should have in
// order, whatever order the job has, and is restarted last.
func TestPhoneOrder(t *testing.T) {
	a := &account{}
	out := work(t, a, Job{PadCode: "AC1", Undo: []Setting{bandwidth, proxy}, Set: []Wanted{wantSpeed, wantZone}, Restart: true})
	same(t, "told", a.told,
		`AC1 set the proxy {"enable":false}`,
		`AC1 set the bandwidth {"upBandwidth":0,"downBandwidth":0}`,
		`AC1 set the time zone {"timeZone":"Europe/Berlin"}`,
		`AC1 set the bandwidth {"upBandwidth":5,"downBandwidth":10}`,
		"AC1 "+armcloud.Restart.Name+" ")
	same(t, "set", out.Set, "time_zone", "bandwidth")
	same(t, "undone", out.Undone, "proxy", "bandwidth")
	if out.Failed() || !out.Restarted || !out.Touched {
		t.Errorf("outcome: %+v", out)
	}
}

// A job without work asks nothing; one whose only work cannot be taken back
// asks nothing either, and calls it undone.
func TestPhoneNothingToDo(t *testing.T) {
	a := &account{status: map[string]armcloud.PadStatus{"AC1": 11}}
	if out := work(t, a, Job{PadCode: "AC1"}); out.Failed() || out.Touched {
		t.Errorf("outcome: %+v", out)
	}
	out := work(t, a, Job{PadCode: "AC1", Undo: []Setting{timeZone}})
	same(t, "undone", out.Undone, "time_zone")
	same(t, "told", a.told)
	if out.Failed() || out.Touched {
		t.Errorf("outcome: %+v", out)
	}
}

// One setting that fails does not keep the others from the phone, but keeps it
// from a restart. What was tried is told apart from what never was.
func TestPhoneFailsInPart(t *testing.T) {
	a := &account{fail: map[string]armcloud.TaskStatus{"AC1 set the time zone": armcloud.TaskFailed}}
	out := work(t, a, Job{PadCode: "AC1", Set: []Wanted{wantZone, wantSpeed, wantProxy}, Restart: true})
	same(t, "set", out.Set, "bandwidth", "proxy")
	same(t, "tried", out.Tried, "time_zone")
	same(t, "errors", failures(out), "time_zone: set the time zone")
	if len(a.told) != 3 || out.Restarted {
		t.Errorf("told %q, restarted: %v", a.told, out.Restarted)
	}
	var phone *engine.InstanceError
	if err := out.Errors[0]; !errors.As(err, &phone) || err.PadCode != "AC1" || !strings.Contains(err.Error(), "unable to set the time zone of AC1") {
		t.Errorf("error: %v", err)
	}
}

// Some errors would meet every further setting of the phone: they end the job.
func TestPhoneHopeless(t *testing.T) {
	refused := func(class armcloud.Class) *account {
		return &account{refuse: map[string]*armcloud.Error{"AC1 set the time zone": {Class: class, Operation: armcloud.SetTimeZone, Message: "no"}}}
	}
	for class, goesOn := range map[armcloud.Class]bool{
		armcloud.ClassAuth: false, armcloud.ClassReadOnly: false, armcloud.ClassNotFound: false, armcloud.ClassTransport: false,
		armcloud.ClassRejected: true, armcloud.ClassAmbiguous: true,
	} {
		t.Run(class.String(), func(t *testing.T) {
			a := refused(class)
			out := work(t, a, Job{PadCode: "AC1", Set: []Wanted{wantZone, wantSpeed}})
			if sent := strings.Contains(strings.Join(a.told, "\n"), "bandwidth"); sent != goesOn {
				t.Errorf("the next setting was sent: %v, want %v", sent, goesOn)
			}
			if len(out.Errors) != 1 || out.Gone != (class == armcloud.ClassNotFound) {
				t.Errorf("outcome: %+v", out)
			}
		})
	}
}

// A phone that is off line or gone is told nothing; it is one error, and the
// settings count as never tried.
func TestPhoneNotThere(t *testing.T) {
	job := Job{PadCode: "AC1", Set: []Wanted{wantZone, wantSpeed}}
	a := &account{status: map[string]armcloud.PadStatus{"AC1": 11}}
	out := work(t, a, job)
	var offline *engine.OfflineError
	if len(out.Errors) != 1 || !errors.As(out.Errors[0], &offline) || offline.Waited != time.Minute || out.Gone || out.Touched || len(out.Tried) != 0 {
		t.Errorf("off line: %+v", out)
	}
	same(t, "told", a.told)

	a = &account{gone: map[string]bool{"AC1": true}}
	out = work(t, a, job)
	if len(out.Errors) != 1 || !out.Gone || out.Touched {
		t.Errorf("gone: %+v", out)
	}
	same(t, "told", a.told)
}

// A phone that goes off line while it is told is sent nothing more; it is
// looked at again after a failure, and while all goes well it is not.
func TestPhoneGoesOffline(t *testing.T) {
	a := &account{status: map[string]armcloud.PadStatus{}, fail: map[string]armcloud.TaskStatus{"AC1 set the time zone": armcloud.TaskTimedOut}}
	a.after = func(told string) { a.status["AC1"] = 11 }
	out := work(t, a, Job{PadCode: "AC1", Set: []Wanted{wantZone, wantSpeed, wantProxy}})
	same(t, "told", a.told, `AC1 set the time zone {"timeZone":"Europe/Berlin"}`)
	same(t, "tried", out.Tried, "time_zone")
	same(t, "errors", failures(out), "time_zone: set the time zone", "bandwidth: set the bandwidth")
}

// The end of the context ends the job at once.
func TestPhoneCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{fail: map[string]armcloud.TaskStatus{"AC1 set the time zone": armcloud.TaskRunning}}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		out := NewConverger(a.engine(), &ledger.Ledger{}, engine.ReachPerInstance).Phone(ctx, Job{PadCode: "AC1", Set: []Wanted{wantZone, wantSpeed}})
		var still *engine.StillRunningError
		if len(out.Errors) != 1 || !errors.As(out.Errors[0], &still) {
			t.Errorf("errors: %v", failures(out))
		}
		same(t, "tried", out.Tried, "time_zone")
		if len(a.told) != 1 {
			t.Errorf("told %q", a.told)
		}
	})
}

// What another resource has set in this run is neither taken back nor reset
// away; what the job's own owner has set is.
func TestPhoneOthers(t *testing.T) {
	setBy := func(owner string) func(*ledger.Ledger) {
		return func(l *ledger.Ledger) { l.Set("AC1", "bandwidth", owner) }
	}
	undo := Job{PadCode: "AC1", Undo: []Setting{bandwidth}}
	a := &account{}
	out := work(t, a, undo, setBy("other/2"))
	same(t, "undone", out.Undone, "bandwidth")
	same(t, "told", a.told)
	work(t, a, undo, setBy("mine/1"))
	same(t, "told", a.told, `AC1 set the bandwidth {"upBandwidth":0,"downBandwidth":0}`)

	a = &account{}
	out = work(t, a, Job{PadCode: "AC1", Reset: true}, setBy("other/2"))
	same(t, "kept from a reset by", out.NotReset, "other/2")
	same(t, "told", a.told)
	out = work(t, a, Job{PadCode: "AC1", Reset: true}, setBy("mine/1"))
	same(t, "kept from a reset by", out.NotReset)
	same(t, "told", a.told, "AC1 "+armcloud.Reset.Name+" ")

	out = work(t, &account{}, Job{PadCode: "AC1", Set: []Wanted{wantSpeed}}, setBy("other/2"))
	if len(out.Shared) != 1 || out.Shared[0].Setting.Name() != "bandwidth" || out.Shared[0].Other != "other/2" {
		t.Errorf("shared: %+v", out.Shared)
	}
}

// Many phones go on independently.
func TestPhonesIndependent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{gone: map[string]bool{"AC2": true}}
		outcomes := NewConverger(a.engine(), &ledger.Ledger{}, engine.ReachPerInstance).Phones(t.Context(), []Job{
			{PadCode: "AC1", Set: []Wanted{wantSpeed}}, {PadCode: "AC2", Set: []Wanted{wantSpeed}}, {PadCode: "AC3"},
		})
		same(t, "outcomes", names(outcomes, func(o Outcome) string { return o.PadCode }), "AC1", "AC2", "AC3")
		if outcomes[0].Failed() || !outcomes[1].Gone || outcomes[2].Failed() {
			t.Errorf("outcomes: %+v", outcomes)
		}
	})
}
