package action

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// newTestProgress returns a progress that is recorded, with its recording.
func newTestProgress(total int) (p *progress, messages *[]string) {
	messages = new([]string)
	p = &progress{doing: "restarting", done: "running", total: total, changed: make(chan struct{}, 1), send: func(m string) { *messages = append(*messages, m) }}
	return p, messages
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got messages %q, want %q", got, want)
	}
}

// Changes at about the same time share a message, and none is sent while nothing changes.
func TestProgressIsAggregated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, messages := newTestProgress(50)
		stop := p.start()
		<-time.After(time.Minute)
		expect(t, *messages)
		for n := range 40 {
			p.accepted(fmt.Sprintf("AC%d", n), int64(100+n))
		}
		<-time.After(time.Second)
		expect(t, *messages, "restarting: submitted to 40 more, 40 in all, tasks 100-139")
		for range 40 {
			p.ended(false)
		}
		<-time.After(time.Minute)
		expect(t, (*messages)[1:], "restarting: 40 of 50 running, 0 failed")
		p.ended(true)
		stop()
		expect(t, (*messages)[2:], "restarting: 40 of 50 running, 1 failed")
	})
}

// An action whose instances end one after another sends at most two messages a second.
func TestProgressIsLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, messages := newTestProgress(1000)
		stop := p.start()
		for range 1000 {
			p.ended(false)
			<-time.After(10 * time.Millisecond)
		}
		stop()
		if n := len(*messages); n > 21 || (*messages)[n-1] != "restarting: 1000 of 1000 running, 0 failed" {
			t.Errorf("got %d messages in ten seconds, want at most 21, the last one complete: %q", n, *messages)
		}
	})
}

// Few submissions are named, many are ranges of tasks. A request without a task is named
// without one.
func TestSubmittedMessage(t *testing.T) {
	p, _ := newTestProgress(5)
	p.submitted = []submission{{"AC2", 8}, {"AC1", 7}, {"AC3", 0}}
	expect(t, []string{p.submittedMessage()}, "restarting: submitted to AC1 (task 7), AC2 (task 8), AC3")
	p.submitted, p.submittedTotal = nil, 60
	for n := range 60 {
		p.submitted = append(p.submitted, submission{"AC", int64(2*n + 2)})
	}
	if got := p.submittedMessage(); !strings.Contains(got, "tasks 2, 4, ") || !strings.HasSuffix(got, "40 and 40 more") {
		t.Errorf("got %q, want 20 ranges and the number of the others", got)
	}
	for want, numbers := range map[string][]int64{"1-3, 7": {7, 1, 3, 2}, "5": {5}, "": nil, "5, 7-8": {5, 8, 7}} {
		if got := ranges(numbers); got != want {
			t.Errorf("%v: got %q, want %q", numbers, got, want)
		}
	}
}

// Output is cut after the first line and after 200 characters, and says so. Control
// characters are not shown.
func TestShorten(t *testing.T) {
	long := strings.Repeat("ä", 300)
	for output, want := range map[string]string{
		"":                       "",
		"\n\n":                   "",
		"one\n":                  "one",
		"one\ntwo":               "one … (cut, 7 characters in all)",
		"\x1b[31mred\x07\x00":    " [31mred",
		"\xff\xfe":               "?",
		long:                     strings.Repeat("ä", 200) + " … (cut, 300 characters in all)",
		"tab\tand\rreturn\n  \n": "tab and return",
	} {
		if got := strings.TrimRight(shorten(output), " "); got != want {
			t.Errorf("%q: got %q, want %q", output, got, want)
		}
	}
}
