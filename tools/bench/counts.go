package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// counts is what an account was asked in one run.
type counts struct {
	total   int
	submits int // requests that change something
	queries int // questions about tasks
	paths   map[string]int
}

// looks are the paths that only read, apart from those of tasks. A path that is
// not among them counts as a submit.
var looks = []string{
	"/openapi/open/pad/padDetails",
	"/openapi/open/pad/infos",
	"/openapi/open/pad/padProperties",
	"/openapi/open/pad/batchPadProperties",
	"/openapi/open/pad/modelInfo",
	"/openapi/open/pad/listInstalledApp",
	"/openapi/open/network/proxy/info",
	"/openapi/open/group/infos",
}

// tasksPrefix is where tasks are asked for.
const tasksPrefix = "/task-center/"

// countsOf sorts requests by path into kinds.
func countsOf(paths map[string]int) counts {
	c := counts{paths: paths}
	for path, n := range paths {
		c.total += n
		switch {
		case strings.HasPrefix(path, tasksPrefix):
			c.queries += n
		case !slices.Contains(looks, path):
			c.submits += n
		}
	}
	return c
}

// String lists the requests by path.
func (c counts) String() string {
	parts := make([]string, 0, len(c.paths))
	for _, path := range slices.Sorted(maps.Keys(c.paths)) {
		parts = append(parts, fmt.Sprintf("%d %s", c.paths[path], path[strings.LastIndex(path, "/")+1:]))
	}
	return strings.Join(parts, ", ")
}

// resetCounters begins to count anew.
func (a *account) resetCounters(ctx context.Context) error {
	return a.call(ctx, "counters/reset", struct{}{}, nil)
}

// counters gives what was asked since they were reset. It is an error when a
// phone got two changes at once, or when anything was refused: then the numbers
// are not those of a run in which all was well.
func (a *account) counters(ctx context.Context) (counts, error) {
	var c struct {
		Requests     map[string]int `json:"requests"`
		Overlaps     int            `json:"overlaps"`
		Repeated     int            `json:"repeated"`
		RateLimited  int            `json:"rate_limited"`
		AuthFailures int            `json:"auth_failures"`
	}
	if err := a.call(ctx, "counters", nil, &c); err != nil {
		return counts{}, err
	}
	if c.Overlaps+c.Repeated+c.RateLimited+c.AuthFailures > 0 {
		return counts{}, fmt.Errorf("%d changes overlapped, %d were repeated, %d requests were over the rate and %d were not authenticated",
			c.Overlaps, c.Repeated, c.RateLimited, c.AuthFailures)
	}
	return countsOf(c.Requests), nil
}

// timeTasks looks at the counters ten times a second until the function that it
// gives is called, which tells how long it was from the first submit to the last
// question about tasks: the time in which tasks were running or waited for.
func (a *account) timeTasks(ctx context.Context) func() time.Duration {
	end, span := make(chan struct{}), make(chan time.Duration, 1)
	go func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		var clock taskClock
		for {
			if c, err := a.counters(ctx); err == nil { // the next look may do better
				clock.look(time.Now(), c)
			}
			select {
			case <-tick.C:
			case <-end:
				span <- clock.last.Sub(clock.first)
				return
			}
		}
	}()
	return func() time.Duration { close(end); return <-span }
}

// taskClock notes when counters were first and last seen to move.
type taskClock struct {
	first, last time.Time
	queries     int
}

func (t *taskClock) look(at time.Time, c counts) {
	if t.first.IsZero() && c.submits > 0 {
		t.first, t.last = at, at
	}
	if c.queries > t.queries {
		t.queries, t.last = c.queries, at
	}
}
