package engine

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"
)

// work fetches round after round until nobody asks.
func (l *looker[T]) work() {
	for {
		l.company()
		var listing []string
		if l.neighbours != nil {
			listing = l.neighbours.listing()
		}
		l.mu.Lock()
		if len(l.queue) == 0 {
			l.working = false
			l.mu.Unlock()
			return
		}
		asked := slices.DeleteFunc(l.queue, func(a *asking[T]) bool { return a.left })
		l.queue, l.queued = nil, 0
		if len(asked) == 0 {
			l.mu.Unlock()
			continue
		}
		codes, all := l.wanted(asked)
		codes = l.join(codes, listing)
		now := l.moment()
		// The round outlives each single caller, but not all of them.
		ctx, cancel := context.WithCancel(context.WithoutCancel(asked[0].ctx))
		under := &round{waiting: len(asked), cancel: cancel}
		for _, a := range asked {
			a.round = under
		}
		l.mu.Unlock()

		var got fetched[T]
		if len(codes) > 0 || all {
			got = l.fetch(ctx, codes, all)
		}
		cancel()
		l.deliver(asked, got, now)
	}
}

// company waits until the first in the queue has waited for its linger, or
// there is enough company.
func (l *looker[T]) company() {
	l.mu.Lock()
	var wait time.Duration
	if len(l.queue) > 0 {
		wait = l.linger - time.Since(l.queue[0].since)
	}
	filled := make(chan struct{})
	l.filled = filled
	l.fill()
	l.mu.Unlock()

	if wait > 0 {
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-filled:
			timer.Stop()
		}
	}
	l.mu.Lock()
	l.filled = nil
	l.mu.Unlock()
}

// wanted gives what is to be fetched for the callers: each phone once, in
// their order. What has become known since they came is theirs already.
func (l *looker[T]) wanted(asked []*asking[T]) (codes []string, all bool) {
	taken := map[string]bool{}
	for _, me := range asked {
		all = all || (me.all && l.listed == nil)
		me.answers = make(map[string]answer[T], len(me.codes))
		for _, code := range me.codes {
			if a, ok := l.known[code]; ok {
				me.answers[code] = a.answer
			} else if !taken[code] {
				taken[code] = true
				codes = append(codes, code)
			}
		}
	}
	return codes, all
}

// deliver keeps what was seen, and gives each caller its answers.
func (l *looker[T]) deliver(asked []*asking[T], got fetched[T], began moment) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.keep(got.answers, began)
	if got.listed != nil {
		l.listed = got.listed
	}
	for _, me := range asked {
		for _, code := range me.codes {
			if _, ok := me.answers[code]; ok {
				continue
			}
			a, ok := got.answers[code]
			if !ok {
				a.err = cmp.Or(got.err, errNotLooked)
			}
			me.answers[code] = a
		}
		if me.all && l.listed == nil {
			me.err = cmp.Or(got.err, errNotLooked)
		}
		close(me.done)
	}
}

// errNotLooked guards against taking a phone that was never asked for as
// gone.
var errNotLooked = errors.New("the phone was not looked at")
