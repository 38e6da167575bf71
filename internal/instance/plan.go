package instance

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ModifyPlan plans what the schema cannot: settings that leave, versions of
// write-only values, unfinished work, and the warnings that belong to a plan.
func (r *instanceResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	creating := req.State.Raw.IsNull()
	var diags diag.Diagnostics
	req.State, diags = r.knownState(ctx, req.State, req.Private)
	resp.Diagnostics.Append(diags...)
	var before tfkit.Reader
	if !creating {
		before = req.State
	}
	record, diags := r.loadRecord(ctx, req.Private, before)
	resp.Diagnostics.Append(diags...)
	if !creating {
		owner := record.LedgerName(r.TypeName())
		defer r.Data.Ledger.Planned(owner)
		code, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
		resp.Diagnostics.Append(diags...)
		ownership.RecordRunning(r.Data, code, owner, record.Holding)
	}
	if req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(r.planDestroy(ctx, req.State, record, resp.Private)...)
		return
	}
	handedOver := false
	if creating {
		record.Holding, handedOver = r.planCreate(ctx, req, resp, record)
	} else {
		resp.Diagnostics.Append(r.adopt(ctx, &record, before, req.Config)...)
		resp.Diagnostics.Append(r.planRelease(ctx, req, resp, record)...)
	}
	// Whatever is unfinished, an apply finishes it.
	planned := types.StringNull()
	order, known := r.plannedOrder(ctx, req, resp, record)
	job := converge.Plan(known, order)
	found := order.PadCode != "" && len(job.Found) > 0
	if found {
		// The state is as the configuration says, but more than that is sent.
		planned = types.StringUnknown()
	}
	if found || !tfkit.IsNull(resp.Plan, unfinishedName) {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(unfinishedName), planned)...)
	}
	resp.Diagnostics.Append(r.planChanges(ctx, req, resp, record, creating)...)
	resp.Diagnostics.Append(r.planSecrets(ctx, req, resp, record, before)...)
	r.planApps(ctx, resp, record)
	r.planWarnings(ctx, req, resp, record, creating)
	// Last, when other objects have called Hold in their Read.
	r.planErasing(resp, record, order, job, handedOver)
	r.planSkipped(ctx, req, resp, record)
}

// planCreate plans a create. It returns what an object that is replaced knows of the
// instance, and whether its handover fails with create_before_destroy.
func (r *instanceResource) planCreate(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord) (converge.Holding, bool) {
	resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
	var code types.String
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(tfkit.PadCode), &code)...)
	key, diags := r.handoverKey(ctx, resp.Plan)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return converge.Holding{}, false
	}
	settings, diags := r.plannedSettings(ctx, req.Config, resp.Plan)
	resp.Diagnostics.Append(diags...)
	var claims []ownership.Claim
	var keys []string
	if key != "" {
		claims = []ownership.Claim{{Codes: []string{code.ValueString()}, Settings: slices.Concat(slices.Collect(maps.Values(settings))...)}}
		keys = []string{key}
	}
	resp.Diagnostics.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, r.TypeName(), key, claims, keys)...)
	// If the object is not tainted, Terraform drops the warnings of this plan. In the
	// apply, Delete has handed over already.
	replaced := ""
	if record.Stored {
		replaced = record.LedgerName(r.TypeName())
	}
	known, here := ownership.MayBeKnown(r.Data, replaced, []string{key})[key]
	return known.Holding, here && tfkit.ReplacingTainted(ctx, resp.Private) && r.Data.Ledger.Begun().IsZero()
}

// planChanges plans facts that change with a setting as unknown.
func (r *instanceResource) planChanges(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, record privateRecord, creating bool) diag.Diagnostics {
	var diags diag.Diagnostics
	if creating || r.layout.own {
		return diags
	}
	unfinished := record.Holding.Unfinished()
	for _, at := range r.layout.attributes {
		if len(at.Changes()) == 0 {
			continue
		}
		planned, more := r.layout.get(ctx, resp.Plan, at)
		diags.Append(more...)
		held, more := r.layout.get(ctx, req.State, at)
		diags.Append(more...)
		want, known := at.Split(planned, nil)
		has, _ := at.Split(held, nil)
		changes := !known
		for name, w := range want {
			changes = changes || converge.Canonical(w.Value) != converge.Canonical(has[name].Value) || slices.Contains(unfinished, name)
		}
		if !changes {
			continue
		}
		for _, fact := range at.Changes() {
			diags.Append(resp.Plan.SetAttribute(ctx, path.Root(fact), types.StringUnknown())...)
		}
	}
	return diags
}
