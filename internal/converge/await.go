package converge

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// awaitFlight waits for a change that is under way and reports whether it was
// done. If its response was lost, the instance is asked if it shows the value;
// otherwise, a change that may be sent again needs no waiting if its value is
// still desired, and any other is waited for until it must have ended.
func (r *run) awaitFlight(ctx context.Context, f *Flight, desired *Desired) (done bool, err error) {
	if len(f.Tasks) == 0 {
		return r.awaitLost(ctx, f, desired)
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
			if shown, _ := r.shows(ctx, desired); !shown {
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
		r.ready, r.restarted, r.out.Rebooted = true, true, true
	}
	return done, nil
}

func (r *run) awaitLost(ctx context.Context, f *Flight, desired *Desired) (bool, error) {
	if f.Long {
		r.restarted, r.out.Rebooted = true, true
	}
	for {
		if shown, err := r.shows(ctx, desired); shown || err != nil {
			return shown, err
		}
		left := time.Until(f.settlesAt())
		if left <= 0 || f.mayBeSentAgain(desired) {
			return false, nil
		}
		timer := time.NewTimer(min(left, readBackInterval))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return false, fmt.Errorf("the response to an earlier change was lost; it may take effect until %s, and until then nothing else is sent: %w",
				f.settlesAt().Format(time.RFC3339), ctx.Err())
		}
		r.engine.Forget(r.order.PadCode)
	}
}

// mayBeSentAgain reports whether a change whose response was lost may be sent again
// although it may still take effect, because its value is still desired.
func (f *Flight) mayBeSentAgain(desired *Desired) bool {
	return len(f.Tasks) == 0 && desired != nil && f.Repeatable && time.Now().Before(f.settlesAt())
}

// readBackInterval is how often an instance is asked if it shows the value of a
// change whose response was lost.
const readBackInterval = 15 * time.Second

// shows reports whether the row of the instance shows a value while it is running.
// Only documented sources count.
func (r *run) shows(ctx context.Context, desired *Desired) (bool, error) {
	if desired == nil || SourcesOf(desired.Setting)&Details == 0 || isInferred(desired.Setting) {
		return false, ctx.Err()
	}
	r.engine.Forget(r.order.PadCode)
	details, err := r.engine.Details(ctx, []string{r.order.PadCode})
	detail, here := details[r.order.PadCode]
	if err != nil || !here || !detail.Running() {
		return false, ctx.Err()
	}
	return matches(desired.Setting, Evidence{Detail: &detail}, desired.Value), nil
}
