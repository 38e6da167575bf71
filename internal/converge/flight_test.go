package converge_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// As long as a change whose response was lost may take effect, nothing is sent to the
// instance: neither the change again nor another setting. The control is a change that
// must have ended.
func TestLostChangeIsWaitedFor(t *testing.T) {
	for name, waits := range map[string]bool{"under way": true, "control": false} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{}
			inProcess(t, a, func(t *testing.T, c *converge.Converger) {
				sent := time.Now()
				if !waits {
					sent = sent.Add(-converge.SettingTimeout)
				}
				h := converge.Holding{Settings: map[string]converge.Entry{"proxy": {Flight: &converge.Flight{Value: converge.Hash(wantProxy.Value), Sent: sent}}}}
				ctx, cancel := context.WithTimeout(t.Context(), converge.SettingTimeout/2)
				defer cancel()
				out := c.Apply(ctx, order("mine/1", h, wantSpeed, wantProxy))
				if out.Failed() != waits {
					t.Errorf("got errors %v, want errors %v", out.Errors, waits)
				}
				if !waits {
					convergetest.Same(t, "changes", operations(a), "set the bandwidth", "set the proxy")
					return
				}
				convergetest.Same(t, "changes", operations(a))
				out = c.Apply(t.Context(), order("mine/1", out.Holding, wantSpeed, wantProxy))
				if waited := time.Since(sent); waited < converge.SettingTimeout || out.Failed() {
					t.Errorf("got waited %s and errors %v, want %s", waited, out.Errors, converge.SettingTimeout)
				}
				convergetest.Same(t, "changes", operations(a), "set the bandwidth", "set the proxy")
			})
		})
	}
}

// A change that is safe to repeat and still desired is sent again, before anything else
// and after a pause in which its task can end. The controls are one that is not safe to
// repeat, and one of which another value is desired.
func TestLostChangeIsSentAgainFirst(t *testing.T) {
	for name, c := range map[string]struct {
		flight  converge.Flight
		pause   time.Duration
		changes []string
	}{
		"repeatable":     {converge.Flight{Value: converge.Hash(wantProxy.Value), Repeatable: true}, armcloud.LostTaskPause, []string{"set the proxy", "set the bandwidth"}},
		"not repeatable": {converge.Flight{Value: converge.Hash(wantProxy.Value)}, converge.SettingTimeout, []string{"set the bandwidth", "set the proxy"}},
		"another value":  {converge.Flight{Value: "another", Repeatable: true}, converge.SettingTimeout, []string{"set the bandwidth", "set the proxy"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				sent := time.Now()
				c.flight.Sent = sent
				h := converge.Holding{Settings: map[string]converge.Entry{"proxy": {Flight: &c.flight}}}
				out := conv.Apply(t.Context(), order("mine/1", h, wantSpeed, wantProxy))
				if waited := time.Since(sent); waited < c.pause || waited > c.pause+time.Minute || out.Failed() {
					t.Errorf("got waited %s and errors %v, want %s", waited, out.Errors, c.pause)
				}
				convergetest.Same(t, "changes", operations(a), c.changes...)
			})
		})
	}
}

// A lost change of a write-only value is sent again like any other, also by a new object,
// which knows of no value that was sent. The controls are another value, which the lost
// change could replace later, and one of which it is not known what was sent.
func TestLostSecretIsSentAgainFirst(t *testing.T) {
	for name, c := range map[string]struct {
		lost    string
		changed bool
		pause   time.Duration
	}{
		"same, known":   {"a", false, armcloud.LostTaskPause},
		"same":          {"a", true, armcloud.LostTaskPause},
		"another value": {"b", true, converge.SettingTimeout},
		"unknown":       {"", true, converge.SettingTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Refuse: map[string]*armcloud.Error{"AC1 set the proxy": {Class: armcloud.ClassAmbiguous, Message: "lost"}}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				d, sent := wantProxy, time.Now()
				d.Secret = c.lost
				h := conv.Apply(t.Context(), order("mine/1", converge.Holding{}, d)).Holding
				a.Refuse, a.Changes = nil, nil
				d.Secret, d.SecretChanged = "a", c.changed
				out := conv.Apply(t.Context(), order("mine/1", h, d))
				if waited := time.Since(sent); waited < c.pause || waited > c.pause+time.Minute || out.Failed() {
					t.Errorf("got waited %s and errors %v, want %s", waited, out.Errors, c.pause)
				}
				convergetest.Same(t, "changes", operations(a), "set the proxy")
			})
		})
	}
}

