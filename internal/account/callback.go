package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// callbackResource is armcloud_callback: the one address of an account that
// ARMCloud calls back to.
type callbackResource struct {
	accountResource
}

// NewCallback makes armcloud_callback.
func NewCallback() resource.Resource {
	return &callbackResource{accountResource{
		Resource: tfkit.Resource{Name: "callback"},
		keys:     []key{{name: "scope", description: "Always `account`: an account has one callback.", constant: "account"}},
		example:  "account",
	}}
}

const callbackTypeIDs = "callback_type_ids"

// Schema describes armcloud_callback.
func (r *callbackResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The address that ARMCloud sends a message to whenever a task ends or a phone changes its state. An account has one. " +
			"Where another address is configured already, creating the resource is an error, and importing it takes that callback over. " +
			"ARMCloud shows the address and not the types: a refresh notices another address, or none; what somebody else does to the types stays unseen.",
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				MarkdownDescription: "Address of the receiver, with `http://` or `https://`. It must be reachable from ARMCloud.",
				Required:            true,
				Validators:          []validator.String{httpURL{}},
			},
			callbackTypeIDs: schema.SetAttribute{
				MarkdownDescription: "Ids of the types to call back for; the data source `armcloud_callback_types` lists them. They cannot be read back, " +
					"so after an import the first apply sends them.",
				ElementType: types.Int64Type,
				Required:    true,
				Validators:  []validator.Set{setvalidator.SizeAtLeast(1), setvalidator.NoNullValues()},
			},
			"timeouts": usualTimeouts(ctx, "configuring the callback", "changing the callback", "deleting the callback"),
		},
	}
}

// callbackModel is armcloud_callback in HCL.
type callbackModel struct {
	URL      types.String   `tfsdk:"url"`
	TypeIDs  types.Set      `tfsdk:"callback_type_ids"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// toAPI gives what the API takes; everything is known by then.
func (m callbackModel) toAPI() callbackWish {
	wish := callbackWish{url: m.URL.ValueString()}
	for _, element := range m.TypeIDs.Elements() {
		if id, ok := element.(types.Int64); ok {
			wish.typeIDs = append(wish.typeIDs, id.ValueInt64())
		}
	}
	return wish
}

// Create configures the callback of an account that has none, or none but the
// same address.
func (r *callbackResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan callbackModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	there, err := r.Data.Client.CallbackURL(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to look for a callback", tfkit.Explain("", err))
		return
	}
	if there != "" && there != plan.URL.ValueString() {
		resp.Diagnostics.AddAttributeError(path.Root("url"), "Another callback is configured", fmt.Sprintf(
			"An account has one callback, and this one calls back to %s already; it was left as it is. To take it over, import it "+
				"(terraform import armcloud_callback.NAME account) and apply again: the address then changes to yours.", shownURL(there)))
		return
	}
	// The same address is what an interrupted run leaves behind. It is adopted,
	// and its types, which nobody can read, are sent again.
	written, err := plan.toAPI().write(ctx, r.Data.Client, there)
	if written {
		resp.State.Raw = req.Plan.Raw
		resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.Plan)...)
	}
	if err != nil {
		resp.Diagnostics.AddError("Unable to configure the callback", tfkit.Explain("", err))
	}
}

// Read looks at the address; the types cannot be seen.
func (r *callbackResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx, cancel, ok := r.reading(ctx, req, resp, nil)
	defer cancel()
	if !ok {
		return
	}
	there, err := r.Data.Client.CallbackURL(ctx)
	switch {
	case err != nil:
		resp.Diagnostics.AddError("Unable to look at the callback", tfkit.Explain("", err))
	case there == "":
		resp.State.RemoveResource(ctx)
	default:
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), there)...)
	}
}

// Update sends address and types, where one of them changed.
func (r *callbackResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state callbackModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.Plan)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Update, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	if plan.URL.Equal(state.URL) && plan.TypeIDs.Equal(state.TypeIDs) { // timeouts alone
		resp.State.Raw = req.Plan.Raw
		return
	}
	there, err := r.Data.Client.CallbackURL(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to look at the callback", tfkit.Explain("", err))
		return
	}
	if there != "" && there != plan.URL.ValueString() && there != state.URL.ValueString() {
		resp.Diagnostics.AddAttributeError(path.Root("url"), "The callback has changed since the plan", fmt.Sprintf(
			"The account now calls back to %s, which the plan did not know of. Nothing was sent; plan again.", shownURL(there)))
		return
	}
	written, err := plan.toAPI().write(ctx, r.Data.Client, there)
	if err != nil {
		resp.Diagnostics.AddError("Unable to change the callback", tfkit.Explain("", err))
	}
	switch {
	case err == nil:
		resp.State.Raw = req.Plan.Raw
	case written: // the address is there, but not every type: the next plan sends them again
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), plan.URL)...)
	}
}

// Delete removes the callback, unless somebody has configured another one since
// the last refresh.
func (r *callbackResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state callbackModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.State, timeouts.Value.Delete, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	there, err := r.Data.Client.CallbackURL(ctx)
	if err == nil && there == "" {
		return
	}
	if err == nil && there != state.URL.ValueString() {
		resp.Diagnostics.AddWarning("Callback left as it is", fmt.Sprintf(
			"The account now calls back to %s, which this resource has not configured. It was not deleted.", shownURL(there)))
		return
	}
	if err == nil {
		err = r.Data.Client.DeleteCallback(ctx)
	}
	if err != nil {
		resp.Diagnostics.AddError("Unable to delete the callback", tfkit.Explain("", err))
	}
}

// ImportState has no attribute to set, since an account has one callback; the
// Read that follows puts the address in the place of the empty one, without
// which there would be no state to read.
func (r *callbackResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.accountResource.ImportState(ctx, req, resp)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), "")...)
	}
}
