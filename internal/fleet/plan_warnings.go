package fleet

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planLeaving warns of settings that are released and cannot be undone, and of
// settings to undo that other resources manage, unless the fleet's notes say so and
// nothing is undone. If the fleet is deleted, it adds the other owners that were found
// to the notes instead, and reports whether there are any.
func (r *fleetResource) planLeaving(resp *resource.ModifyPlanResponse, owner string, current *holdings, desired model, deleting bool) (noted bool) {
	if desired.release == ownership.ReleaseKeep {
		return false
	}
	leaving := map[string]bool{}
	profiles := desiredLists{}
	var codes []string
	shared := map[[2]string][]string{}
	for code, before := range current.state.phones {
		name := desired.phones[code]
		if name == before && isReason(name) || desired.unknown(code) {
			continue
		}
		var undone []string
		stays := true
		p := desired.of(code, name)
		for s := range converge.Relabeled(current.of(code), profiles.of(desired, code, name)).Settings {
			if _, desired := p[s]; desired {
				continue
			}
			leaving[s] = true
			stays = false
			if converge.Undoable(setting.ByName(s)) {
				undone = append(undone, s)
			}
		}
		if !stays {
			codes = append(codes, code)
		}
		found := ownership.PlanLeaving(r.Data, code, owner, undone, current.others[code], deleting)
		if deleting && len(found) > 0 {
			current.others[code] = current.others[code].With(found)
			noted = true
			continue
		}
		for s, others := range found {
			key := [2]string{s, ownership.OwnerType(others[0])}
			shared[key] = append(shared[key], code)
		}
	}
	resp.Diagnostics.Append(groupedBy(shared, r.TypeName(), ownership.LeavingWarning)...)
	var released []converge.Setting
	for _, name := range setting.Ordered(slices.Collect(maps.Keys(leaving))) {
		released = append(released, setting.ByName(name))
	}
	if warning := ownership.IrreversibleWarning(released, abbreviate(codes)); warning != nil {
		resp.Diagnostics.Append(warning)
	}
	return noted
}

// planErasing warns if the plan erases the data of instances, or finds that they may
// have been erased. handed is what a fleet
// knows that may be replaced, by pad code.
func (r *fleetResource) planErasing(ctx context.Context, resp *resource.ModifyPlanResponse, owner string, current *holdings, handed map[string]ownership.Known, desired model) {
	var codes, again, found []string
	imported := map[string][]converge.Expectation{}
	for code, name := range desired.phones {
		p := desired.of(code, name)
		var erasing []converge.Expectation
		for _, d := range p {
			if converge.Erases(d.Setting, d.Value) {
				erasing = append(erasing, converge.Expectation{Setting: d.Setting, Value: d.Value, Confirmed: true})
			}
		}
		if len(erasing) == 0 || desired.unknown(code) {
			continue
		}
		_, old := current.state.phones[code]
		_, noted := current.notes[code]
		holding := current.of(code)
		known, hands := handed[code]
		if hands {
			holding = known.Holding
		}
		job := converge.Plan(holding, converge.Order{Desired: p.desired(), Keep: true})
		switch erases := job.Erases(); {
		case erases && old && !noted && current.profileOf(code) == "":
			imported[code] = erasing
		case erases:
			codes = append(codes, code)
		case len(job.Found) > 0:
			found = append(found, code)
			ownership.PlanErasure(r.Data, code, owner)
		case hands && r.Data.Ledger.Begun().IsZero():
			// In the apply, Delete has handed over already.
			again = append(again, code)
		}
	}
	codes = append(codes, r.notShowing(ctx, imported)...)
	others := func(codes []string) []string {
		var types []string
		for _, code := range codes {
			types = append(types, ownership.OtherTypes(r.Data, code, owner, current.others[code].With(handed[code].Others))...)
		}
		slices.Sort(types)
		return slices.Compact(types)
	}
	slices.Sort(codes)
	slices.Sort(found)
	slices.Sort(again)
	if warning := ownership.ErasingWarning(codes, others(codes)); warning != nil {
		resp.Diagnostics.Append(warning)
	}
	if warning := ownership.FoundErasureWarning(found, others(found)); warning != nil {
		resp.Diagnostics.Append(warning)
	}
	if warning := ownership.MayEraseWarning(again); warning != nil {
		resp.Diagnostics.Append(warning)
	}
}

// notShowing returns the instances that are not seen to have what is expected.
func (r *fleetResource) notShowing(ctx context.Context, expected map[string][]converge.Expectation) []string {
	if len(expected) == 0 {
		return nil
	}
	observed := map[string]converge.InstanceObservation{}
	if r.Data.Engine != nil {
		// If it fails, the plan warns of all of them.
		observed, _ = ownership.Converger(r.Data).Observe(ctx, expected)
	}
	var codes []string
	for code, expectations := range expected {
		confirmed := 0
		for _, o := range observed[code].Observations {
			if o.Confirmed {
				confirmed++
			}
		}
		if confirmed < len(expectations) {
			codes = append(codes, code)
		}
	}
	return codes
}

// planMissing warns of new instances that are not in the account.
func (r *fleetResource) planMissing(ctx context.Context, resp *resource.ModifyPlanResponse, state, want model) {
	var ask []string
	for _, code := range want.codes() {
		if _, old := state.phones[code]; !old {
			ask = append(ask, code)
		}
	}
	missing, err := r.Data.Engine.Missing(ctx, ask)
	if err != nil {
		// The plan does not depend on it, and the apply checks again.
		return
	}
	if len(missing) > 0 {
		resp.Diagnostics.AddWarning("Instances not in the account",
			tfkit.NotListed(abbreviate(missing))+" Otherwise they fail; the other instances are still configured.")
	}
}

// planShared warns of settings that other resources manage too.
func (r *fleetResource) planShared(resp *resource.ModifyPlanResponse, record privateRecord, want model, creating bool) {
	owner, created := record.LedgerName(r.TypeName()), creating || !record.Stored
	if created {
		owner = ownership.NewOwner(r.TypeName())
	}
	shared := map[[2]string][]string{}
	for code := range want.phones {
		for _, setting := range want.targetsAt(code) {
			if other, taken := ownership.Sharing(r.Data, code, setting, owner, created); taken {
				key := [2]string{setting, other}
				shared[key] = append(shared[key], code)
			}
		}
	}
	want.claim(r.Data.Ledger, owner)
	if creating {
		for code, name := range want.phones {
			ownership.PlanTaking(r.Data, code, r.TypeName(), slices.Collect(maps.Keys(want.of(code, name))))
		}
		if warning := ownership.MovingWarning(r.Data); warning != nil {
			resp.Diagnostics.Append(warning)
		}
	}
	resp.Diagnostics.Append(groupedBy(shared, r.TypeName(), ownership.SharedWarning)...)
}
