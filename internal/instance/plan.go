package instance

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ValidateConfig checks what single attributes cannot.
func (r *instanceResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	values := map[string]attr.Value{}
	for _, at := range r.layout.attributes {
		value, diags := r.layout.get(ctx, req.Config, at)
		resp.Diagnostics.Append(diags...)
		if diags.HasError() {
			continue
		}
		values[at.Name()] = value
		resp.Diagnostics.Append(at.Check(value, func(child string) path.Path { return r.layout.child(at, child) })...)
	}
	if !r.layout.own {
		resp.Diagnostics.Append(setting.Conflicts(values, func(name, child string) path.Path { return path.Root(name).AtName(child) })...)
	}
}

// ModifyPlan plans what the schema cannot: settings that leave, versions of
// write-only values, and the warnings that belong to a plan.
func (r *instanceResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	record := loadRecord(ctx, req.Private)
	if req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(r.planDestroy(ctx, req.State, record)...)
		return
	}
	creating := req.State.Raw.IsNull()
	if creating {
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
		code, diags := tfkit.GetString(ctx, resp.Plan, tfkit.PadCode)
		resp.Diagnostics.Append(diags...)
		resp.Diagnostics.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, []string{code})...)
	}
	var before tfkit.Reader
	if !creating {
		before = req.State
		resp.Diagnostics.Append(r.planRelease(ctx, req, resp, record)...)
	}
	resp.Diagnostics.Append(r.planChanges(ctx, req, resp, creating)...)
	fingerprints := ownership.NewFingerprints(r.Data.SecretKey, record.Salt)
	for _, at := range r.layout.attributes {
		secret, version := at.WriteOnly()
		planned, diags := r.layout.get(ctx, resp.Plan, at)
		resp.Diagnostics.Append(diags...)
		if secret == "" || diags.HasError() || planned.IsNull() || planned.IsUnknown() {
			continue
		}
		write := ownership.SecretPlan{
			Secret: r.layout.child(at, secret), Version: r.layout.child(at, version),
			Sent: record.Secrets[at.Name()], Fingerprints: fingerprints,
		}
		resp.Diagnostics.Append(write.Plan(ctx, req.Config, before, &resp.Plan)...)
	}
	r.planWarnings(ctx, req, resp, record, creating)
}

// planChanges leaves facts for the apply that change with a setting.
func (r *instanceResource) planChanges(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, creating bool) diag.Diagnostics {
	var diags diag.Diagnostics
	if creating || r.layout.own {
		return diags
	}
	for _, at := range r.layout.attributes {
		planned, more := r.layout.get(ctx, resp.Plan, at)
		diags.Append(more...)
		held, more := r.layout.get(ctx, req.State, at)
		diags.Append(more...)
		want, known := at.Split(planned, nil)
		has, _ := at.Split(held, nil)
		if !known {
			// Any of its settings may change.
			want = setting.Values{at.Name(): {Setting: at.Setting(at.Name())}}
		}
		for name, w := range want {
			if known && converge.Canonical(w.Value) == converge.Canonical(has[name].Value) {
				continue
			}
			for _, fact := range w.Setting.Changes() {
				diags.Append(resp.Plan.SetAttribute(ctx, path.Root(fact), types.StringUnknown())...)
			}
		}
	}
	return diags
}

// planDestroy warns of settings that a destroy cannot take back.
func (r *instanceResource) planDestroy(ctx context.Context, state tfkit.Reader, record privateRecord) diag.Diagnostics {
	release, diags := tfkit.GetString(ctx, state, ownership.OnRelease)
	if release == ownership.ReleaseKeep || release == ownership.ReleaseReset {
		return diags
	}
	code, more := tfkit.GetString(ctx, state, tfkit.PadCode)
	diags.Append(more...)
	managed, more := r.managed(ctx, state, record)
	diags.Append(more...)
	released, more := r.releasable(ctx, state, managed, privateRecord{})
	diags.Append(more...)
	if warning := ownership.IrreversibleWarning(released, code); warning != nil {
		diags.Append(warning)
	}
	return diags
}

