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
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Create sets up the list and tells the phones.
func (r *appBlacklist) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, usualLimit, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, blacklistLeftKey, nil)...)
	a := &blacklistApplication{appBlacklist: r, private: resp.Private, diags: &resp.Diagnostics, creating: true}
	if a.run(ctx, req.Plan) {
		a.keep(ctx, req.Plan, &resp.State)
		resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.Plan)...)
	}
}

// Update sets up the list where it changed, and tells the phones that do not
// have it.
func (r *appBlacklist) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Update, usualLimit, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.Plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &blacklistApplication{appBlacklist: r, private: resp.Private, diags: &resp.Diagnostics, record: loadBlacklistRecord(ctx, resp.Private)}
	switch {
	case a.run(ctx, req.Plan):
		a.keep(ctx, req.Plan, &resp.State)
	case a.record.List == "":
		// The state has the earlier list, which may not be the service's any more.
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(enforcementName), unsure)...)
	}
}

// blacklistApplication is one Create or Update under way.
type blacklistApplication struct {
	*appBlacklist
	private  tfkit.Private
	diags    *diag.Diagnostics
	record   blacklistRecord
	creating bool
	// untold are the phones that should have the list and do not.
	untold []string
}

// run brings list and phones to the plan. It tells whether the list is set up,
// so that the plan is to become the state.
func (a *blacklistApplication) run(ctx context.Context, plan tfsdk.Plan) bool {
	var planned appBlacklistModel
	a.diags.Append(plan.Get(ctx, &planned)...)
	wish, diags := planned.toAPI(ctx)
	a.diags.Append(diags...)
	if a.diags.HasError() {
		return false
	}
	if a.creating {
		if err := awaitTasksLeft(ctx, a.Data, wish.grade); err != nil {
			a.diags.AddError("Unable to wait for what an earlier apply has left running", tfkit.Explain("", err))
			return false
		}
	}
	codes, err := wish.phones(ctx, a.Data.Engine)
	if err != nil {
		a.diags.AddError("Unable to list the phones of "+wish.grade, tfkit.Explain("", err))
		return false
	}
	if !a.list(ctx, wish) {
		return false
	}
	if a.record.Pending == nil {
		a.record.Pending = map[string]int64{}
	}
	todo := a.record.untold(codes)
	failed := enforce(ctx, a.Data.Engine, wish.grade, todo, a.record.Pending)
	told := append(without(codes, todo), succeeded(todo, failed)...)
	// Of the others nothing is known but that they may enforce something: those
	// that have left, and those whose task has gone wrong.
	a.record.Before = without(append(a.record.touched(), begun(failed)...), told)
	a.record.Phones = without(told, nil)
	a.untold = a.record.untold(codes)
	a.diags.Append(a.record.save(ctx, a.private)...)
	if len(failed) > 0 {
		a.report(failed, len(codes))
	}
	if len(codes) == 0 && wish.everywhere {
		a.diags.AddAttributeWarning(path.Root(padGradeName), "No phone of this specification", fmt.Sprintf(
			"The list of %s is set up, but the account has no phone of this specification.", wish.grade))
	}
	return true
}

// list sets up the list, unless it is known to be so.
func (a *blacklistApplication) list(ctx context.Context, wish blacklistWish) bool {
	print := listPrint(wish.apps)
	if a.record.List == print {
		return true
	}
	err := a.Data.Client.SetBlacklist(ctx, wish.grade, wish.apps)
	if err != nil {
		a.diags.AddError("Unable to set up the app blacklist of "+wish.grade, tfkit.Explain("", err))
		if armcloud.Is(err, armcloud.ClassTransport) || armcloud.Is(err, armcloud.ClassAmbiguous) || armcloud.Is(err, armcloud.ClassCanceled) {
			// The list may have arrived all the same.
			a.record.List = ""
			a.diags.Append(a.record.save(ctx, a.private)...)
		}
		return false
	}
	a.record = blacklistRecord{List: print, Before: a.record.touched(), Pending: a.record.Pending}
	return true
}

// keep makes the plan the state, with what was not told.
func (a *blacklistApplication) keep(ctx context.Context, plan tfsdk.Plan, state *tfsdk.State) {
	state.Raw = plan.Raw
	a.diags.Append(state.SetAttribute(ctx, path.Root(enforcementName), enforcement(a.untold))...)
}

// report turns phones that failed into one error. It carries no attribute path:
// Terraform would print all pad codes below it.
func (a *blacklistApplication) report(failed map[string]error, of int) {
	detail := "The list is set up, and the other phones enforce it.\n\n" + describeFailed(failed)
	if a.creating {
		detail += "\n\nTerraform has marked the resource as tainted, since its creation failed. `terraform untaint` (with the resource's address) keeps what " +
			"succeeded: the next apply then tells the failed phones alone. Without it, the next apply tells every phone again."
	} else {
		detail += "\n\nApply again to tell the failed phones; the others are not told again."
	}
	a.diags.AddError(fmt.Sprintf("%d of %d phones do not enforce the app blacklist", len(failed), of), detail)
}
