package converge

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// settle waits for the changes of the instance that are under way and moves
// their results into the holding. It reports whether the order can go on.
func (r *run) settle(ctx context.Context) bool {
	if len(r.out.Tasks) > 0 {
		// Any of them may be a restart.
		defer r.engine.BeginDowntime(r.order.PadCode, time.Now())()
	}
	for len(r.out.Tasks) > 0 {
		// The result does not matter: these tasks are not this resource's.
		if _, err := r.engine.AwaitTask(ctx, armcloud.WaitTask, r.out.Tasks[0]); err != nil && endsJob(ctx, err) {
			r.fail("wait for an earlier change", "", err)
			return false
		}
		r.out.Tasks = r.out.Tasks[1:]
	}
	r.holding.Tasks = nil
	for len(r.holding.Others) > 0 {
		if _, err := r.awaitFlight(ctx, r.holding.Others[0], nil); err != nil {
			r.fail("wait for an earlier change", "", err)
			return false
		}
		r.holding.Others = r.holding.Others[1:]
	}
	for _, name := range slices.Sorted(maps.Keys(r.holding.Settings)) {
		e := r.holding.Settings[name]
		if e.Flight == nil {
			continue
		}
		c := r.changed(name, e.Flight)
		done, err := r.awaitFlight(ctx, e.Flight, c)
		switch {
		case err == nil && !done && e.Flight.isRepeated(c):
			// It is sent again before anything else.
			continue
		case err != nil:
			r.fail("wait for the earlier change of "+name, name, err)
			return false
		}
		if e.Flight.Erases {
			r.forgetErased()
		}
		switch {
		case done && e.Flight.Value == "":
			delete(r.holding.Settings, name)
			r.out.Undone[name] = Result{Kind: Done}
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
	before := *r.holding.Restart
	if !done {
		r.holding.Restart = &Restart{Requested: before.Requested || before.Again}
		return true
	}
	r.out.Rebooted = true
	r.holding.Restart = nil
	if before.Again {
		r.holding.Restart = &Restart{Requested: true}
	}
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
	// One that failed may have erased something too.
	r.forgetErased()
	if !done {
		return true
	}
	for name := range r.holding.Settings {
		if !slices.ContainsFunc(r.order.Desired, func(d Desired) bool { return d.Setting.Name() == name }) {
			// The reset has undone it.
			r.ledger.Leave(r.order.PadCode, name, r.order.Owner, nil)
			delete(r.holding.Settings, name)
		}
	}
	if r.order.Reset {
		r.out.Reset.Kind = Done
		return false
	}
	return true
}

// forgetErased forgets what an earlier change may have erased, of this resource and,
// in the report, of others.
func (r *run) forgetErased() {
	r.erased = true
	for name, e := range r.holding.Settings {
		r.holding.Settings[name] = e.erased()
	}
}

// changed returns the setting that a change sets or undoes, or nil if there is no
// evidence about the change.
func (r *run) changed(name string, f *Flight) *changed {
	if f.Value == Any {
		return nil
	}
	i := slices.IndexFunc(r.order.Desired, func(d Desired) bool { return d.Setting.Name() == name })
	switch {
	case i < 0 && r.order.Setting == nil:
		return nil
	case i < 0:
		return &changed{setting: r.order.Setting(name), hash: f.Value}
	case r.order.Desired[i].SecretChanged && (f.Secret == "" || f.Secret != r.order.Desired[i].Secret):
		return nil
	}
	d := r.order.Desired[i]
	c := &changed{setting: d.Setting, hash: f.Value}
	if d.hash() == f.Value {
		c.value = d.Value
	}
	return c
}
