package fleet

import (
	"context"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// changed reports whether a map of triggers changed.
func (a *applier) changed(ctx context.Context, name string) bool {
	changed, diags := ownership.TriggersChanged(ctx, a.plan, a.before, name)
	a.diags.Append(diags...)
	return changed
}

// orders returns what the plan requests for the instances. Those that have nothing to
// do get no order.
func (a *applier) orders() []converge.Order {
	profiles := desiredLists{}
	var orders []converge.Order
	for _, code := range a.desired.codes() {
		name := a.desired.phones[code]
		if _, exists := a.desired.profiles[name]; !exists {
			// The reason in the state, under ignore_changes: the instance is left alone.
			continue
		}
		order := a.order(code, name, profiles.of(a.desired, code, name))
		if len(order.Holding.Unfinished()) > 0 || a.undone(order) || !converge.Plan(order.Holding, order).Empty() {
			orders = append(orders, order)
		}
	}
	for _, code := range a.current.state.codes() {
		if _, stays := a.desired.phones[code]; stays {
			continue
		}
		order := a.order(code, "", nil)
		if a.desired.release == ownership.ReleaseKeep || !leavesWork(order.Holding) {
			a.leave(code)
			continue
		}
		orders = append(orders, order)
	}
	return orders
}

// order returns what the plan requests for one instance; without a profile, it is
// released.
func (a *applier) order(code, name string, desired []converge.Desired) converge.Order {
	order := converge.Order{
		PadCode: code, Owner: a.record.LedgerName(a.TypeName()), Holding: a.record.Running[code].With(a.current.of(code)), Desired: desired,
		Others: a.current.others[code], Claimed: a.current.others[code].New(), Deleting: a.deleting,
		Setting: setting.ByName, Current: a.current.value(code), Keep: a.desired.release == ownership.ReleaseKeep, Open: ownership.OpenOwed(a.Data, setting.FromJSON),
		Resend: a.resendAll && name != "", Restart: a.restartAll && name != "",
	}
	if a.before == nil && name != "" {
		a.takeHandover(&order, name)
		order.Holding.Tasks = slices.Concat(order.Holding.Tasks, a.Data.Ledger.Pending(code))
	}
	before := a.current.profileOf(code)
	_, old := a.current.state.phones[code]
	_, noted := a.current.notes[code]
	order.AdoptErasing = old && before == "" && !noted
	switch {
	case old && before == "":
		order.Desired = a.resendSecrets(order.Desired, code, name)
	case old && name != "":
		profile := a.current.state.profiles[before]
		order.Desired = a.withSecrets(order.Desired, order.Holding, code, before, name, func(s string) string { return profile[s].Digest })
	}
	return order
}

// leavesWork reports whether there is anything to do if an instance leaves the fleet.
func leavesWork(h converge.Holding) bool {
	return len(h.Settings)+len(h.Running()) > 0 || h.Reset != nil
}
