package converge_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
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
