package ledger

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// An owner learns of those whose refresh has ended before its own began, and of what
// the instance has for them; the others learn of it themselves.
func TestHoldReturnsEarlierOwners(t *testing.T) {
	var l Ledger
	has := func(sent int64) func() []Held {
		return func() []Held { return []Held{{Setting: "proxy", Sent: sent}} }
	}
	if got := l.Hold("AC1", "a", Holding{Settings: []string{"proxy"}}); len(got) != 0 {
		t.Errorf("got %+v for the first, want none", got)
	}
	l.Hold("AC2", "b", Holding{Settings: []string{"proxy"}})
	l.EndRefresh("AC2", "b", has(1))
	if got := l.Hold("AC1", "c", Holding{Settings: []string{"image"}, Loss: Loss{Erased: 5}}); len(got) != 0 {
		t.Errorf("got %+v while the refresh of a runs, want none", got)
	}
	if loss, found := l.EndRefresh("AC1", "a", has(2)); !found || loss.Erased != 5 {
		t.Errorf("a: got loss %+v, %v, want that of c", loss, found)
	}
	got := l.Hold("AC1", "d", Holding{Settings: []string{"proxy"}})
	if len(got) != 1 || got[0].Owner != "a" || !got[0].Manages("proxy") || got[0].Manages("image") || !slices.Equal(got[0].Has, has(2)()) {
		t.Errorf("got %+v, want a with what it has", got)
	}
	if loss, found := l.EndRefresh("AC1", "c", has(3)); found {
		t.Errorf("c: got loss %+v of its own, want none", loss)
	}
}

// Losses of several owners are merged by their latest times.
func TestLossesOfSeveralOwners(t *testing.T) {
	var l Ledger
	l.Hold("AC1", "a", Holding{Loss: Loss{Erased: 3, Undone: map[string]int64{"proxy": 4, "adb": 1}}})
	l.Hold("AC1", "b", Holding{Loss: Loss{Erased: 2, Restarted: 7, Undone: map[string]int64{"proxy": 2, "bandwidth": 6}}})
	l.Hold("AC1", "c", Holding{})
	loss, found := l.EndRefresh("AC1", "c", nil)
	if !found || loss.Erased != 3 || loss.Restarted != 7 || loss.Undone["proxy"] != 4 || loss.Undone["adb"] != 1 || loss.Undone["bandwidth"] != 6 {
		t.Errorf("got %+v, %v, want the latest of both", loss, found)
	}
}

// AwaitPlanned ends when all owners were planned, and at its limit.
func TestAwaitPlanned(t *testing.T) {
	for name, c := range map[string]struct {
		owners []string
		want   time.Duration
	}{
		"planned":      {[]string{"a"}, 0},
		"later":        {[]string{"a", "b", "c"}, 200 * time.Millisecond},
		"never":        {[]string{"a", "d"}, time.Second},
		"without them": {nil, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var l Ledger
				l.Planned("a")
				time.AfterFunc(100*time.Millisecond, func() { l.Planned("b") })
				time.AfterFunc(200*time.Millisecond, func() { l.Planned("c") })
				start := time.Now()
				l.AwaitPlanned(t.Context(), c.owners, time.Second)
				if got := time.Since(start); got != c.want {
					t.Errorf("got a wait of %v, want %v", got, c.want)
				}
				time.Sleep(time.Second)
			})
		})
	}
}
