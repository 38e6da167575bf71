package engine

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// While the service does not answer, its callers get a report at growing
// intervals: since when, the last error, and how long they wait. The controls are a
// short outage and a service that refuses.
func TestOutagesAreReportedAtGrowingIntervals(t *testing.T) {
	waits := map[string]func(context.Context, *Engine, *account) error{
		"task": func(ctx context.Context, e *Engine, a *account) error {
			_, err := e.AwaitTask(ctx, armcloud.WaitTask, a.add(0, 0, ""))
			return err
		},
		"instance": func(ctx context.Context, e *Engine, a *account) error {
			return e.AwaitRunning(ctx, a.instances[0])
		},
		"poll": func(ctx context.Context, e *Engine, a *account) error {
			_, err := e.Poll(ctx, PollOptions{Timeout: NoDeadline}, func(ctx context.Context) (bool, error) {
				tasks, err := a.TasksBy(ctx, armcloud.QueryTasks, nil)
				return err == nil && tasks != nil, err
			})
			return err
		},
	}
	for name, c := range map[string]struct {
		lasts time.Duration
		err   error
		least int // reports
		most  int
	}{
		"one hour":                {time.Hour, lost(), 6, 8},
		"two minutes":             {2 * time.Minute, lost(), 2, 2},
		"control: five seconds":   {5 * time.Second, lost(), 0, 0},
		"control: it is too busy": {time.Hour, &armcloud.Error{Class: armcloud.ClassBusy}, 0, 0},
	} {
		for kind, wait := range waits {
			bubble(t, func(t *testing.T) {
				a := newAccount(1)
				start := time.Now()
				down := func() bool { return time.Since(start) < c.lasts }
				a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
					if down() {
						return nil, c.err, true
					}
					return []armcloud.Task{{ID: 1, Status: armcloud.TaskDone}}, nil, len(ids) == 0
				}
				a.onDetails = func(int, armcloud.DetailFilter, int, int) (got armcloud.Page[armcloud.PadDetail], err error, handled bool) {
					return got, c.err, down()
				}
				var reports []Outage
				e := New(a, Options{OnlineTimeout: 2 * time.Hour, ReportOutage: func(_ context.Context, o Outage) {
					reports = append(reports, o)
				}})
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Hour)
				defer cancel()
				if err := wait(ctx, e, a); err != nil {
					t.Errorf("%s, %s: %v", kind, name, err)
				}
				if n := len(reports); n < c.least || n > c.most {
					t.Errorf("%s, %s: got %d reports, want %d to %d", kind, name, n, c.least, c.most)
				}
				for _, o := range reports {
					if o.Since.Sub(start) > time.Minute || !o.Until.Equal(start.Add(2*time.Hour)) || !strings.Contains(o.String(), "connection reset") {
						t.Errorf("%s, %s: got %v, want since %s, until %s and the error", kind, name, o, start, start.Add(2*time.Hour))
					}
				}
			})
		}
	}
}
