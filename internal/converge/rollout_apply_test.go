package converge_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// ordersFor returns orders of the same settings for the instances AC1 to ACn, which
// have none yet.
func ordersFor(n int, restart bool, desired ...converge.Desired) []converge.Order {
	orders := make([]converge.Order, n)
	for i := range orders {
		orders[i] = order("mine/1", applied(), desired...)
		orders[i].PadCode, orders[i].Restart = fmt.Sprint("AC", i+1), restart
	}
	return orders
}

// changed returns the instances with requested changes, in order and once each.
func changed(a *convergetest.Account) []string {
	codes := convergetest.Names(a.Changes, func(change string) string {
		code, _, _ := strings.Cut(change, " ")
		return code
	})
	slices.Sort(codes)
	return slices.Compact(codes)
}

// If the canary fails, nothing is sent to the others. They stay as they were and
// remember the restart that was requested. The control is a canary that ends well.
func TestApplyInWavesStops(t *testing.T) {
	for name, fails := range map[string]bool{"the canary fails": true, "the canary ends well (control)": false} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{}
			if fails {
				a.Fail = map[string]armcloud.TaskStatus{"AC1 set the bandwidth": armcloud.TaskFailed}
			}
			inProcess(t, a, func(t *testing.T, c *converge.Converger) {
				var log []string
				reports, progress := c.ApplyInWaves(t.Context(), ordersFor(3, true, wantSpeed), converge.Rollout{
					MaxUnavailable: converge.NoLimit, MaxFailures: converge.NoLimit, Canary: 1,
				}, converge.Watcher{
					Begin: func(w converge.Wave) {
						log = append(log, fmt.Sprintf("%d of %d: %s to %s", w.Number, w.Of, w.First, w.Last))
					},
					End: func(_ converge.Wave, p converge.Progress, _ time.Duration) {
						log = append(log, fmt.Sprintf("%d well, %d failed, %d waiting", p.Well, p.Failed, p.Waiting))
					},
				})
				if !fails {
					convergetest.Same(t, "instances with changes", changed(a), "AC1", "AC2", "AC3")
					convergetest.Same(t, "log", log, "1 of 2: AC1 to AC1", "1 well, 0 failed, 2 waiting", "2 of 2: AC2 to AC3", "3 well, 0 failed, 0 waiting")
					return
				}
				convergetest.Same(t, "instances with changes", changed(a), "AC1")
				convergetest.Same(t, "log", log, "1 of 2: AC1 to AC1", "0 well, 1 failed, 2 waiting")
				if progress.Waiting != 2 || !progress.CanaryStopped {
					t.Errorf("got %+v, want it stopped by the canary with 2 waiting", progress)
				}
				for _, r := range reports[1:] {
					if r.Waiting != "rollout stopped after 1 failure" || r.Failed() || r.Touched || len(r.Holding.Settings) != 0 || r.Holding.Restart == nil {
						t.Errorf("%s: got %+v, want it to wait with the restart that was requested", r.PadCode, r)
					}
				}
			})
		})
	}
}

// An instance whose change has not ended RestartTimeout after its wave began has
// failed, and the next wave begins. If the change took it out of service, it takes up
// room.
func TestApplyInWavesGoesOnAfterATimeout(t *testing.T) {
	for name, c := range map[string]struct {
		stuck   string
		begun   []string
		stopped string
	}{
		"out of service": {"AC2 restart the instance", []string{"AC1", "AC2"}, "rollout stopped because 1 instance is still out of service"},
		"in service":     {"AC1 set the bandwidth", []string{"AC1", "AC2", "AC3"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{c.stuck: armcloud.TaskRunning}, Status: map[string]armcloud.PadStatus{}}
			a.After = func(change string) {
				if change == c.stuck && c.stopped != "" {
					a.Status["AC2"] = 11
				}
			}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				begun := time.Now()
				orders := ordersFor(3, true)
				orders[0] = ordersFor(1, false, wantSpeed)[0]
				_, progress := conv.ApplyInWaves(t.Context(), orders, converge.Rollout{MaxUnavailable: 1, MaxFailures: converge.NoLimit}, converge.Watcher{})
				if took := time.Since(begun); took < converge.RestartTimeout || took > converge.RestartTimeout+time.Minute {
					t.Errorf("got the end after %s, want about %s", took, converge.RestartTimeout)
				}
				convergetest.Same(t, "instances with changes", changed(a), c.begun...)
				if progress.Failed != 1 || progress.Stopped != c.stopped {
					t.Errorf("got %+v, want one failure and stopped %q", progress, c.stopped)
				}
			})
		})
	}
}

// Which orders take an instance out of service.
func TestOrderTakesOut(t *testing.T) {
	flight := &converge.Flight{Long: true}
	for name, c := range map[string]struct {
		h       converge.Holding
		restart bool
		desired []converge.Desired
		want    bool
	}{
		"bandwidth":                  {desired: []converge.Desired{wantSpeed}},
		"image":                      {desired: []converge.Desired{wantImage}, want: true},
		"image that it has":          {h: applied(wantImage), desired: []converge.Desired{wantImage}},
		"wiping image":               {desired: []converge.Desired{wantWipe}, want: true},
		"properties without restart": {desired: []converge.Desired{wantVolatile}},
		"properties with restart":    {desired: []converge.Desired{wantPersistent}, want: true},
		"restart":                    {restart: true, want: true},
		"restart of an earlier apply": {
			h: converge.Holding{Restart: &converge.Restart{Requested: true}}, want: true},
		"restart under way": {h: converge.Holding{Restart: &converge.Restart{Flight: flight}}, want: true},
		"reset under way":   {h: converge.Holding{Reset: flight}, want: true},
		"nothing":           {h: applied(wantSpeed), desired: []converge.Desired{wantSpeed}},
	} {
		o := order("mine/1", c.h, c.desired...)
		o.Restart = c.restart
		if got := o.TakesOut(); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
