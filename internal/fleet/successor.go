package fleet

import (
	"context"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// takeHandedOver takes what replaced fleets knew of the planned instances. If it was one
// fleet, this one continues its record, or its name in the ledger if it was tainted.
func (a *applier) takeHandedOver(ctx context.Context) {
	planned, diags := a.readModel(ctx, a.plan, nil)
	a.diags.Append(diags...)
	triggers, more := ownership.TriggersText(ctx, a.plan)
	a.diags.Append(more...)
	a.triggers = triggers
	a.handed, a.predecessors = map[string]ownership.Known{}, map[string]*predecessor{}
	for code := range planned.phones {
		known, here := ownership.TakeHandedOver(a.Data, a.handoverKey(code), ownership.Fit(planned.targetsAt(code)))
		if !here {
			continue
		}
		a.handed[code] = known
		if _, seen := a.predecessors[known.Owner]; !seen && known.Owner != "" {
			a.predecessors[known.Owner] = nil
			if p, recorded := tfkit.Recorded[predecessor](a.Data.Ledger, predecessorKey(known.Owner)); recorded {
				a.predecessors[known.Owner] = &p
			}
		}
	}
	a.handedOver = len(a.handed) > 0
	if len(a.predecessors) != 1 {
		return
	}
	for owner, p := range a.predecessors {
		if a.record.Continue(a.Data, owner) && p != nil {
			a.record.Identity, a.digestsBefore, a.passwordsBefore = p.Identity, p.Digests, p.Passwords
			a.record.Complete(true)
		}
	}
}

// continueHandedOver continues what replaced fleets knew of the instances. Those that
// this one does not continue have left them.
func (a *applier) continueHandedOver() {
	if a.passwordsBefore != nil {
		a.current.sentPasswords = a.passwordsBefore
	}
	for code, known := range a.handed {
		a.current.take(code, known)
		a.current.confirm(code, known.Holding)
		a.leaveFor(code, known)
	}
}

// leaveFor records that a replaced fleet has left an instance, unless this one continues
// it.
func (a *applier) leaveFor(code string, known ownership.Known) {
	if known.Owner != "" && known.Owner != a.record.LedgerName(a.TypeName()) {
		ownership.LeaveAsIs(a.Data, code, known.Owner, known.Holding)
	}
}

// takeHandover fills an order of a create with what a replaced fleet knew of the
// instance.
func (a *applier) takeHandover(order *converge.Order, profile string) {
	known, here := a.handed[order.PadCode]
	if !here {
		return
	}
	order.Holding, order.Others = known.Holding, known.Others
	p := a.predecessors[known.Owner]
	if p == nil || p.Identity.Owner != a.record.Owner {
		order.Desired = a.resendSecrets(order.Desired, order.PadCode, profile)
	} else {
		before := p.Profiles[order.PadCode]
		order.Desired = a.withSecrets(order.Desired, order.Holding, order.PadCode, before, profile, func(s string) string { return p.Digests[before][s] })
	}
	if p != nil {
		order.Resend = p.Triggers != a.triggers
	}
}

// takeAbandoned notes the instances that a replaced fleet had and that this one does
// not have, to release them. It returns them without a profile, and what is known of
// them.
func (a *applier) takeAbandoned() (phones map[string]string, abandoned map[string]ownership.Known) {
	var kept []string
	for code := range a.desired.phones {
		kept = append(kept, a.handoverKey(code))
	}
	phones, abandoned = map[string]string{}, map[string]ownership.Known{}
	for key, known := range ownership.TakeAbandoned(a.Data, a.TypeName(), kept) {
		code := strings.TrimPrefix(key, a.handoverKey(""))
		phones[code] = ""
		a.record.Notes[code] = instanceNote{Holding: known.Holding}
		abandoned[code] = known
		a.handedOver = true
	}
	return phones, abandoned
}
