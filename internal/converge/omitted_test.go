package converge_test

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// An instance that an earlier process has restarted is looked up again before it
// counts as gone. The controls are one of which nothing takes it out of service, and
// one whose restart must have ended.
func TestOmittedAfterARestartOfAnEarlierProcess(t *testing.T) {
	for name, c := range map[string]struct {
		sent    time.Duration // before now
		long    bool
		omitted time.Duration
		gone    bool
		atLeast time.Duration
	}{
		"omitted for a moment":           {0, true, 5 * time.Second, false, 5 * time.Second},
		"omitted for long":               {0, true, time.Hour, true, 30 * time.Second},
		"control: no restart":            {0, false, 5 * time.Second, true, 0},
		"control: it must have ended":    {converge.RestartTimeout, true, 5 * time.Second, true, 0},
		"control: a restart, not missed": {0, true, 0, false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskDone}, Gone: map[string]bool{"AC1": c.omitted > 0}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				start := time.Now()
				time.AfterFunc(c.omitted, func() {
					a.Mu.Lock()
					defer a.Mu.Unlock()
					a.Gone["AC1"] = false
				})
				h := converge.Holding{Restart: &converge.Restart{Flight: &converge.Flight{Tasks: []int64{1}, Sent: start.Add(-c.sent), Long: c.long}}}
				out := conv.Apply(t.Context(), order("mine/1", h, wantSpeed))
				if took := time.Since(start); out.Gone != c.gone || took < c.atLeast || took > c.atLeast+time.Minute {
					t.Errorf("got gone %v and errors %v after %s, want gone %v after %s", out.Gone, out.Errors, took, c.gone, c.atLeast)
				}
				<-time.After(c.omitted)
			})
		})
	}
}

// Tasks of other resources may be restarts too. The control is an instance without any.
func TestOmittedAfterATaskOfAnotherResource(t *testing.T) {
	for name, c := range map[string]struct {
		tasks []int64
		gone  bool
	}{"a task": {[]int64{1}, false}, "control": {nil, true}} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskDone}, Gone: map[string]bool{"AC1": true}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				time.AfterFunc(5*time.Second, func() {
					a.Mu.Lock()
					defer a.Mu.Unlock()
					a.Gone["AC1"] = false
				})
				out := conv.Apply(t.Context(), order("mine/1", converge.Holding{Tasks: c.tasks}, wantSpeed))
				if out.Gone != c.gone {
					t.Errorf("got gone %v and errors %v, want gone %v", out.Gone, out.Errors, c.gone)
				}
				<-time.After(5 * time.Second)
			})
		})
	}
}
