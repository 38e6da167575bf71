package account

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planClaim is called in ModifyPlan. It claims the key of the planned object, and
// notes who keeps that of an object that is deleted. keyOf returns the key of a plan
// or state, and false if it is unknown.
func (r *accountResource) planClaim(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, keyOf func(context.Context, tfkit.Reader) (accountKey, bool)) {
	if r.Data == nil {
		return
	}
	var planned, current accountKey
	var known bool
	if !req.Plan.Raw.IsNull() {
		planned, known = keyOf(ctx, req.Plan)
	}
	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(r.planCreateClaim(ctx, req, resp, planned, known)...)
		return
	}
	current, _ = keyOf(ctx, req.State)
	c := r.claimOf(ctx, req.Private, current)
	defer r.Data.Ledger.Planned(c.owner())
	if known && planned == current {
		resp.Diagnostics.Append(c.planShared(c.owner())...)
		r.Data.Ledger.Claim(c.id, c.owner(), []string{c.part})
		return
	}
	found := ownership.PlanLeaving(r.Data, c.id, c.owner(), []string{c.part}, ownership.Others{c.part: c.record.Others}, true)
	if others := found[c.part]; len(others) > 0 {
		c.record.Others = append(c.record.Others, others...)
		resp.Diagnostics.Append(c.save(ctx, resp.Private)...)
	}
}

// planCreateClaim plans the claim of a new object. If it replaces another one, req
// has the private state of that, unless it is tainted.
func (r *accountResource) planCreateClaim(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, key accountKey, known bool) diag.Diagnostics {
	diags := tfkit.MarkCreating(ctx, resp.Private)
	c := r.claimOf(ctx, req.Private, key)
	var claims []ownership.Claim
	if known {
		claims = []ownership.Claim{{Codes: []string{c.id}, Settings: []string{c.part}}}
		diags.Append(c.planShared(ownership.NewOwner(c.typeName), c.owner())...)
		r.Data.Ledger.Claim(c.id, ownership.NewOwner(c.typeName), []string{c.part})
	}
	diags.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, c.typeName, c.id, claims, nil)...)
	return diags
}

// planShared warns if an object that is not one of mine is planned with the key.
func (c *claim) planShared(mine ...string) diag.Diagnostics {
	others := slices.DeleteFunc(c.data.Ledger.Claimants(c.id, "", mine[0]), func(owner string) bool { return slices.Contains(mine, owner) })
	if len(others) == 0 || !c.data.Ledger.Begun().IsZero() {
		return nil
	}
	return diag.Diagnostics{c.sharedWarning()}
}

const onlyOne = "Only one resource should manage it. To remove a resource and leave the account as it is, use a removed block that has lifecycle { destroy = false }."

// sharedWarning returns the warning that two resources manage the same.
func (c *claim) sharedWarning() diag.Diagnostic {
	return diag.NewWarningDiagnostic("Two resources manage one thing of the account", fmt.Sprintf(
		"Two %s resources manage %s. The one that is applied last wins. "+onlyOne, c.typeName, c.noun))
}

// leftWarning returns the warning that a Delete has sent nothing because of keeper.
func (c *claim) leftWarning(keeper string) diag.Diagnostic {
	why := "managed it too at the last refresh"
	if ownership.IsNew(keeper) {
		why = "is planned to manage it"
	}
	return diag.NewWarningDiagnostic("Left as it is in the account", fmt.Sprintf(
		"The resource no longer manages %s. Nothing was sent, because another %s resource %s.", c.noun, c.typeName, why))
}
