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
	switch release {
	case ownership.ReleaseKeep:
	case ownership.ReleaseReset:
		diags.Append(ownership.ErasingWarning([]string{code}, ownership.OtherTypes(r.Data, code, record.LedgerName(r.TypeName()), record.Others)))
	default:
		var released []converge.Setting
		for _, name := range setting.Ordered(slices.Collect(maps.Keys(record.Holding.Settings))) {
			released = append(released, setting.ByName(name))
		}
		if warning := ownership.IrreversibleWarning(released, code); warning != nil {
			diags.Append(warning)
		}
		if kept := r.planUndone(code, record, released, true); len(kept) > 0 {
			record.Others = record.Others.With(kept)
			diags.Append(record.save(ctx, private)...)
		}
	}
	return diags
}

// planUndone plans the undo of settings, and returns other resources that manage
// them, unless the object's notes say so and nothing is undone.
func (r *instanceResource) planUndone(code string, record privateRecord, leaving []converge.Setting, deleting bool) ownership.Others {
	var names []string
	for _, s := range leaving {
		if converge.Undoable(s) {
			names = append(names, s.Name())
		}
	}
	return ownership.PlanLeaving(r.Data, code, record.LedgerName(r.TypeName()), names, record.Others, deleting)
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
	shared := r.planUndone(code, record, leaving, false)
	for _, name := range slices.Sorted(maps.Keys(shared)) {
		diags.Append(ownership.LeavingWarning(code, name, r.TypeName(), ownership.OwnerType(shared[name][0])))
	}
	return diags
}
