package instance

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planDestroy warns of settings that a destroy cannot undo, and of a reset. Delete
// learns of other owners by the planned private state.
func (r *instanceResource) planDestroy(ctx context.Context, state tfkit.Reader, record privateRecord, private tfkit.Private) diag.Diagnostics {
	release, diags := tfkit.GetString(ctx, state, ownership.OnRelease)
	code, more := tfkit.GetString(ctx, state, tfkit.PadCode)
	diags.Append(more...)
	var kept ownership.Others
	switch release {
	case ownership.ReleaseKeep:
	case ownership.ReleaseReset:
		owner := record.LedgerName(r.TypeName())
		diags.Append(ownership.ErasingWarning([]string{code}, ownership.OtherTypes(r.Data, code, owner, record.Others)))
		kept = ownership.PlanReset(r.Data, code, owner, undoable(r.releasable(record)), record.Others)
	default:
		released := r.releasable(record)
		if warning := ownership.IrreversibleWarning(released, code); warning != nil {
			diags.Append(warning)
		}
		kept = ownership.PlanLeaving(r.Data, code, record.LedgerName(r.TypeName()), undoable(released), record.Others, true)
	}
	if len(kept) > 0 {
		record.Others = record.Others.With(kept)
		diags.Append(record.save(ctx, private)...)
	}
	if warning := ownership.MovingWarning(r.Data); warning != nil {
		diags.Append(warning)
	}
	return diags
}

// releasable returns the settings that the resource manages.
func (r *instanceResource) releasable(record privateRecord) []converge.Setting {
	var released []converge.Setting
	for _, name := range setting.Ordered(slices.Collect(maps.Keys(record.Holding.Settings))) {
		released = append(released, setting.ByName(name))
	}
	return released
}

// undoable returns the names of those settings that can be undone.
func undoable(settings []converge.Setting) []string {
	var names []string
	for _, s := range settings {
		if converge.Undoable(s) {
			names = append(names, s.Name())
		}
	}
	return names
}

// planRelease plans what the instance in the state loses: everything if the plan
// is about another instance, otherwise what left the configuration.
func (r *instanceResource) planRelease(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) diag.Diagnostics {
	current, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	planned, more := tfkit.GetString(ctx, resp.Plan, tfkit.PadCode)
	diags.Append(more...)
	switch {
	case diags.HasError():
	case planned != current:
		diags.Append(r.planDestroy(ctx, req.State, record, resp.Private)...)
	case !r.layout.own:
		diags.Append(r.planLeaving(ctx, req, resp, record)...)
	}
	return diags
}

// planLeaving plans null for managed attributes that left the configuration
// (those that an import fills in would otherwise keep their value), and warns of
// settings that cannot be undone.
func (r *instanceResource) planLeaving(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) diag.Diagnostics {
	release, diags := tfkit.GetString(ctx, resp.Plan, ownership.OnRelease)
	var leaving []converge.Setting
	for _, at := range r.managed(record) {
		configured, more := r.layout.get(ctx, req.Config, at)
		diags.Append(more...)
		if diags.HasError() {
			return diags
		}
		desired, known := at.Split(configured, configured)
		held := converge.Relabeled(record.Holding, slices.Collect(maps.Values(desired)))
		for _, name := range setting.Ordered(slices.Collect(maps.Keys(held.Settings))) {
			if _, stays := desired[name]; !stays && known && setting.ShapeOf(name) == at {
				leaving = append(leaving, at.Setting(name))
			}
		}
		if configured.IsNull() && at.ReadOnImport() {
			diags.Append(r.layout.put(ctx, &resp.Plan, at, at.Null())...)
		}
	}
	code, more := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	diags.Append(more...)
	if release == ownership.ReleaseKeep {
		return diags
	}
	if warning := ownership.IrreversibleWarning(leaving, code); warning != nil {
		diags.Append(warning)
	}
	shared := ownership.PlanLeaving(r.Data, code, record.LedgerName(r.TypeName()), undoable(leaving), record.Others, false)
	for _, name := range slices.Sorted(maps.Keys(shared)) {
		diags.Append(ownership.LeavingWarning(code, name, r.TypeName(), ownership.OwnerType(shared[name][0])))
	}
	return diags
}
