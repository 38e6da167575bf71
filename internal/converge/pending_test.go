package converge_test

import (
	"context"
	"encoding/json"
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

// A task that an earlier process has left running is waited for before
// anything is sent, however it ends; without one, the change is sent at once.
func TestPendingTaskIsWaitedForFirst(t *testing.T) {
	for name, end := range map[string]armcloud.TaskStatus{"done": armcloud.TaskDone, "failed": armcloud.TaskFailed} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskRunning}}
				c := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance)
				if out := c.Apply(t.Context(), converge.Order{PadCode: "AC2", Desired: []converge.Desired{wantSpeed}}); out.Failed() {
					t.Fatalf("control: %v", out.Errors)
				}
				convergetest.Same(t, "control: told", a.Changes, `AC2 set the bandwidth {"upBandwidth":5,"downBandwidth":10}`)

				a.Changes = nil
				done := make(chan converge.Report, 1)
				go func() {
					done <- c.Apply(t.Context(), converge.Order{PadCode: "AC1", Holding: converge.Holding{Tasks: []int64{1}}, Desired: []converge.Desired{wantSpeed}})
				}()
				<-time.After(time.Minute)
				a.Mu.Lock()
				convergetest.Same(t, "told while the old task runs", a.Changes)
				a.Ends[0] = end
				a.Mu.Unlock()
				out := <-done
				if out.Failed() || len(out.Holding.Running()) != 0 {
					t.Errorf("outcome: %+v", out)
				}
				convergetest.Same(t, "told", a.Changes, `AC1 set the bandwidth {"upBandwidth":5,"downBandwidth":10}`)
			})
		})
	}
}

// A wait that is given up leaves the task pending, the old one as well as one
// of its own.
func TestPendingTaskStaysPendingAfterCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskRunning}}
		c := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out := c.Apply(ctx, converge.Order{PadCode: "AC1", Holding: converge.Holding{Tasks: []int64{1}}, Desired: []converge.Desired{wantSpeed}})
		if len(out.Holding.Running()) != 1 || out.Holding.Running()[0] != 1 || out.Touched {
			t.Errorf("outcome: %+v", out)
		}
		convergetest.Same(t, "told", a.Changes)

		a.Fail = map[string]armcloud.TaskStatus{"AC2 set the bandwidth": armcloud.TaskRunning}
		ctx, cancel = context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out = c.Apply(ctx, converge.Order{PadCode: "AC2", Desired: []converge.Desired{wantSpeed}})
		if len(out.Holding.Running()) != 1 || out.Holding.Running()[0] != 2 || !out.Touched {
			t.Errorf("outcome of its own task: %+v", out)
		}
	})
}

// The holding keeps the id of an app until its undo is done: the next apply may no
// longer know it. If the id was never known, the control, the undo has none.
func TestFailedUndoKeepsTheAppID(t *testing.T) {
	const name = "apps/com.example.kiosk"
	known := func(string) converge.Value { return setting.App{ID: 101} }
	with := `AC1 uninstall the app {"apps":[{"appId":101,"appName":"com.example.kiosk","pkgName":"com.example.kiosk"}]}`
	without := `AC1 uninstall the app {"apps":[{"pkgName":"com.example.kiosk"}]}`
	for title, c := range map[string]struct {
		fail    func(a *convergetest.Account)
		current func(string) converge.Value
		want    string
	}{
		"failed": {func(a *convergetest.Account) {
			a.Fail = map[string]armcloud.TaskStatus{"AC1 uninstall the app": armcloud.TaskFailed}
		}, known, with},
		"refused": {func(a *convergetest.Account) {
			a.Refuse = map[string]*armcloud.Error{"AC1 uninstall the app": {Class: armcloud.ClassRejected, Message: "no"}}
		}, known, with},
		"offline": {func(a *convergetest.Account) { a.Status = map[string]armcloud.PadStatus{"AC1": 11} }, known, with},
		"never known (control)": {func(a *convergetest.Account) {
			a.Fail = map[string]armcloud.TaskStatus{"AC1 uninstall the app": armcloud.TaskFailed}
		}, nil, without},
	} {
		t.Run(title, func(t *testing.T) {
			a := &convergetest.Account{}
			c.fail(a)
			order := converge.Order{
				PadCode: "AC1", Setting: setting.ByName, Current: c.current,
				Holding: converge.Holding{Settings: map[string]converge.Entry{name: {Applied: "x", Requested: "x"}}},
			}
			out := convergetest.Work(t, a, order)
			if !out.Failed() {
				t.Fatal("got success, want a failed undo")
			}
			text, err := json.Marshal(out.Holding)
			if err != nil {
				t.Fatal(err)
			}
			var next converge.Holding
			if err := json.Unmarshal(text, &next); err != nil {
				t.Fatal(err)
			}
			order.Holding, order.Current = next, nil
			again := &convergetest.Account{}
			if out := convergetest.Work(t, again, order); out.Failed() || len(out.Holding.Settings) != 0 {
				t.Errorf("got %+v, want the app undone", out)
			}
			convergetest.Same(t, "changes", again.Changes, c.want)
		})
	}
	if h := converge.NotBegun(converge.Order{
		PadCode: "AC1", Setting: setting.ByName, Current: known,
		Holding: converge.Holding{Settings: map[string]converge.Entry{name: {Applied: "x"}}},
	}).Holding; h.Settings[name].Undo != "101" {
		t.Errorf("not begun: got %+v, want the id of the app", h)
	}
}
