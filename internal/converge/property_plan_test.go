package converge_test

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// plan refreshes one resource and decides what to do with it.
func (n *node) plan(ctx context.Context) {
	if n.refresh && n.has != nil {
		f := n.read(ctx, n.planning, 10*time.Millisecond)
		n.has, n.warned = f.object, f.warned
		n.model.Ask(n.owner(), f.lost...)
		for _, owed := range slices.Concat(f.object.Holding.Owed, f.object.Holding.OwedIfErased) {
			n.model.Ask(n.owner(), owed.Setting)
		}
		n.tracef("refresh %s: lost %v, others %v, %s", n.typeName, f.lost, n.has.Others, holdingText{n.has.Holding})
	}
	n.before, n.found = n.has, false
	switch has, want := n.has, n.want; {
	case has == nil && want == nil:
		return
	case has == nil:
		n.creating = true
	case want == nil:
		n.deleting = true
		n.planDelete()
	case has.tainted:
		n.creating, n.deleting = true, true
	case n.resource.replace:
		n.creating, n.deleting = true, true
		n.planUpdate()
	default:
		n.updating = n.changes(n.planning)
		n.planUpdate()
	}
	if n.creating {
		n.planCreate(ctx)
	}
	n.tracef("%s: create %v, update %v, delete %v, tainted %v", n.typeName, n.creating, n.updating, n.deleting, n.before != nil && n.before.tainted)
}

// planCreate plans a handover, as ModifyPlan does.
func (n *node) planCreate(ctx context.Context) {
	if n.deleting && !n.has.tainted {
		tfkit.MarkCreated(ctx, n.private)
	}
	tfkit.MarkCreating(ctx, n.private)
	names := n.want.names()
	claims := []ownership.Claim{{Codes: []string{padCode}, Settings: names}}
	if n.deleting {
		ownership.PlanHandover(ctx, n.planning, n.private, n.typeName, n.handoverKey(), claims, []string{n.handoverKey()})
	}
	n.planning.Ledger.Claim(padCode, ownership.NewOwner(n.typeName), names)
}

// planUpdate records what an object leaves and what it is going to manage.
func (n *node) planUpdate() {
	owner := n.has.LedgerName(n.typeName)
	defer n.planning.Ledger.Planned(owner)
	if n.want.release != ownership.ReleaseKeep {
		ownership.PlanLeaving(n.planning, padCode, owner, n.has.undoable(n.want), n.has.Others, false)
	}
	n.planning.Ledger.Claim(padCode, owner, n.want.names())
	o := n.has.clone()
	n.adopt(o)
	n.found = len(converge.Plan(o.Holding, n.order(n.planning, o, false)).Found) > 0
	if n.found {
		ownership.PlanErasure(n.planning, padCode, owner)
	}
}

// planDelete notes the other owners of what an object leaves, for its Delete.
func (n *node) planDelete() {
	o := n.has.clone()
	owner := o.LedgerName(n.typeName)
	defer n.planning.Ledger.Planned(owner)
	var kept ownership.Others
	switch o.release {
	case ownership.ReleaseKeep:
	case ownership.ReleaseReset:
		kept = ownership.PlanReset(n.planning, padCode, owner, o.undoable(nil), o.Others)
	default:
		kept = ownership.PlanLeaving(n.planning, padCode, owner, o.undoable(nil), o.Others, true)
	}
	o.Others = o.Others.With(kept)
	n.has, n.before = o, o
}

// undoable returns the settings that a configuration does not have and that can be
// undone.
func (o *object) undoable(want *config) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(o.Holding.Settings)), func(name string) bool {
		return want != nil && want.values[name] != nil || !converge.Undoable(setting.ByName(name))
	})
}

// ask records which changes a plan requests anew.
func (n *node) ask() {
	if !n.creating || !n.deleting {
		return
	}
	if n.resetting() {
		n.askAll(n.resource)
	}
	if n.before.tainted && n.want.secret != "" {
		// A handover contains no fingerprints.
		n.model.Ask(n.owner(), "proxy")
	}
	if n.before.tainted && !n.refresh {
		// The state hands over neither tasks nor failures, so a user has to wait.
		n.model.Settle()
		n.model.Ask(n.owner(), n.want.names()...)
	}
}
