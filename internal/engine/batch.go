package engine

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// submits joins equal changes on different phones into one request.
type submits struct {
	linger time.Duration
	size   int
	slots  chan struct{} // bounds the batches under way
	// send submits one request and what follows from its refusal; it answers
	// for each phone, in bounded time.
	send func(ctx context.Context, op *armcloud.Operation, codes []string, params json.RawMessage) map[string]outcome

	mu    sync.Mutex
	lines map[lineKey]*line
	// The change that came last, and when.
	lastKey lineKey
	last    time.Time
}

// lineKey tells which changes are equal.
type lineKey struct {
	op     *armcloud.Operation
	params string
}

// line holds the equal changes that wait to be sent.
type line struct {
	key   lineKey
	limit int
	queue []*change
	// full counts senders on their way for a full batch each; sending counts
	// requests under way.
	full, sending int
	timer         *time.Timer
}

// change is one phone in a line.
type change struct {
	ctx     context.Context // of the caller, for its values
	padCode string
	since   time.Time
	// followed: it came soon after an equal one.
	followed bool
	taken    bool
	left     bool
	done     chan outcome
}

// outcome is what became of one phone in a submit.
type outcome struct {
	submission armcloud.Submission
	err        error
}

// submit brings one phone's change into a request. When ctx ends before it is
// sent, it is taken out and ctx's error returned; once sending has begun, the
// outcome is waited for, so that the task's id is known.
func (s *submits) submit(ctx context.Context, op *armcloud.Operation, padCode string, params json.RawMessage) (armcloud.Submission, error) {
	if err := ctx.Err(); err != nil {
		return armcloud.Submission{}, err
	}
	me := &change{ctx: ctx, padCode: padCode, since: time.Now(), done: make(chan outcome, 1)}
	l := s.join(lineKey{op, string(params)}, me) //nolint:contextcheck // the batch goes with the context of its first change
	select {
	case o := <-me.done:
		return o.submission, o.err
	case <-ctx.Done():
	}
	if s.leave(l, me) { //nolint:contextcheck // as above
		return armcloud.Submission{}, ctx.Err()
	}
	o := <-me.done
	return o.submission, o.err
}

// join adds a change to its line.
func (s *submits) join(key lineKey, me *change) *line {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.lines[key]
	if l == nil {
		if s.lines == nil {
			s.lines = map[lineKey]*line{}
		}
		l = &line{key: key, limit: s.size}
		if key.op.MaxTargets > 0 {
			l.limit = min(l.limit, key.op.MaxTargets)
		}
		s.lines[key] = l
	}
	me.followed = key == s.lastKey && me.since.Sub(s.last) < patience*s.linger
	s.lastKey, s.last = key, me.since
	l.queue = append(l.queue, me)
	s.advance(l)
	return l
}

// leave takes a change out of its line, or tells that it is on its way.
func (s *submits) leave(l *line, me *change) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if me.taken {
		return false
	}
	me.left = true
	if i := slices.Index(l.queue, me); i >= 0 {
		l.queue = slices.Delete(l.queue, i, i+1)
	}
	s.advance(l)
	return true
}

// Where equal changes come together, or soon after another, more are to be
// expected: crowd is how many further lingers they wait for the next one,
// patience how many any of them waits at most, and how many may lie between.
const (
	crowd    = 8
	patience = 50
)

// advance starts what the line is ready for: full batches at once, the rest
// when nobody has come for a while and the request before it has returned. On
// a busy machine, callers that set out together arrive one by one.
func (s *submits) advance(l *line) {
	for len(l.queue)-l.full*l.limit >= l.limit {
		l.full++
		go s.sendNext(l, true)
	}
	rest := len(l.queue) - l.full*l.limit
	if rest <= 0 {
		if len(l.queue) == 0 && l.full == 0 && l.sending == 0 && s.lines[l.key] == l {
			delete(s.lines, l.key)
		}
		return
	}
	if l.sending > 0 || l.timer != nil {
		return // its return, or the timer, comes back here
	}
	waiting := l.queue[l.full*l.limit:]
	due := waiting[len(waiting)-1].since.Add(s.linger)
	if len(waiting) > 1 || waiting[0].followed {
		due = due.Add(crowd * s.linger)
		if latest := waiting[0].since.Add(patience * s.linger); latest.Before(due) {
			due = latest
		}
	}
	if wait := time.Until(due); wait > 0 {
		l.timer = time.AfterFunc(wait, func() {
			s.mu.Lock()
			defer s.mu.Unlock()
			l.timer = nil
			s.advance(l)
		})
		return
	}
	l.sending++
	go s.sendNext(l, false)
}

// sendNext sends what the line holds by the time there is a slot.
func (s *submits) sendNext(l *line, full bool) {
	s.slots <- struct{}{}
	s.mu.Lock()
	if full {
		l.full--
		l.sending++
	}
	batch := l.take()
	s.mu.Unlock()

	var outcomes map[string]outcome
	if len(batch) > 0 {
		codes := make([]string, len(batch))
		for i, c := range batch {
			codes[i] = c.padCode
		}
		// Begun is finished: whoever leaves, the task ids must be known.
		outcomes = s.send(context.WithoutCancel(batch[0].ctx), l.key.op, codes, json.RawMessage(l.key.params))
	}
	<-s.slots
	for _, c := range batch {
		c.done <- outcomes[c.padCode]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l.sending--
	s.advance(l)
}

// take gives the next batch, no phone twice.
func (l *line) take() (batch []*change) {
	inside := map[string]bool{}
	rest := l.queue[:0:0]
	for _, c := range l.queue {
		if len(batch) < l.limit && !inside[c.padCode] {
			inside[c.padCode] = true
			c.taken = true
			batch = append(batch, c)
			continue
		}
		rest = append(rest, c)
	}
	l.queue = rest
	return batch
}
