package converge_test

import (
	"context"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// A restart that is requested while an earlier one is under way is carried out after
// it, also if the apply that requested it ran out of time. The control requests
// none.
func TestRestartIsRequestedDuringAnother(t *testing.T) {
	for name, requested := range map[string]bool{"requested": true, "control": false} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskRunning}}
			inProcess(t, a, func(t *testing.T, c *converge.Converger) {
				o := order("mine/1", converge.Holding{Restart: &converge.Restart{Flight: &converge.Flight{Tasks: []int64{1}, Long: true}}})
				o.Restart = requested
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				left := c.Apply(ctx, o).Holding
				convergetest.Same(t, "changes while the earlier restart runs", operations(a))
				a.Ends[0] = armcloud.TaskDone
				out := c.Apply(t.Context(), order("mine/1", left))
				want := []string(nil)
				if requested {
					want = []string{"restart the instance"}
				}
				convergetest.Same(t, "changes", operations(a), want...)
				if out.Failed() || len(out.Holding.Unfinished()) > 0 {
					t.Errorf("got errors %v and unfinished %v, want none", out.Errors, out.Holding.Unfinished())
				}
			})
		})
	}
}

// What a restart loses is not known to be there after a restart by an image, if the
// restart that was requested too is refused. The control loses nothing.
func TestRefusedRestartAfterAnImage(t *testing.T) {
	for name, c := range map[string]struct {
		d    converge.Desired
		lost bool
	}{"volatile": {wantVolatile, true}, "control": {wantSpeed, false}} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Refuse: refused("restart the instance")}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				o := order("mine/1", applied(c.d), wantImage, c.d)
				o.Restart = true
				out := conv.Apply(t.Context(), o)
				if e := out.Holding.Settings[c.d.Setting.Name()]; e.Has("") == c.lost || len(out.Errors) != 1 {
					t.Errorf("got entry %+v and errors %v, want it unknown: %v", e, out.Errors, c.lost)
				}
			})
		})
	}
}

// A change that restarts the instance and whose end is not seen counts as a restart:
// when it is sent, and when it is waited for. The control restarts nothing.
func TestUnseenEndOfARestartingChange(t *testing.T) {
	for name, c := range map[string]struct {
		d      converge.Desired
		change string
		reboot bool
	}{
		"image":   {wantImage, "change the image", true},
		"control": {wantSpeed, "set the bandwidth", false},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{"AC1 " + c.change: armcloud.TaskRunning}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				out := conv.Apply(ctx, order("mine/1", converge.Holding{}, c.d))
				if out.Rebooted != c.reboot {
					t.Errorf("running: got rebooted %v, want %v", out.Rebooted, c.reboot)
				}
				a.Ends[0], a.Fail = armcloud.TaskDone, nil
				lost := out.Holding
				lost.Settings[c.d.Setting.Name()].Flight.Tasks = nil
				lost.Settings[c.d.Setting.Name()].Flight.Sent = time.Time{}
				if out := conv.Apply(t.Context(), order("mine/1", lost)); out.Rebooted != c.reboot {
					t.Errorf("lost: got rebooted %v, want %v", out.Rebooted, c.reboot)
				}
			})
		})
	}
}

// A resource that leaves does not carry out a restart that was requested before, and
// does not forget it if it cannot leave. The control stays.
func TestLeavingResourceRestartsNothing(t *testing.T) {
	for name, c := range map[string]struct {
		deleting bool
		refuse   string
		sent     []string
		left     []string
	}{
		"leaves":       {deleting: true, sent: []string{"set the bandwidth"}, left: []string{"restart"}},
		"cannot leave": {deleting: true, refuse: "set the bandwidth", sent: []string{"set the bandwidth"}, left: []string{"restart"}},
		"control":      {sent: []string{"set the bandwidth", "restart the instance"}},
	} {
		t.Run(name, func(t *testing.T) {
			h := applied(wantSpeed)
			h.Restart = &converge.Restart{Requested: true}
			o := order("mine/1", h)
			o.Deleting = c.deleting
			a := &convergetest.Account{Refuse: refused(c.refuse)}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				out := conv.Apply(t.Context(), o)
				convergetest.Same(t, "changes", operations(a), c.sent...)
				convergetest.Same(t, "unfinished", out.Holding.Unfinished(), c.left...)
			})
		})
	}
}
