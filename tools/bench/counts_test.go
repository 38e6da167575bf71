package main

import (
	"testing"
	"time"
)

// Requests are counted as submits, task queries and lookups. Unknown paths count as
// submits.
func TestCountsOf(t *testing.T) {
	got := countsOf(map[string]int{
		"/openapi/open/pad/setSpeed":                10,
		"/openapi/open/pad/brandNew":                1,
		"/openapi/open/pad/padDetails":              4,
		"/openapi/open/pad/batchPadProperties":      5,
		"/task-center/open/task/padTaskDetail":      7,
		"/task-center/open/task/padExecuteTaskInfo": 2,
	})
	if got.total != 29 || got.submits != 11 || got.queries != 9 {
		t.Errorf("got total %d, submits %d, queries %d, want 29, 11, 9", got.total, got.submits, got.queries)
	}
	if want := "5 batchPadProperties, 1 brandNew, 4 padDetails, 10 setSpeed, 2 padExecuteTaskInfo, 7 padTaskDetail"; got.String() != want {
		t.Errorf("got %q, want %q", got.String(), want)
	}
}

// The clock runs from the first submit to the last task query. Other requests don't
// affect it.
func TestTaskClock(t *testing.T) {
	begin := time.Unix(0, 0)
	at := func(s int) time.Time { return begin.Add(time.Duration(s) * time.Second) }
	var clock taskClock
	for _, look := range []struct {
		at int
		c  counts
	}{
		{1, counts{total: 3}},
		{2, counts{total: 4, submits: 1}},
		{3, counts{total: 9, submits: 3, queries: 3}},
		{5, counts{total: 12, submits: 3, queries: 6}},
		{8, counts{total: 20, submits: 3, queries: 6}},
	} {
		clock.look(at(look.at), look.c)
	}
	if got := clock.last.Sub(clock.first); got != 3*time.Second {
		t.Errorf("got %s, want 3s", got)
	}
	if got := (&taskClock{}).last.Sub((&taskClock{}).first); got != 0 {
		t.Errorf("without tasks: got %s, want 0s", got)
	}
}
