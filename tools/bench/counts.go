package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// counts is the number of requests to the account in one run.
type counts struct {
	total   int
	submits int // requests that change something
	queries int // task queries
	paths   map[string]int
}

// looks are the paths that only read, except for task queries. All other paths
// count as submits.
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

// tasksPrefix is the prefix of the paths of task queries.
const tasksPrefix = "/task-center/"

// countsOf counts requests by kind.
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

// String returns the number of requests by path.
func (c counts) String() string {
	parts := make([]string, 0, len(c.paths))
	for _, path := range slices.Sorted(maps.Keys(c.paths)) {
		parts = append(parts, fmt.Sprintf("%d %s", c.paths[path], path[strings.LastIndex(path, "/")+1:]))
	}
	return strings.Join(parts, ", ")
}

// resetCounters resets the counters to zero.
func (a *account) resetCounters(ctx context.Context) error {
	return a.call(ctx, "counters/reset", struct{}{}, nil)
}

// counters returns the counts since the last reset. It returns an error if changes
// to an instance overlapped, or if a request was rejected, because the counts of
// such a run mean nothing.
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
		return counts{}, fmt.Errorf("got %d overlapping changes, %d repeated changes, %d rate limited requests and %d unauthenticated requests, want 0",
			c.Overlaps, c.Repeated, c.RateLimited, c.AuthFailures)
	}
	return countsOf(c.Requests), nil
}

// timeTasks polls the counters ten times a second until the returned function is
// called. That function returns the time from the first submit to the last task
// query.
func (a *account) timeTasks(ctx context.Context) func() time.Duration {
	end, span := make(chan struct{}), make(chan time.Duration, 1)
	go func() {
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		var clock taskClock
		for {
			if c, err := a.counters(ctx); err == nil { // the next poll may succeed
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

// taskClock records when the counters first and last changed.
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