// planRelease plans what the phone of the state loses: everything when the
// plan is about another phone, else what left the configuration.
func (r *instanceResource) planRelease(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) diag.Diagnostics {
	held, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	planned, more := tfkit.GetString(ctx, resp.Plan, tfkit.PadCode)
	diags.Append(more...)
	switch {
	case diags.HasError():
	case planned != held:
		diags.Append(r.planDestroy(ctx, req.State, record)...)
	case !r.layout.own:
		diags.Append(r.planLeaving(ctx, req, resp, record)...)
	}
	return diags
}

// managed lists the attributes of a state that this resource has set: those it
// recorded, and those that only it can have put there.
func (r *instanceResource) managed(ctx context.Context, state tfkit.Reader, record privateRecord) ([]setting.Shape, diag.Diagnostics) {
	var found []setting.Shape
	var diags diag.Diagnostics
	for _, at := range r.layout.attributes {
		value, more := r.layout.get(ctx, state, at)
		diags.Append(more...)
		if value.IsNull() {
			continue
		}
		if r.layout.own || !at.ReadOnImport() || record.manages(at) {
			found = append(found, at)
		}
	}
	return found, diags
}

// planLeaving plans null for managed attributes that left the configuration
// (those that an import fills in would otherwise keep their value), and warns
// of settings that stay on the phone.
func (r *instanceResource) planLeaving(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) diag.Diagnostics {
	release, diags := tfkit.GetString(ctx, resp.Plan, ownership.OnRelease)
	managed, more := r.managed(ctx, req.State, record)
	diags.Append(more...)
	var leaving []converge.Setting
	for _, at := range managed {
		configured, more := r.layout.get(ctx, req.Config, at)
		diags.Append(more...)
		held, more := r.held(ctx, req.State, at)
		diags.Append(more...)
		if diags.HasError() {
			return diags
		}
		want, known := at.Split(configured, configured)
		for _, name := range setting.Ordered(slices.Collect(maps.Keys(held))) {
			if _, stays := want[name]; !stays && known {
				leaving = append(leaving, held[name].Setting)
			}
		}
		if configured.IsNull() && at.ReadOnImport() {
			diags.Append(r.layout.put(ctx, &resp.Plan, at, at.Null())...)
		}
	}
	code, more := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	diags.Append(more...)
	if warning := ownership.IrreversibleWarning(leaving, code); warning != nil && release != ownership.ReleaseKeep {
		diags.Append(warning)
	}
	return diags
}

// planWarnings warns of a phone that is not there and of settings that
// another resource manages too.
func (r *instanceResource) planWarnings(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, creating bool) {
	var code types.String
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(tfkit.PadCode), &code)...)
	if code.IsNull() || code.IsUnknown() || r.Data.Engine == nil {
		return
	}
	for _, at := range r.layout.attributes {
		// What an import has filled in is not managed yet.
		configured, diags := r.layout.get(ctx, req.Config, at)
		resp.Diagnostics.Append(diags...)
		if configured.IsNull() || configured.IsUnknown() {
			continue
		}
		// An object without a lasting id yet may be planned twice, when it
		// replaces itself: it is told from other types alone.
		id := ""
		if record.Stored && !creating {
			id = record.Owner
		}
		// With a part unknown, the whole attribute stands for its settings.
		names := []string{at.Name()}
		if want, known := at.Split(configured, configured); known {
			names = slices.Sorted(maps.Keys(want))
		}
		for _, name := range names {
			if other, shared := r.Data.Ledger.Claim(code.ValueString(), name, r.TypeName(), id); shared && (other != r.TypeName() || id != "") {
				resp.Diagnostics.Append(diag.WithPath(r.layout.at(at), ownership.SharedWarning(code.ValueString(), name, r.TypeName(), other)))
			}
		}
	}
	if creating {
		here, err := r.Data.Engine.Details(ctx, []string{code.ValueString()})
		if _, found := here[code.ValueString()]; err == nil && !found {
			resp.Diagnostics.AddAttributeWarning(path.Root(tfkit.PadCode), "Phone not in the account", fmt.Sprintf(
				"ARMCloud does not list %s for these keys; the apply will fail unless that changes.", code.ValueString()))
		}
	}
}
