package converge

import "time"

// Report is what became of an order.
type Report struct {
	PadCode string
	// Job is what the instance needed once earlier changes had ended.
	Job Job
	Outcome
	// Holding is what is known of the instance now.
	Holding Holding
	// Took is how long the order took, and Wave the number of its wave in a rollout.
	Took time.Duration
	Wave int
	// Waiting is why a rollout did not begin the order, or "".
	Waiting string
}

// Expectations returns what is expected of the settings that were just set and whose
// source needs a confirmation.
func (r Report) Expectations() []Expectation {
	var expectations []Expectation
	for _, d := range r.Job.Set {
		if NeedsConfirmation(d.Setting) && r.Set[d.Setting.Name()].Kind == Done {
			expectations = append(expectations, Expectation{Setting: d.Setting, Value: d.Value, Configured: d.Configured})
		}
	}
	return expectations
}

// report stores the end of the run.
func (r *run) report(into *Report) {
	var holding Holding
	if r.out.Failed() && !r.executed {
		holding = postpone(r.holding, r.order)
		holding.Tasks, holding.Until = r.out.Tasks, r.out.Until
	} else {
		holding = Apply(r.holding, r.job, r.out)
	}
	if r.restarted {
		holding = forgetLost(holding, r.order.Desired)
	}
	if r.order.Deleting && holding.Restart == nil {
		holding.Restart = r.holding.Restart
	}
	into.PadCode, into.Job, into.Outcome, into.Holding = r.order.PadCode, r.job, r.out, holding
	into.Erased = into.Erased || r.erased || len(r.unseen) > 0
	into.Found = r.unseen
}

// NotBegun returns the report of an order that could not be begun.
func NotBegun(order Order) Report {
	h := postpone(order.Holding, order)
	rememberUndos(h, Plan(h, order).Undo, order.Current)
	return Report{PadCode: order.PadCode, Holding: h}
}

// postpone returns a holding that remembers what an order that was not begun
// requested once only: to send everything again or another secret, and to restart.
func postpone(h Holding, o Order) Holding {
	h = h.clone()
	for _, d := range o.Desired {
		if e, known := h.Settings[d.Setting.Name()]; known && (o.Resend || d.SecretChanged) {
			h.Settings[d.Setting.Name()] = outdated(e)
		}
	}
	if o.Restart {
		h.Restart = h.Restart.again()
	}
	return h
}

// again returns the restart that is left if another one is requested.
func (r *Restart) again() *Restart {
	switch {
	case r == nil:
		return &Restart{Requested: true}
	case r.Flight == nil:
		return &Restart{Requested: true}
	default:
		return &Restart{Requested: r.Requested, Flight: r.Flight, Again: true}
	}
}

// outdated returns an entry of a setting that is to be sent again. A change under way
// is still waited for; what it sets is not the desired value any more.
func outdated(e Entry) Entry {
	switch {
	case e.Flight == nil:
		e.Applied = ""
	case e.Flight.Value != "" && len(e.Flight.Tasks) > 0:
		flight := *e.Flight
		flight.Value = Any
		e.Flight = &flight
	}
	return e
}
