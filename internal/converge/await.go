package converge

import (
	"context"
	"errors"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// awaitFlight waits for a change that is under way and reports whether it was
// done. If its response was lost, it is waited for until the instance shows its
// effect, or until it must have ended. c is nil if there is no evidence about it.
func (r *run) awaitFlight(ctx context.Context, f *Flight, c *changed) (done bool, err error) {
	back := func() {}
	if f.Long {
		back = r.engine.BeginDowntime(r.order.PadCode, f.Sent)
	}
	if len(f.Tasks) == 0 {
		return r.awaitLost(ctx, f, c)
	}
	done = true
	for _, id := range f.Tasks {
		_, err := r.engine.AwaitTask(ctx, armcloud.WaitTask, id)
		var failed *engine.TaskFailedError
		var unknown *engine.UnknownTaskError
		switch {
		case errors.As(err, &failed):
			done = false
		case errors.As(err, &unknown):
			if shown, _ := r.showsChange(ctx, c); !shown {
				done = false
			}
		case err != nil:
			return false, err
		}
	}
	if f.Long {
		if err := r.engine.AwaitRunning(ctx, r.order.PadCode); err != nil {
			return false, err
		}
		back()
		r.ready, r.restarted, r.out.Rebooted = true, true, true
	}
	return done, nil
}

func (r *run) awaitLost(ctx context.Context, f *Flight, c *changed) (bool, error) {
	if f.Long {
		r.restarted, r.out.Rebooted = true, true
	}
	until, again := f.settlesAt(), f.isRepeated(c)
	if again {
		until = f.Sent.Add(armcloud.LostTaskPause)
	}
	for {
		left := time.Until(until)
		if !f.Blind || (left <= 0 && !again) {
			if shown, err := r.showsChange(ctx, c); shown || err != nil {
				return shown, err
			}
		}
		if left <= 0 {
			return false, nil
		}
		timer := time.NewTimer(min(left, readBackInterval))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return false, unansweredError(until, ctx.Err())
		}
		r.engine.Forget(r.order.PadCode)
	}
}

// isRepeated reports whether a change whose response was lost is sent again although it
// may still take effect, because its value is still desired. Before that, its task has
// time to end.
func (f *Flight) isRepeated(c *changed) bool {
	return len(f.Tasks) == 0 && f.Repeatable && c != nil && c.value != nil && time.Now().Before(f.settlesAt())
}

// awaitOthers waits until changes of other resources whose responses were lost must
// have ended, or until those resources have settled them in this process. It does not
// wait in vain.
func (r *run) awaitOthers(ctx context.Context) error {
	for {
		until := r.othersUntil()
		if !time.Now().Before(until) {
			return nil
		}
		r.out.Until = until
		if deadline, limited := ctx.Deadline(); limited && deadline.Before(until) {
			return unansweredError(until, context.DeadlineExceeded)
		}
		timer := time.NewTimer(min(time.Until(until), time.Second))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return unansweredError(until, ctx.Err())
		}
	}
}

// othersUntil returns when changes of other resources whose responses were lost must
// have ended, as far as they are not settled.
func (r *run) othersUntil() time.Time {
	until := r.ledger.Unanswered(r.order.PadCode, r.order.Owner)
	if noted := r.order.Holding.Until; noted.After(until) && !r.ledger.HasSettled(r.order.PadCode) {
		return noted
	}
	return until
}

func unansweredError(until time.Time, err error) error {
	return &engine.UnansweredBeforeError{Until: until, Err: err}
}

// readBackInterval is how often an instance is asked if it shows the effect of a
// change whose response was lost.
const readBackInterval = 15 * time.Second
