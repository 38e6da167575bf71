package account

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	_ resource.ResourceWithConfigure   = (*callbackResource)(nil)
	_ resource.ResourceWithIdentity    = (*callbackResource)(nil)
	_ resource.ResourceWithImportState = (*callbackResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*callbackResource)(nil)
)

// callbackResource is armcloud_callback, the one callback of the account.
type callbackResource struct {
	accountResource
}

const callbackTypeIDs = "callback_type_ids"

// NewCallback returns armcloud_callback.
func NewCallback() resource.Resource {
	return &callbackResource{accountResource{
		Resource: tfkit.Resource{Name: "callback"},
		keys:     []key{{name: "scope", description: "Always `account`: an account has one callback.", constant: "account"}},
		example:  "account",
	}}
}

// accountCallback is the key of the callback.
var accountCallback = accountKey{id: "callback", part: "callback", noun: "the callback of the account"}

// keyOf returns the key, which all callbacks share.
func (r *callbackResource) keyOf(context.Context, tfkit.Reader) (accountKey, bool) {
	return accountCallback, true
}

// Create configures the callback. An existing callback is only adopted if it has
// the same URL, or if it was that of an object that is deleted in the same apply.
func (r *callbackResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan callbackModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	c := r.beginCreate(ctx, resp.Private, accountCallback, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	current, unlock, err := r.turn(ctx, c, plan.URL.ValueString())
	if err != nil {
		resp.Diagnostics.AddError("Unable to read the callback", tfkit.Explain("", err))
		return
	}
	defer unlock()
	if current.foreign {
		resp.Diagnostics.AddAttributeError(path.Root("url"), "Another callback is configured", fmt.Sprintf(
			"An account has one callback, and this one already has %s; it was not changed. To take it over, import it "+
				"(terraform import armcloud_callback.NAME account) and run terraform apply again, which changes the URL to yours.\n"+
				"If this replaces a callback with create_before_destroy, remove create_before_destroy: an account has only one callback.", redactURL(current.url)))
		return
	}
	// An interrupted run leaves a callback with the same URL. Its types cannot be
	// read, so they are sent again.
	desired := plan.desired()
	written, err := desired.write(ctx, r.Data.Client, current.url)
	if written {
		c.sent(ctx, resp.Private, desired.fingerprint(), nil, &resp.Diagnostics)
		resp.State.Raw = req.Plan.Raw
		resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	}
	if err != nil {
		resp.Diagnostics.AddError("Unable to configure the callback", tfkit.Explain("", err))
	}
}

// currentCallback is the callback that the account has; "" if it has none.
type currentCallback struct {
	url string
	// foreign is true if no object of the process has configured it.
	foreign bool
}

// turn waits for the turn of a new object and returns the callback that the account
// has by then. If it has another URL, turn first waits for an object of the process
// that is about to delete it.
func (r *callbackResource) turn(ctx context.Context, c *claim, desired string) (current currentCallback, unlock func(), err error) {
	found, err := r.Data.Client.CallbackURL(ctx)
	if err != nil {
		return current, nil, err
	}
	var released []string
	if found != "" && found != desired {
		released = c.data.Ledger.AwaitReleases(ctx, c.id)
	}
	unlock, err = c.lock(ctx)
	if err != nil {
		return current, nil, err
	}
	found, err = r.Data.Client.CallbackURL(ctx)
	if err != nil {
		unlock()
		return current, nil, err
	}
	return currentCallback{found, found != "" && found != desired && !slices.Contains(released, found)}, unlock, nil
}

// Read refreshes the URL. The API does not return the types; if another object has
// sent others, they count as unknown.
func (r *callbackResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx, cancel, ok := r.startRead(ctx, req, resp, nil)
	defer cancel()
	if !ok {
		return
	}
	c := r.claimOf(ctx, req.Private, accountCallback)
	c.beginRefresh()
	current, err := r.Data.Client.CallbackURL(ctx)
	switch {
	case err != nil:
		resp.Diagnostics.AddError("Unable to read the callback", tfkit.Explain("", err))
		return
	case current == "":
		resp.State.RemoveResource(ctx)
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), current)...)
	if c.endRefresh(ctx) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(callbackTypeIDs), types.SetNull(types.Int64Type))...)
	}
	resp.Diagnostics.Append(c.save(ctx, resp.Private)...)
}

// Update sends the URL and the types if one of them or the triggers have changed.
func (r *callbackResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state callbackModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	triggered, diags := ownership.TriggersChanged(ctx, req.Plan, req.State, ownership.Triggers)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Update, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	c := r.claimOf(ctx, resp.Private, accountCallback)
	c.beginApply()
	if plan.URL.Equal(state.URL) && plan.TypeIDs.Equal(state.TypeIDs) && !triggered { // only the timeouts changed
		resp.State.Raw = req.Plan.Raw
		return
	}
	unlock, err := c.lock(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to wait for other changes of the callback", tfkit.Explain("", err))
		return
	}
	defer unlock()
	current, err := r.Data.Client.CallbackURL(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to read the callback", tfkit.Explain("", err))
		return
	}
	if current != "" && current != plan.URL.ValueString() && current != state.URL.ValueString() {
		resp.Diagnostics.AddAttributeError(path.Root("url"), "Callback changed since the plan", fmt.Sprintf(
			"The callback of the account is now %s, which was not known to the plan. Nothing was sent. Run terraform plan again.", redactURL(current)))
		return
	}
	desired := plan.desired()
	written, err := desired.write(ctx, r.Data.Client, current)
	if err != nil {
		resp.Diagnostics.AddError("Unable to change the callback", tfkit.Explain("", err))
	}
	if written {
		c.sent(ctx, resp.Private, desired.fingerprint(), nil, &resp.Diagnostics)
	}
	switch {
	case err == nil:
		resp.State.Raw = req.Plan.Raw
	case written: // not every type was accepted: the next plan sends them again
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), plan.URL)...)
	}
}

// Delete deletes the callback unless its URL was changed elsewhere since the last
// refresh, or another object keeps it.
func (r *callbackResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state callbackModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	c, end := r.beginDelete(ctx, req, resp, accountCallback, state.URL.ValueString())
	defer end()
	if resp.Diagnostics.HasError() {
		return
	}
	unlock, kept, err := c.leave(ctx, &resp.Diagnostics)
	if err != nil {
		resp.Diagnostics.AddError("Unable to wait for other changes of the callback", tfkit.Explain("", err))
		return
	}
	defer unlock()
	if kept {
		return
	}
	current, err := r.Data.Client.CallbackURL(ctx)
	if err == nil && current == "" {
		return
	}
	if err == nil && current != state.URL.ValueString() {
		resp.Diagnostics.AddWarning("Callback not deleted", fmt.Sprintf(
			"The callback of the account is now %s, which this resource did not configure.", redactURL(current)))
		return
	}
	if err == nil {
		err = r.Data.Client.DeleteCallback(ctx)
	}
	if err != nil {
		resp.Diagnostics.AddError("Unable to delete the callback", tfkit.Explain("", err))
	}
}

// ImportState sets an empty URL, which the Read that follows replaces: the key is
// no attribute, and Terraform does not accept an empty state.
func (r *callbackResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.accountResource.ImportState(ctx, req, resp)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), "")...)
	}
}
