package provider

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// sendAll sends responses at the same time, in order, and returns when each was
// sent, counted from the first.
func sendAll(s *spread, failed ...bool) []time.Duration {
	begun := time.Now()
	times := make([]time.Duration, len(failed))
	var all sync.WaitGroup
	for i := range failed {
		at := s.reserve(failed[i])
		all.Go(func() {
			time.Sleep(time.Until(at))
			times[i] = time.Since(begun)
		})
	}
	all.Wait()
	return times
}

// TestSpread proves that nothing is sent while Terraform saves an object whose
// create failed. Control: other responses wait for nothing.
func TestSpread(t *testing.T) {
	const ok, failed = false, true
	for name, c := range map[string]struct {
		responses []bool
		want      []time.Duration // in milliseconds
	}{
		"successes":               {[]bool{ok, ok, ok}, []time.Duration{0, 0, 0}},
		"failures":                {[]bool{failed, failed, failed}, []time.Duration{0, 100, 200}},
		"success after a failure": {[]bool{failed, ok, ok}, []time.Duration{0, 100, 100}},
		"failure after successes": {[]bool{ok, ok, failed}, []time.Duration{0, 0, 40}},
		"failures and a success":  {[]bool{failed, failed, ok}, []time.Duration{0, 100, 200}},
		"failure between":         {[]bool{ok, failed, ok, failed}, []time.Duration{0, 20, 120, 140}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSpread()
				got := sendAll(&s, c.responses...)
				for i := range got {
					got[i] /= time.Millisecond
				}
				if !slices.Equal(got, c.want) {
					t.Errorf("got responses after %v ms, want %v", got, c.want)
				}
				time.Sleep(time.Second)
				if got := sendAll(&s, failed)[0]; got != 0 {
					t.Errorf("got a response a second later after %v, want at once", got)
				}
			})
		})
	}
}
