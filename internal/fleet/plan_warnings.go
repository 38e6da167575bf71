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

// planLeaving warns of settings that are released and cannot be undone.
func planLeaving(resp *resource.ModifyPlanResponse, current *holdings, desired model) {
	if desired.release == ownership.ReleaseKeep {
		return
	}
	leaving := map[string]bool{}
	var codes []string
	for code, before := range current.state.phones {
		name := desired.phones[code]
		if name == before && isReason(name) {
			continue
		}
		stays := true
		for setting := range current.of(code).Settings {
			if _, desired := desired.profiles[name][setting]; !desired {
				leaving[setting] = true
				stays = false
			}
		}
		if !stays {
			codes = append(codes, code)
		}
	}
	var released []converge.Setting
	for _, name := range setting.Ordered(slices.Collect(maps.Keys(leaving))) {
		released = append(released, setting.ByName(name))
	}
	if warning := ownership.IrreversibleWarning(released, abbreviate(codes)); warning != nil {
		resp.Diagnostics.Append(warning)
	}
}

// planErasing warns if the plan erases the data of instances.
func (r *fleetResource) planErasing(_ context.Context, resp *resource.ModifyPlanResponse, current *holdings, desired model) {
	var codes []string
	for code, name := range desired.phones {
		p := desired.profiles[name]
		erasing := false
		for _, d := range p {
			erasing = erasing || d.Setting.Erases(d.Value)
		}
		if erasing && converge.Plan(current.of(code), converge.Order{Desired: p.desired(), Keep: true}).Erases() {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	if warning := ownership.ErasingWarning(codes); warning != nil {
		resp.Diagnostics.Append(warning)
	}
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
	id := ""
	if record.Stored && !creating {
		id = record.Owner
	}
	shared := map[[2]string][]string{}
	for code, name := range want.phones {
		for setting := range want.profiles[name] {
			other, taken := r.Data.Ledger.Claim(code, setting, r.TypeName(), id)
			if taken && (other != r.TypeName() || id != "") {
				key := [2]string{setting, other}
				shared[key] = append(shared[key], code)
			}
		}
	}
	resp.Diagnostics.Append(sharedBy(r.TypeName(), shared)...)
}
