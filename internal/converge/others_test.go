package converge_test

import (
	"context"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// A task that another resource has left running in the same process is waited for
// before anything is sent. The control is the end of that task.
func TestTaskOfAnotherResourceIsAwaited(t *testing.T) {
	a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{"AC1 set the bandwidth": armcloud.TaskRunning}}
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if first := c.Apply(ctx, order("mine/1", converge.Holding{}, wantSpeed)); len(first.Holding.Running()) != 1 {
			t.Fatalf("control: got running tasks %v, want one", first.Holding.Running())
		}
		done := make(chan converge.Report, 1)
		go func() { done <- c.Apply(t.Context(), order("other/2", converge.Holding{}, wantZone)) }()
		<-time.After(time.Minute)
		a.Mu.Lock()
		convergetest.Same(t, "changes while the task runs", operations(a), "set the bandwidth")
		a.Ends[0] = armcloud.TaskDone
		a.Mu.Unlock()
		if out := <-done; out.Failed() || len(out.Holding.Running()) != 0 {
			t.Errorf("got %+v, want no errors and no running tasks", out.Outcome)
		}
		convergetest.Same(t, "changes", operations(a), "set the bandwidth", "set the time zone")
	})
}

// After an erasure, what another resource has set is sent again, but not what was
// refused. Properties that need a restart get one.
func TestSettingsOfOthersAfterAnErasure(t *testing.T) {
	for name, c := range map[string]struct {
		others []converge.Desired
		refuse string
		sent   []string
		lost   bool
	}{
		"app":         {others: []converge.Desired{wantApp}, sent: []string{"install the app"}},
		"refused app": {others: []converge.Desired{wantApp}, refuse: "install the app"},
		"image":       {others: []converge.Desired{wantImage}},
		"properties":  {others: []converge.Desired{wantPersistent}, sent: []string{"change the properties", "restart the instance", "change the properties"}},
		"bandwidth":   {others: []converge.Desired{wantSpeed}, sent: []string{"set the bandwidth"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Refuse: refused(c.refuse)}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				conv.Apply(t.Context(), order("other/2", converge.Holding{}, c.others...))
				a.Changes, a.Refuse = nil, nil
				out := conv.Apply(t.Context(), order("mine/1", converge.Holding{}, wantWipe))
				convergetest.Same(t, "changes", operations(a), append([]string{"change the image"}, c.sent...)...)
				if out.Failed() || out.OthersLost {
					t.Errorf("got errors %v and others lost %v, want neither", out.Errors, out.OthersLost)
				}
			})
		})
	}
}

// An erasure loses no image, so that of another resource is not sent again. The control
// is a setting that is lost.
func TestImageOfAnotherResourceAfterAnErasure(t *testing.T) {
	a := &convergetest.Account{}
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		c.Apply(t.Context(), order("other/2", converge.Holding{}, wantImage, wantSpeed))
		a.Changes = nil
		reset := converge.Holding{Reset: &converge.Flight{Long: true}}
		if out := c.Apply(t.Context(), order("mine/1", reset, wantZone)); out.Failed() || out.OthersLost {
			t.Errorf("got errors %v and others lost %v, want neither", out.Errors, out.OthersLost)
		}
		convergetest.Same(t, "changes", operations(a), "set the time zone", "set the bandwidth")
	})
}

// If a resource sets what another one has set too, and is refused after it has
// erased the instance, the value of the other one is sent again.
func TestSharedSettingIsRefusedAfterAnErasure(t *testing.T) {
	a := &convergetest.Account{}
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		c.Apply(t.Context(), order("other/2", converge.Holding{}, wantSpeed))
		a.Changes = nil
		a.After = func(change string) {
			if len(a.Changes) == 2 {
				a.Refuse = refused("set the bandwidth")
			} else {
				a.Refuse = nil
			}
		}
		out := c.Apply(t.Context(), order("mine/1", converge.Holding{}, wantWipe, wantSpeed))
		convergetest.Same(t, "changes", operations(a), "change the image", "set the bandwidth", "set the bandwidth")
		if len(out.Errors) != 1 || !out.OthersLost {
			t.Errorf("got errors %v and others lost %v, want the refusal and true", out.Errors, out.OthersLost)
		}
	})
}

// A change for another resource whose end was not seen is waited for by the next
// apply.
func TestChangeForAnotherResourceIsAwaited(t *testing.T) {
	a := &convergetest.Account{}
	var left converge.Holding
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		c.Apply(t.Context(), order("other/2", converge.Holding{}, wantSpeed))
		a.Fail = map[string]armcloud.TaskStatus{"AC1 set the bandwidth": armcloud.TaskRunning}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		left = c.Apply(ctx, order("mine/1", converge.Holding{}, wantWipe)).Holding
	})
	a.Changes = nil
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		c.Apply(ctx, order("mine/1", left, wantWipe, wantZone))
		convergetest.Same(t, "changes while the task runs", operations(a))
		a.Mu.Lock()
		a.Ends[len(a.Ends)-1] = armcloud.TaskDone
		a.Mu.Unlock()
		c.Apply(t.Context(), order("mine/1", left, wantWipe, wantZone))
		convergetest.Same(t, "changes", operations(a), "set the time zone")
	})
}

// A setting that is left to another resource may have been undone before, if the end
// of an earlier undo was not seen. The control is a setting that was never undone.
func TestEarlierUndoOfASettingThatIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		entry converge.Entry
		maybe []string
	}{
		"undone before": {converge.Entry{}, []string{"bandwidth"}},
		"control":       {converge.Entry{Applied: converge.Hash(wantSpeed.Value)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			o := order("mine/1", converge.Holding{Settings: map[string]converge.Entry{"bandwidth": c.entry}})
			o.Others = map[string][]string{"bandwidth": {"other/2"}}
			a := &convergetest.Account{}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				out := conv.Apply(t.Context(), o)
				convergetest.Same(t, "kept", out.Kept, "bandwidth")
				convergetest.Same(t, "maybe undone", out.MaybeUndone, c.maybe...)
				convergetest.Same(t, "changes", operations(a))
			})
		})
	}
}
