package converge_test

import (
	"context"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// A change whose response was lost is not sent again with another write-only value as
// long as it may take effect. The control has the same write-only value.
func TestLostChangeWithAnotherSecret(t *testing.T) {
	for name, changed := range map[string]bool{"another": true, "control": false} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{}
			inProcess(t, a, func(t *testing.T, c *converge.Converger) {
				d := wantProxy
				d.SecretChanged = changed
				h := converge.Holding{Settings: map[string]converge.Entry{"proxy": {Flight: &converge.Flight{
					Value: converge.Hash(d.Value), Sent: time.Now(), Repeatable: true,
				}}}}
				start := time.Now()
				out := c.Apply(t.Context(), order("mine/1", h, d))
				if waited := time.Since(start) >= converge.SettingTimeout; waited != changed || out.Failed() {
					t.Errorf("got waited %v and errors %v, want waited %v", waited, out.Errors, changed)
				}
				convergetest.Same(t, "changes", operations(a), "set the proxy")
			})
		})
	}
}

// An undo that has ended meanwhile is part of the report. The control is a change
// that has ended.
func TestEndedUndoIsReported(t *testing.T) {
	for name, c := range map[string]struct {
		value  string
		undone []string
	}{"undo": {"", []string{"bandwidth"}}, "control": {converge.Hash(wantSpeed.Value), nil}} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskDone}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				h := converge.Holding{Settings: map[string]converge.Entry{"bandwidth": {Flight: &converge.Flight{Value: c.value, Tasks: []int64{1}}}}}
				out := conv.Apply(t.Context(), order("mine/1", h, wantSpeed))
				convergetest.Same(t, "undone", convergetest.Of(out.Undone, converge.Done), c.undone...)
			})
		})
	}
}

// A setting that stays on the instance is forgotten, but not its change that is under
// way: the next change waits for it.
func TestReleaseKeepsWhatIsUnderWay(t *testing.T) {
	h := applied(wantZone)
	h.Settings["bandwidth"] = converge.Entry{Flight: &converge.Flight{Value: converge.Hash(wantSpeed.Value), Tasks: []int64{1}}}
	h = converge.Release(h, []converge.Desired{wantZone}, true, order("", h).Setting)
	if _, known := h.Settings["bandwidth"]; known || len(h.Unfinished()) > 0 {
		t.Errorf("got %+v, want the bandwidth forgotten", h)
	}
	a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskRunning}}
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		left := c.Apply(ctx, order("mine/1", h, wantZone, wantProxy)).Holding
		convergetest.Same(t, "changes while the task runs", operations(a))
		a.Ends[0] = armcloud.TaskDone
		out := c.Apply(t.Context(), order("mine/1", left, wantZone, wantProxy))
		convergetest.Same(t, "changes", operations(a), "set the proxy")
		if len(out.Holding.Running()) > 0 {
			t.Errorf("got running tasks %v, want none", out.Holding.Running())
		}
	})
}
