package converge_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit/tfkittest"
)

// node is the part of a run that concerns one resource.
type node struct {
	*run
	*resource
	timeout, start time.Duration
	// before is the object before the apply, and resets how many resets of the
	// resource there were.
	before *object
	resets int
	// began and claimed are when the apply of the resource began, and when it claimed
	// its settings, or zero.
	began, claimed time.Time
	// pending are the tasks that the plan hands over.
	pending []int64
	// private is the planned private state.
	private tfkittest.Private
	// creating, updating and deleting: a replacement is both of the others.
	creating, updating, deleting bool
	// continued is what an object that is not tainted hands over to its replacement.
	continued *object
	// unsaved is true if the process was killed meanwhile.
	unsaved bool
	// deleted is true if the first report is that of a Delete.
	deleted bool
	// warned is true if the plan warns that the other resource has to send a setting
	// again.
	warned  bool
	reports []converge.Report
	log     []string
}

// apply carries out what was planned for one resource.
func (n *node) apply(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	n.applying.Ledger.BeginApply()
	n.began = time.Now()
	n.begin()
	ctx, cancel := context.WithTimeout(convergetest.WithOwner(ctx, n.owner()), n.timeout)
	defer cancel()
	if n.deleting && !n.delete(ctx) {
		return
	}
	if n.resetting() {
		n.askAll(n.resource)
	}
	if n.creating || n.updating {
		n.set(ctx)
	}
}

// resetting reports whether an object is replaced by one that knows nothing.
func (n *node) resetting() bool {
	return n.creating && n.deleting && !n.before.tainted && n.before.release == ownership.ReleaseReset
}

// begin makes tasks known to a resource that begins later, and those that the plan
// hands over to this one. One that has begun before does not know them.
func (n *node) begin() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.begun && n.has != nil && !(n.deleting && n.has.tainted) {
		n.model.Know(n.has.Holding.Running(), n.has.Holding.Until)
	}
	n.begun = true
	n.model.Know(n.pending, time.Time{})
	if n.has == nil || !n.has.erasing() {
		return
	}
	// Nothing shows what others have sent since the data were erased.
	for _, other := range n.resources {
		if other.want != nil {
			n.model.Ask(n.owner(), other.want.names()...)
		}
	}
}

// erasing reports whether a change is under way that may erase the instance.
func (o *object) erasing() bool {
	for _, e := range o.Holding.Settings {
		if e.Flight != nil && e.Flight.Erases {
			return true
		}
	}
	return o.Holding.Reset != nil
}

// set is a Create or an Update.
func (n *node) set(ctx context.Context) {
	o, handedOver := n.newObject(), false
	switch {
	case n.updating:
		o = n.has.clone()
		n.adopt(o)
	case n.continued != nil:
		o, handedOver = n.continued, true
	default:
		var known ownership.Known
		known, handedOver = ownership.TakeHandedOver(n.applying, n.handoverKey(), ownership.Fit(n.want.names()))
		o.Continue(n.applying, known.Owner)
		o.Holding, o.Others, o.Loss, o.ResetByOther = known.Holding, known.Others, known.Loss, known.ResetByOther
		if o.Sent = known.Sent; o.Sent == nil {
			o.Sent = map[string]int64{}
		}
	}
	if n.creating {
		n.applying.Ledger.Claim(padCode, ownership.NewOwner(n.typeName), n.want.names())
	}
	order := n.order(n.applying, o, n.creating)
	n.applying.Ledger.Claim(padCode, order.Owner, n.want.names())
	n.claimed = time.Now()
	report := ownership.Converger(n.applying).Apply(ctx, order)
	n.note("set", report)
	if report.Touched || !report.Failed() || n.updating || handedOver {
		o.tainted = n.creating && report.Failed()
		n.resource.save(n.applying, o, order, report)
		n.confirm(ctx, o, report)
		n.finish(o)
	}
}

// confirm checks if the inferred sources show what was just sent.
func (n *node) confirm(ctx context.Context, o *object, report converge.Report) {
	expectations := report.Expectations()
	if len(expectations) == 0 || ctx.Err() != nil {
		return
	}
	confirmed, err := ownership.Converger(n.applying).Confirm(ctx, map[string][]converge.Expectation{padCode: expectations})
	if err == nil {
		o.Holding, _ = converge.Observed(o.Holding, confirmed[padCode])
	}
}

// finish saves an object, or nil, unless the process was killed.
func (n *node) finish(o *object) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.killed && n.ended {
		n.unsaved = true
		return
	}
	if o != nil {
		o.Holding, o.Stored = throughText(o.Holding), true
	}
	n.has, n.replace = o, false
}

// note records a report.
func (n *node) note(what string, report converge.Report) {
	n.reports = append(n.reports, report)
	n.tracef("%s %s: set %v undone %v restarted %v reset %v awaiting %v erased %v rebooted %v others lost %v left %v kept %v; %s", n.typeName, what,
		report.Set, report.Undone, report.Restarted, report.Reset, report.AwaitingRestart, report.Erased, report.Rebooted, report.OthersLost, report.LeftTo, report.Kept,
		strings.Join(convergetest.Failures(report), "; "))
	n.tracef("  %s", holdingText{report.Holding})
}

// tracef logs an event of a node that runs beside others.
func (n *node) tracef(format string, args ...any) {
	if n.logs {
		n.log = append(n.log, fmt.Sprintf(format, args...))
	}
}
