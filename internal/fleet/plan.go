package fleet

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ModifyPlan plans the versions of write-only values, and adds the warnings that
// belong to a plan.
func (r *fleetResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	creating := req.State.Raw.IsNull()
	state := model{}
	if !creating {
		held, diags := readModel(ctx, req.State, nil)
		resp.Diagnostics.Append(diags...)
		state = held
	}
	record := loadRecord(ctx, req.Private, state, r.Data.SecretKey)
	current := newHoldings(record, state)
	if req.Plan.Raw.IsNull() {
		r.planLeaving(resp, record.LedgerName(r.TypeName()), current, model{release: state.release})
		return
	}
	if creating {
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
	}
	r.planSecrets(ctx, req, resp, record, creating)
	if resp.Diagnostics.HasError() {
		return
	}
	desired, diags := readModel(ctx, resp.Plan, nil)
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	if creating {
		r.planHandover(ctx, resp, record, desired, current)
	} else {
		r.Data.Ledger.PlanToStay(record.LedgerName(r.TypeName()))
		r.recordUnread(current, record.LedgerName(r.TypeName()))
	}
	if desired.known {
		resp.Diagnostics.Append(checkPlannedProfiles(desired, state)...)
		r.planLeaving(resp, record.LedgerName(r.TypeName()), current, desired)
		r.planErasing(ctx, resp, record.LedgerName(r.TypeName()), current, desired, creating)
	}
	if r.Data.Engine != nil && !resp.Diagnostics.HasError() {
		r.planApps(ctx, resp, state, desired)
		r.planMissing(ctx, resp, state, desired)
		r.planSIM(ctx, req, resp, desired)
		r.planShared(resp, record, desired, creating)
	}
}

// planHandover plans the handover of a fleet to the one that replaces it.
func (r *fleetResource) planHandover(ctx context.Context, resp *resource.ModifyPlanResponse, record privateRecord, desired model, current *holdings) {
	var phones types.Map
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(phonesName), &phones)...)
	var claims []ownership.Claim
	var keys []string
	if !phones.IsUnknown() {
		claims = desired.claims()
		for code := range phones.Elements() {
			if _, known := desired.phones[code]; !known {
				claims = append(claims, ownership.Claim{Codes: []string{code}})
			}
			keys = append(keys, r.handoverKey(code))
		}
		replaced := ""
		if record.Stored {
			// With -replace, the plan is told the private state.
			replaced = record.LedgerName(r.TypeName())
		}
		for key, known := range ownership.MayBeKnown(r.Data, replaced, keys) {
			code := strings.TrimPrefix(key, r.handoverKey(""))
			current.notes[code] = instanceNote{Profile: desired.phones[code], Holding: known.Holding}
			current.others[code] = known.Others
		}
	}
	resp.Diagnostics.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, r.TypeName(), "", claims, keys)...)
}
