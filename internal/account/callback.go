package account

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

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

// Create configures the callback. An existing callback is only adopted if it has
// the same URL.
func (r *callbackResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan callbackModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	current, err := r.Data.Client.CallbackURL(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to read the callback", tfkit.Explain("", err))
		return
	}
	if current != "" && current != plan.URL.ValueString() {
		resp.Diagnostics.AddAttributeError(path.Root("url"), "Another callback is configured", fmt.Sprintf(
			"An account has one callback, and this one already has %s; it was not changed. To take it over, import it "+
				"(terraform import armcloud_callback.NAME account) and run terraform apply again, which changes the URL to yours.", redactURL(current)))
		return
	}
	// An interrupted run leaves a callback with the same URL. Its types cannot be
	// read, so they are sent again.
	written, err := plan.desired().write(ctx, r.Data.Client, current)
	if written {
		resp.State.Raw = req.Plan.Raw
		resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	}
	if err != nil {
		resp.Diagnostics.AddError("Unable to configure the callback", tfkit.Explain("", err))
	}
}

// Read refreshes the URL. The API does not return the types.
func (r *callbackResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx, cancel, ok := r.startRead(ctx, req, resp, nil)
	defer cancel()
	if !ok {
		return
	}
	current, err := r.Data.Client.CallbackURL(ctx)
	switch {
	case err != nil:
		resp.Diagnostics.AddError("Unable to read the callback", tfkit.Explain("", err))
	case current == "":
		resp.State.RemoveResource(ctx)
	default:
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), current)...)
	}
}

// Update sends the URL and the types if one of them has changed.
func (r *callbackResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state callbackModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Update, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	if plan.URL.Equal(state.URL) && plan.TypeIDs.Equal(state.TypeIDs) { // only the timeouts changed
		resp.State.Raw = req.Plan.Raw
		return
	}
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
	written, err := plan.desired().write(ctx, r.Data.Client, current)
	if err != nil {
		resp.Diagnostics.AddError("Unable to change the callback", tfkit.Explain("", err))
	}
	switch {
	case err == nil:
		resp.State.Raw = req.Plan.Raw
	case written: // not every type was accepted: the next plan sends them again
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), plan.URL)...)
	}
}

// Delete deletes the callback unless its URL was changed elsewhere since the last
// refresh.
func (r *callbackResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state callbackModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
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

// redactURL shortens a URL to its scheme and host, because the rest may contain
// a secret.
func redactURL(text string) string {
	address, err := url.Parse(text)
	if err != nil || address.Host == "" {
		return "another address"
	}
	shown := address.Scheme + "://" + address.Host
	if strings.Trim(address.Path, "/") != "" || address.RawQuery != "" {
		shown += "/…"
	}
	return shown
}
