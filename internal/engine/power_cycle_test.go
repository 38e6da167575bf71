package engine

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// A power cycle has ended when the instance has stopped and runs again, however late
// it stops.
func TestAwaitPowerCycle(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(2)
		e := New(a, Options{})
		start := time.Now()
		time.AfterFunc(30*time.Second, func() { a.set("AC00000", armcloud.PadRestarting, true) })
		time.AfterFunc(40*time.Second, func() { a.set("AC00001", armcloud.PadRunning, true) })
		time.AfterFunc(2*time.Minute, func() {
			a.set("AC00000", armcloud.PadRunning, false)
			a.set("AC00001", armcloud.PadRunning, false)
		})
		noErrors(t, together([]string{"AC00000", "AC00001"}, func(code string) error { return e.AwaitPowerCycle(t.Context(), code) }))
		if took := time.Since(start); took < 2*time.Minute || took > 2*time.Minute+16*time.Second {
			t.Errorf("got %s, want two minutes", took)
		}
	})
}

// An instance of which the API does not say in which state it is has not stopped. The
// control is reported as offline.
func TestAwaitPowerCycleOfAnUnknownState(t *testing.T) {
	offline := false
	for name, c := range map[string]struct {
		row  armcloud.PadDetail
		want bool // whether it counts as stopped
	}{
		"no online":          {armcloud.PadDetail{Status: armcloud.PadRunning, OnlineOmitted: true}, false},
		"no status":          {armcloud.PadDetail{}, false},
		"offline (control)":  {armcloud.PadDetail{Status: armcloud.PadRunning, Online: &offline}, true},
		"starting (control)": {armcloud.PadDetail{Status: armcloud.PadBooting, OnlineOmitted: true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				start := time.Now()
				a.onDetails = func(_ int, _ armcloud.DetailFilter, page, rows int) (armcloud.Page[armcloud.PadDetail], error, bool) {
					row := c.row
					row.PadCode = "AC00000"
					got := armcloud.Page[armcloud.PadDetail]{Page: page, Rows: rows, Total: 1, Items: []armcloud.PadDetail{row}}
					return got, nil, time.Since(start) < time.Minute
				}
				err := New(a, Options{}).AwaitPowerCycle(t.Context(), "AC00000")
				var running *NotStoppedError
				if c.want != (err == nil) || c.want == errors.As(err, &running) {
					t.Errorf("got %v, want that it has stopped: %v", err, c.want)
				}
			})
		})
	}
}

// An instance that does not stop, or does not run again, is an error.
func TestAwaitPowerCycleFails(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		e := New(a, Options{})
		var running *NotStoppedError
		if err := e.AwaitPowerCycle(t.Context(), "AC00000"); !errors.As(err, &running) || running.Waited != stopTimeout {
			t.Errorf("got %v, want a NotStoppedError after %s", err, stopTimeout)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		a.set("AC00000", armcloud.PadRestarting, false)
		var still *StillRunningError
		if err := e.AwaitPowerCycle(ctx, "AC00000"); !errors.As(err, &still) {
			t.Errorf("got %v, want a StillRunningError", err)
		}
	})
}

// The task is reported when it was accepted, before it has ended, and not after a
// refusal.
func TestRunReporting(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := newAccount(1)
		e := New(a, Options{})
		start := time.Now()
		var reported int64
		var after time.Duration
		task, err := e.RunReporting(t.Context(), "AC00000", armcloud.SetBandwidth, nil, func(id int64) { reported, after = id, time.Since(start) })
		if err != nil || reported != task.ID || reported == 0 || after >= time.Since(start) {
			t.Errorf("got task %d reported after %s of %s, want task %d before its end: %v", reported, after, time.Since(start), task.ID, err)
		}
	})
}
