package converge_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// Settings that leave are undone in reverse order, then the desired ones are set in
// order, regardless of the order of the job. The restart is last.
func TestOrderOfAJob(t *testing.T) {
	a := &convergetest.Account{}
	order := convergetest.Undo("AC1", setting.ByName("adb_enabled"), setting.ByName("proxy"))
	order.Desired, order.Restart = []converge.Desired{wantSpeed, wantZone}, true
	out := convergetest.Work(t, a, order)
	convergetest.Same(t, "changes", a.Changes,
		"AC1 "+armcloud.OpenADB.Name+` {"openStatus":0}`,
		`AC1 set the proxy {"enable":false}`,
		`AC1 set the time zone {"timeZone":"Europe/Berlin"}`,
		`AC1 set the bandwidth {"upBandwidth":5,"downBandwidth":10}`,
		"AC1 "+armcloud.Restart.Name+" ")
	convergetest.Same(t, "set", convergetest.Of(out.Set, converge.Done), "bandwidth", "time_zone")
	convergetest.Same(t, "undone", convergetest.Of(out.Undone, converge.Done), "adb_enabled", "proxy")
	if out.Failed() || out.Restarted.Kind != converge.Done || !out.Touched {
		t.Errorf("outcome: %+v", out)
	}
}

// An order without work sends nothing, and neither does one whose only work cannot
// be undone.
func TestNothingToDo(t *testing.T) {
	a := &convergetest.Account{Status: map[string]armcloud.PadStatus{"AC1": 11}}
	if out := convergetest.Work(t, a, converge.Order{PadCode: "AC1"}); out.Failed() || out.Touched {
		t.Errorf("outcome: %+v", out)
	}
	out := convergetest.Work(t, a, convergetest.Undo("AC1", setting.ByName("time_zone")))
	convergetest.Same(t, "changes", a.Changes)
	if out.Failed() || out.Touched {
		t.Errorf("outcome: %+v", out)
	}
}

// If one setting fails, the others are still set, but the instance isn't restarted.
// A failed setting differs from one that was never sent.
func TestOneSettingFails(t *testing.T) {
	a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{"AC1 set the time zone": armcloud.TaskFailed}}
	out := convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, wantSpeed, wantProxy}, Restart: true})
	convergetest.Same(t, "set", convergetest.Of(out.Set, converge.Done), "bandwidth", "proxy")
	convergetest.Same(t, "tried", convergetest.Of(out.Set, converge.Failed, converge.Indeterminate), "time_zone")
	convergetest.Same(t, "errors", convergetest.Failures(out), "time_zone: set the time zone")
	if len(a.Changes) != 3 || out.Restarted.Kind == converge.Done {
		t.Errorf("told %q, restarted: %v", a.Changes, out.Restarted.Kind)
	}
	var phone *engine.InstanceError
	if err := out.Errors[0]; !errors.As(err, &phone) || err.PadCode != "AC1" || !strings.Contains(err.Error(), "unable to set the time zone of AC1") {
		t.Errorf("error: %v", err)
	}
}

// Some errors would meet every further setting of the instance: they end the job. A
// refusal does not prove that the account does not have the instance.
func TestPermanentFailureEndsTheJob(t *testing.T) {
	refused := func(class armcloud.Class) *convergetest.Account {
		return &convergetest.Account{Refuse: map[string]*armcloud.Error{"AC1 set the time zone": {Class: class, Operation: armcloud.SetTimeZone, Message: "no"}}}
	}
	for class, goesOn := range map[armcloud.Class]bool{
		armcloud.ClassAuth: false, armcloud.ClassReadOnly: false, armcloud.ClassTransport: false,
		armcloud.ClassRejected: true, armcloud.ClassNotFound: true, armcloud.ClassAmbiguous: false,
	} {
		t.Run(class.String(), func(t *testing.T) {
			a := refused(class)
			out := convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, wantSpeed}})
			if sent := strings.Contains(strings.Join(a.Changes, "\n"), "bandwidth"); sent != goesOn {
				t.Errorf("the next setting was sent: %v, want %v", sent, goesOn)
			}
			if len(out.Errors) != 1 || out.Gone {
				t.Errorf("outcome: %+v", out)
			}
		})
	}
}

