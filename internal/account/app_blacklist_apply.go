package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Create sets the list and applies it to the instances.
func (r *appBlacklist) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	key, _ := r.keyOf(ctx, req.Plan)
	c := r.beginCreate(ctx, resp.Private, key, &resp.Diagnostics)
	resp.Diagnostics.Append(blacklistHandover.Forget(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &blacklistApplier{appBlacklist: r, claim: c, private: resp.Private, diags: &resp.Diagnostics, creating: true}
	if a.run(ctx, req.Plan) {
		a.saveState(ctx, req.Plan, &resp.State)
		resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	}
}

// Update sets the list if it has changed, and applies it to the instances that
// do not enforce it.
func (r *appBlacklist) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Update, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	triggered, diags := ownership.TriggersChanged(ctx, req.Plan, req.State, ownership.Triggers)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	key, _ := r.keyOf(ctx, req.Plan)
	c := r.claimOf(ctx, resp.Private, key)
	c.beginApply()
	a := &blacklistApplier{appBlacklist: r, claim: c, private: resp.Private, diags: &resp.Diagnostics, record: loadBlacklistRecord(ctx, resp.Private)}
	if triggered {
		a.record = a.record.forgotten()
	}
	switch {
	case a.run(ctx, req.Plan):
		a.saveState(ctx, req.Plan, &resp.State)
	case a.record.List == "":
		// The state keeps the previous list, which may no longer be the current one.
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(enforcementName), enforcementUnknown)...)
	}
}

// blacklistApplier is one Create or Update.
type blacklistApplier struct {
	*appBlacklist
	claim    *claim
	private  tfkit.Private
	diags    *diag.Diagnostics
	record   blacklistRecord
	creating bool
	// outdated are the instances that should enforce the list and do not.
	outdated []string
}

// run is apply in its turn, with what other objects of the process have left.
func (a *blacklistApplier) run(ctx context.Context, plan tfsdk.Plan) bool {
	unlock, err := a.claim.lock(ctx)
	if err != nil {
		a.diags.AddError("Unable to wait for other changes of "+a.claim.noun, tfkit.Explain("", err))
		return false
	}
	defer unlock()
	if a.creating {
		a.record, err = a.claim.takeHandover(ctx)
	} else if a.Data.Ledger.Undone(a.claim.id, a.claim.part, a.claim.owner()) {
		a.record = a.record.forgotten()
	}
	if err != nil {
		a.diags.AddError("Unable to wait for the tasks of an earlier apply", tfkit.Explain("", err))
		return false
	}
	return a.apply(ctx, plan)
}

// apply brings the list and the instances to the plan. It reports whether the
// list is set, so that the plan becomes the state even if instances failed.
func (a *blacklistApplier) apply(ctx context.Context, plan tfsdk.Plan) bool {
	var planned appBlacklistModel
	a.diags.Append(plan.Get(ctx, &planned)...)
	desired, diags := planned.desired(ctx)
	a.diags.Append(diags...)
	if a.diags.HasError() {
		return false
	}
	codes, err := desired.instances(ctx, a.Data.Engine)
	if err != nil {
		a.diags.AddError("Unable to list the instances of "+desired.grade, tfkit.Explain("", err))
		return false
	}
	if !a.setList(ctx, desired, codes) {
		return false
	}
	if a.record.Pending == nil {
		a.record.Pending = map[string]int64{}
	}
	outdated := a.record.outdated(codes)
	failed := rolloutBlacklist(ctx, a.Data.Engine, desired.grade, outdated, a.record.Pending)
	applied := append(without(codes, outdated), succeeded(outdated, failed)...)
	// Instances that were removed and instances whose task failed may still
	// enforce some list.
	a.record.Earlier = without(append(a.record.everApplied(), started(failed)...), applied)
	a.record.Applied = without(applied, nil)
	a.outdated = a.record.outdated(codes)
	a.diags.Append(a.record.save(ctx, a.private)...)
	if len(failed) > 0 {
		a.reportFailed(failed, len(codes))
	}
	if len(codes) == 0 && desired.wholeGrade {
		a.diags.AddAttributeWarning(path.Root(padGradeName), "No instance of this specification", fmt.Sprintf(
			"The app blacklist of %s is set, but the account has no instance of this specification.", desired.grade))
	}
	return true
}

// setList sets the list unless the record shows that it is set already. codes are the
// instances that will enforce it.
func (a *blacklistApplier) setList(ctx context.Context, desired desiredBlacklist, codes []string) bool {
	fingerprint := listFingerprint(desired.apps)
	if a.record.List == fingerprint {
		return true
	}
	err := a.Data.Client.SetBlacklist(ctx, desired.grade, desired.apps)
	if err != nil {
		a.diags.AddError("Unable to set the app blacklist of "+desired.grade, tfkit.Explain("", err))
		if armcloud.Is(err, armcloud.ClassTransport) || armcloud.Is(err, armcloud.ClassAmbiguous) || armcloud.Is(err, armcloud.ClassCanceled) {
			// The request may have succeeded, so the current list is unknown.
			a.record.List = ""
			a.claim.sent(ctx, a.private, fingerprint, codes, a.diags)
			a.diags.Append(a.record.save(ctx, a.private)...)
		}
		return false
	}
	a.claim.sent(ctx, a.private, fingerprint, codes, a.diags)
	a.record = blacklistRecord{List: fingerprint, Earlier: a.record.everApplied(), Pending: a.record.Pending}
	return true
}

// saveState makes the plan the state, with the actual enforcement.
func (a *blacklistApplier) saveState(ctx context.Context, plan tfsdk.Plan, state *tfsdk.State) {
	state.Raw = plan.Raw
	a.diags.Append(state.SetAttribute(ctx, path.Root(enforcementName), enforcementWithout(a.outdated))...)
}

// reportFailed adds one error for all instances that failed. It has no attribute
// path, because Terraform would print all pad codes below it.
func (a *blacklistApplier) reportFailed(failed map[string]error, total int) {
	detail := "The list is set.\n\n"
	if len(failed) < total {
		detail = "The list is set, and the other instances enforce it.\n\n"
	}
	detail += listFailures(failed)
	if a.creating {
		detail += "\n\nTerraform marked the resource as tainted, because its creation failed. Run `terraform untaint` with the resource's address to keep what " +
			"succeeded; the next apply then only retries the instances that failed. Otherwise, the next apply applies the list to every instance again."
	} else {
		detail += "\n\nRun terraform apply again to retry only the instances that failed."
	}
	summary := fmt.Sprintf("%d of %d instances do not enforce the app blacklist", len(failed), total)
	if len(failed) == 1 {
		summary = fmt.Sprintf("1 of %d instances does not enforce the app blacklist", total)
	}
	a.diags.AddError(summary, detail)
}