// A note of a change without a response does not keep a resource waiting once its owner
// has settled the change in this process. The control is an owner that has not.
func TestSettledChangeIsNotWaitedFor(t *testing.T) {
	for name, settles := range map[string]bool{"settled": true, "control": false} {
		t.Run(name, func(t *testing.T) {
			inProcess(t, &convergetest.Account{}, func(t *testing.T, c *converge.Converger) {
				begun := time.Now()
				if settles {
					h := converge.Holding{Settings: map[string]converge.Entry{"proxy": {Flight: &converge.Flight{
						Value: converge.Hash(wantProxy.Value), Sent: begun, Repeatable: true,
					}}}}
					c.Apply(t.Context(), order("first/1", h, wantProxy))
				}
				until := begun.Add(converge.SettingTimeout)
				out := c.Apply(t.Context(), order("second/1", converge.Holding{Until: until}, wantSpeed))
				if waited := !time.Now().Before(until); waited == settles || out.Failed() {
					t.Errorf("got waited %v and errors %v, want waited %v", waited, out.Errors, !settles)
				}
			})
		})
	}
}

// A resource that waits for a change of another one without a response lets that one come
// first, also if it began to wait before. A third one, which has no note of the change,
// waits too. The control is a process in which the other one does nothing.
func TestOwnerOfALostChangeComesFirst(t *testing.T) {
	for name, settles := range map[string]bool{"settles": true, "control": false} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{}
			inProcess(t, a, func(t *testing.T, c *converge.Converger) {
				begun := time.Now()
				done := make(chan time.Duration, 2)
				apply := func(o converge.Order) {
					if out := c.Apply(t.Context(), o); out.Failed() {
						t.Errorf("%s: got errors %v, want none", o.Owner, out.Errors)
					}
					done <- time.Since(begun)
				}
				go apply(order("noted/1", converge.Holding{Until: begun.Add(converge.SettingTimeout)}, wantSpeed))
				<-time.After(time.Second)
				go apply(order("new/1", converge.Holding{}, wantZone))
				<-time.After(time.Second)
				want := converge.SettingTimeout
				changes := []string{"set the bandwidth", "set the time zone"}
				if settles {
					h := converge.Holding{Settings: map[string]converge.Entry{"proxy": {Flight: &converge.Flight{
						Value: converge.Hash(wantProxy.Value), Sent: begun, Repeatable: true,
					}}}}
					if out := c.Apply(t.Context(), order("owner/1", h, wantProxy)); out.Failed() {
						t.Errorf("owner: got errors %v, want none", out.Errors)
					}
					want, changes = armcloud.LostTaskPause, append([]string{"set the proxy"}, changes...)
				}
				for range 2 {
					if waited := <-done; waited < want || waited > want+time.Minute {
						t.Errorf("got waited %s, want %s", waited, want)
					}
				}
				sent := operations(a)
				slices.Sort(sent[len(sent)-2:])
				convergetest.Same(t, "changes", sent, changes...)
			})
		})
	}
}

// A change whose response was lost keeps other resources of the process from the
// instance too, and those of the next process that have a note of it. The control is
// a change that was answered.
func TestLostChangeKeepsOthersFromTheInstance(t *testing.T) {
	for name, lost := range map[string]bool{"lost": true, "control": false} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{}
			if lost {
				a.Refuse = map[string]*armcloud.Error{"AC1 set the time zone": {Class: armcloud.ClassAmbiguous, Message: "lost"}}
			}
			inProcess(t, a, func(t *testing.T, c *converge.Converger) {
				first := c.Apply(t.Context(), order("first/1", converge.Holding{}, wantZone))
				ctx, cancel := context.WithTimeout(t.Context(), converge.SettingTimeout/2)
				defer cancel()
				second := c.Apply(ctx, order("second/1", converge.Holding{}, wantSpeed))
				if second.Failed() != lost {
					t.Errorf("got errors %v, want errors %v", second.Errors, lost)
				}
				if !lost {
					convergetest.Same(t, "changes", operations(a), "set the time zone", "set the bandwidth")
					return
				}
				convergetest.Same(t, "changes", operations(a), "set the time zone")
				if !second.Holding.Until.Equal(first.Holding.UnansweredUntil()) {
					t.Errorf("got a note until %s, want %s", second.Holding.Until, first.Holding.UnansweredUntil())
				}
			})
		})
	}
	a := &convergetest.Account{}
	inProcess(t, a, func(t *testing.T, c *converge.Converger) {
		until := time.Now().Add(time.Minute)
		out := c.Apply(t.Context(), order("second/1", converge.Holding{Until: until}, wantSpeed))
		if out.Failed() || time.Now().Before(until) || !out.Holding.Until.IsZero() {
			t.Errorf("got errors %v at %s, want a wait until %s", out.Errors, time.Now(), until)
		}
		convergetest.Same(t, "changes", operations(a), "set the bandwidth")
	})
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