// Nothing is sent to an instance that is offline or gone. That is one error, and the
// settings count as not sent.
func TestInstanceOfflineOrGone(t *testing.T) {
	job := converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, wantSpeed}}
	a := &convergetest.Account{Status: map[string]armcloud.PadStatus{"AC1": 11}}
	out := convergetest.Work(t, a, job)
	var offline *engine.OfflineError
	if len(out.Errors) != 1 || !errors.As(out.Errors[0], &offline) || offline.Waited != time.Minute || out.Gone || out.Touched || !out.Offline() || len(convergetest.Of(out.Set, converge.Failed, converge.Indeterminate)) != 0 {
		t.Errorf("off line: %+v", out)
	}
	convergetest.Same(t, "changes", a.Changes)

	a = &convergetest.Account{Gone: map[string]bool{"AC1": true}}
	out = convergetest.Work(t, a, job)
	if len(out.Errors) != 1 || !out.Gone || out.Touched || out.Offline() {
		t.Errorf("gone: %+v", out)
	}
	convergetest.Same(t, "changes", a.Changes)
}

// If an instance goes offline during a job, nothing more is sent to it. It is
// checked again only after a failure.
func TestInstanceGoesOffline(t *testing.T) {
	a := &convergetest.Account{Status: map[string]armcloud.PadStatus{}, Fail: map[string]armcloud.TaskStatus{"AC1 set the time zone": armcloud.TaskTimedOut}}
	a.After = func(told string) { a.Status["AC1"] = 11 }
	out := convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, wantSpeed, wantProxy}})
	convergetest.Same(t, "changes", a.Changes, `AC1 set the time zone {"timeZone":"Europe/Berlin"}`)
	convergetest.Same(t, "tried", convergetest.Of(out.Set, converge.Failed, converge.Indeterminate), "time_zone")
	convergetest.Same(t, "errors", convergetest.Failures(out), "time_zone: set the time zone", "bandwidth: set the bandwidth")
	if out.Offline() {
		t.Error("got an outcome that is only offline, want one with another failure")
	}
}

// A change that was sent and not answered may have been made, also if the context
// ends at the same time. A change that was refused, the control, was not.
func TestUnansweredChangeIsIndeterminate(t *testing.T) {
	for class, kind := range map[armcloud.Class]converge.Kind{armcloud.ClassCanceled: converge.Indeterminate, armcloud.ClassRejected: converge.Refused} {
		for _, interrupted := range []bool{false, true} {
			ctx, cancel := context.WithCancel(t.Context())
			a := &convergetest.Account{Refuse: map[string]*armcloud.Error{"AC1 set the time zone": {Class: class, Operation: armcloud.SetTimeZone, Message: "no"}}}
			a.After = func(string) {
				if interrupted {
					cancel()
				}
			}
			out := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance).Apply(ctx, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone}})
			cancel()
			if got := out.Set["time_zone"].Kind; got != kind {
				t.Errorf("%s, interrupted %t: got kind %d, want %d", class, interrupted, got, kind)
			}
		}
	}
}

// The end of the context ends the job at once.
func TestJobCanceled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{"AC1 set the time zone": armcloud.TaskRunning}}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		out := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance).Apply(ctx, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantZone, wantSpeed}})
		var still *engine.StillRunningError
		if len(out.Errors) != 1 || !errors.As(out.Errors[0], &still) {
			t.Errorf("errors: %v", convergetest.Failures(out))
		}
		convergetest.Same(t, "tried", convergetest.Of(out.Set, converge.Failed, converge.Indeterminate), "time_zone")
		if len(a.Changes) != 1 {
			t.Errorf("told %q", a.Changes)
		}
	})
}

