package setting

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// A task that an earlier process has left running is waited for before
// anything is sent, however it ends; without one, the change is sent at once.
func TestPendingTaskIsWaitedForFirst(t *testing.T) {
	for name, end := range map[string]armcloud.TaskStatus{"done": armcloud.TaskDone, "failed": armcloud.TaskFailed} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &account{ends: []armcloud.TaskStatus{armcloud.TaskRunning}}
				c := NewConverger(a.engine(), &ledger.Ledger{}, engine.ReachPerInstance)
				if out := c.Phone(t.Context(), Job{PadCode: "AC2", Set: []Wanted{wantSpeed}}); out.Failed() {
					t.Fatalf("control: %v", out.Errors)
				}
				same(t, "control: told", a.told, `AC2 set the bandwidth {"upBandwidth":5,"downBandwidth":10}`)

				a.told = nil
				done := make(chan Outcome, 1)
				go func() {
					done <- c.Phone(t.Context(), Job{PadCode: "AC1", Pending: []int64{1}, Set: []Wanted{wantSpeed}})
				}()
				<-time.After(time.Minute)
				a.mu.Lock()
				same(t, "told while the old task runs", a.told)
				a.ends[0] = end
				a.mu.Unlock()
				out := <-done
				if out.Failed() || len(out.Pending) != 0 {
					t.Errorf("outcome: %+v", out)
				}
				same(t, "told", a.told, `AC1 set the bandwidth {"upBandwidth":5,"downBandwidth":10}`)
			})
		})
	}
}

// A wait that is given up leaves the task pending, the old one as well as one
// of its own.
func TestPendingTaskStaysPendingAfterCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &account{ends: []armcloud.TaskStatus{armcloud.TaskRunning}}
		c := NewConverger(a.engine(), &ledger.Ledger{}, engine.ReachPerInstance)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out := c.Phone(ctx, Job{PadCode: "AC1", Pending: []int64{1}, Set: []Wanted{wantSpeed}})
		if len(out.Pending) != 1 || out.Pending[0] != 1 || out.Touched {
			t.Errorf("outcome: %+v", out)
		}
		same(t, "told", a.told)

		a.fail = map[string]armcloud.TaskStatus{"AC2 set the bandwidth": armcloud.TaskRunning}
		ctx, cancel = context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out = c.Phone(ctx, Job{PadCode: "AC2", Set: []Wanted{wantSpeed}})
		if len(out.Pending) != 1 || out.Pending[0] != 2 || !out.Touched {
			t.Errorf("outcome of its own task: %+v", out)
		}
	})
}
