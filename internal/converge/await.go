package converge

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// settle waits for the changes of the instance that are under way and moves
// their results into the holding. It reports whether the order can go on.
func (r *run) settle(ctx context.Context) bool {
	for len(r.out.Tasks) > 0 {
		// The result does not matter: these tasks are not this resource's.
		if _, err := r.engine.AwaitTask(ctx, armcloud.WaitTask, r.out.Tasks[0]); err != nil && endsJob(ctx, err) {
			r.fail("wait for an earlier change", "", err)
			return false
		}
		r.out.Tasks = r.out.Tasks[1:]
	}
	r.holding.Tasks = nil
	for _, name := range slices.Sorted(maps.Keys(r.holding.Settings)) {
		e := r.holding.Settings[name]
		if e.Flight == nil {
			continue
		}
		expected := r.expected(name, e.Flight.Value)
		done, err := r.awaitFlight(ctx, e.Flight, expected)
		switch {
		case err == nil && !done && e.Flight.mayBeSentAgain(expected):
			// It is sent again before anything else.
			continue
		case err != nil:
			r.fail("wait for the earlier change of "+name, name, err)
			return false
		case done && e.Flight.Value == "":
			delete(r.holding.Settings, name)
			continue
		case done && e.Flight.Value == Any:
			e.Applied, e.Requested = "", Any
		case done:
			e.Applied, e.Requested = e.Flight.Value, e.Flight.Value
		}
		e.Flight = nil
		r.holding.Settings[name] = e
	}
	return r.settleRestart(ctx) && r.settleReset(ctx)
}

// settleRestart waits for a restart that is under way.
func (r *run) settleRestart(ctx context.Context) bool {
	if r.holding.Restart == nil || r.holding.Restart.Flight == nil {
		return true
	}
	done, err := r.awaitFlight(ctx, r.holding.Restart.Flight, nil)
	if err != nil {
		r.fail("wait for the earlier restart", "", err)
		return false
	}
	if !done {
		r.holding.Restart = &Restart{Requested: r.holding.Restart.Requested}
		return true
	}
	r.out.Rebooted = true
	r.holding.Restart = nil
	r.restarted = true
	for name, e := range r.holding.Settings {
		e.AwaitsRestart = false
		r.holding.Settings[name] = e
	}
	return true
}

// settleReset waits for a factory reset that is under way.
func (r *run) settleReset(ctx context.Context) bool {
	if r.holding.Reset == nil {
		return true
	}
	done, err := r.awaitFlight(ctx, r.holding.Reset, nil)
	if err != nil {
		r.fail("wait for the earlier reset", "", err)
		return false
	}
	r.holding.Reset = nil
	if !done {
		return true
	}
	for name, e := range r.holding.Settings {
		if !slices.ContainsFunc(r.order.Desired, func(d Desired) bool { return d.Setting.Name() == name }) {
			// The reset has undone it.
			r.ledger.Leave(r.order.PadCode, name, r.order.Owner, nil)
			delete(r.holding.Settings, name)
			continue
		}
		e.Applied, e.Confirmed, e.AwaitsRestart = "", false, false
		r.holding.Settings[name] = e
	}
	if r.order.Reset {
		r.out.Reset.Kind = Done
		return false
	}
	return true
}

// expected returns the desired setting if the value under way is the desired
// one.
func (r *run) expected(name, hash string) *Desired {
	i := slices.IndexFunc(r.order.Desired, func(d Desired) bool { return d.Setting.Name() == name })
	if i < 0 || hash == "" || r.order.Desired[i].hash() != hash {
		return nil
	}
	return &r.order.Desired[i]
}

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
	r.restarted = r.restarted || f.Long
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