// What another resource has set in this run is neither taken back nor reset
// away; what the job's own owner has set is.
func TestOtherOwners(t *testing.T) {
	setBy := func(owner string) func(*ledger.Ledger) {
		return func(l *ledger.Ledger) { l.Set("AC1", "bandwidth", owner, nil) }
	}
	undo := convergetest.Undo("AC1", setting.ByName("bandwidth"))
	a := &convergetest.Account{}
	out := convergetest.Work(t, a, undo, setBy("other/2"))
	convergetest.Same(t, "undone", convergetest.Of(out.Undone, converge.Done), "bandwidth")
	convergetest.Same(t, "changes", a.Changes)
	convergetest.Work(t, a, undo, setBy("mine/1"))
	convergetest.Same(t, "changes", a.Changes, `AC1 set the bandwidth {"upBandwidth":0,"downBandwidth":0}`)

	a = &convergetest.Account{}
	out = convergetest.Work(t, a, converge.Order{PadCode: "AC1", Reset: true}, setBy("other/2"))
	convergetest.Same(t, "kept from a reset by", out.ResetPreventedBy, "other/2")
	convergetest.Same(t, "changes", a.Changes)
	out = convergetest.Work(t, a, converge.Order{PadCode: "AC1", Reset: true}, setBy("mine/1"))
	convergetest.Same(t, "kept from a reset by", out.ResetPreventedBy)
	convergetest.Same(t, "changes", a.Changes, "AC1 "+armcloud.Reset.Name+" ")

	out = convergetest.Work(t, &convergetest.Account{}, converge.Order{PadCode: "AC1", Desired: []converge.Desired{wantSpeed}}, setBy("other/2"))
	if len(out.Shared) != 1 || out.Shared[0].Setting.Name() != "bandwidth" || out.Shared[0].Other != "other/2" {
		t.Errorf("shared: %+v", out.Shared)
	}
}

// Many phones go on independently.
func TestInstancesAreIndependent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &convergetest.Account{Gone: map[string]bool{"AC2": true}}
		outcomes := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance).ApplyAll(t.Context(), []converge.Order{
			{PadCode: "AC1", Desired: []converge.Desired{wantSpeed}}, {PadCode: "AC2", Desired: []converge.Desired{wantSpeed}}, {PadCode: "AC3"},
		})
		convergetest.Same(t, "outcomes", convergetest.Names(outcomes, func(o converge.Report) string { return o.PadCode }), "AC1", "AC2", "AC3")
		if outcomes[0].Failed() || !outcomes[1].Gone || outcomes[2].Failed() {
			t.Errorf("outcomes: %+v", outcomes)
		}
	})
}

// countingAccount counts the changes that were submitted before the first query of tasks.
type countingAccount struct {
	*convergetest.Account
	before int
}

func (a *countingAccount) TasksBy(ctx context.Context, op *armcloud.Operation, ids []int64) ([]armcloud.Task, error) {
	if a.before == 0 {
		a.before = len(a.Changes)
	}
	return a.Account.TasksBy(ctx, op, ids)
}

// A very large fleet has a bounded number of instances under way. All of them converge,
// also behind one that fails.
func TestOrdersAtOnce(t *testing.T) {
	for _, test := range []struct{ atOnce, want int }{{10, 3}, {2, 2}} {
		synctest.Test(t, func(t *testing.T) {
			a := &countingAccount{Account: &convergetest.Account{Gone: map[string]bool{"AC1": true}}}
			c := converge.NewConverger(engine.New(a, engine.Options{}), &ledger.Ledger{}, engine.ReachPerInstance)
			c.SetAtOnce(test.atOnce)
			reports := c.ApplyAll(t.Context(), []converge.Order{
				{PadCode: "AC1", Desired: []converge.Desired{wantSpeed}}, {PadCode: "AC2", Desired: []converge.Desired{wantSpeed}},
				{PadCode: "AC3", Desired: []converge.Desired{wantSpeed}}, {PadCode: "AC4", Desired: []converge.Desired{wantSpeed}},
			})
			if a.before != test.want {
				t.Errorf("%d at once: got %d changes before the first query of tasks, want %d", test.atOnce, a.before, test.want)
			}
			for i, r := range reports {
				if gone := i == 0; r.Gone != gone || !gone && r.Failed() {
					t.Errorf("%d at once: got report %+v", test.atOnce, r)
				}
			}
		})
	}
}
