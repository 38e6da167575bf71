package account

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	_ resource.ResourceWithConfigure   = (*publicIPBinding)(nil)
	_ resource.ResourceWithIdentity    = (*publicIPBinding)(nil)
	_ resource.ResourceWithImportState = (*publicIPBinding)(nil)
)

// publicIPBinding is armcloud_public_ip_binding, the binding of a public IP to
// an instance.
type publicIPBinding struct {
	accountResource
}

const (
	publicIPName = "public_ip"
	padIPName    = "pad_ip"
)

// NewPublicIPBinding returns armcloud_public_ip_binding.
func NewPublicIPBinding() resource.Resource {
	return &publicIPBinding{accountResource{
		Resource: tfkit.Resource{Name: "public_ip_binding"},
		keys: []key{
			{name: publicIPName, description: "The public IP."},
			{name: padIPName, description: "Private IP of the cloud phone."},
		},
		example: "203.0.113.1/10.255.1.53",
	}}
}

// Schema is the schema of armcloud_public_ip_binding.
func (r *publicIPBinding) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Binds a public IP of the account to the private IP of a cloud phone. Available only on the 2024 API level.\n\n" +
			"A factory reset of the instance removes the binding; the next plan then creates it again.",
		Attributes: map[string]schema.Attribute{
			publicIPName: schema.StringAttribute{
				MarkdownDescription: "The public IP, for example `203.0.113.1`. Changing it replaces the binding.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:          []validator.String{ipv4{}},
			},
			padIPName: schema.StringAttribute{
				MarkdownDescription: "Private IP of the instance (`pad_ip` of `armcloud_instance`), for example `10.255.1.53`. Changing it replaces the binding.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:          []validator.String{ipv4{}},
			},
			"timeouts": defaultTimeouts(ctx, "binding the public IP, until the API shows the binding",
				"an update, which only changes `timeouts`", "removing the binding"),
		},
	}
}

type publicIPBindingModel struct {
	PublicIP types.String   `tfsdk:"public_ip"`
	PadIP    types.String   `tfsdk:"pad_ip"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// Create binds the public IP, unless it is bound to another instance.
func (r *publicIPBinding) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan publicIPBindingModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	publicIP, padIP := plan.PublicIP.ValueString(), plan.PadIP.ValueString()
	title := fmt.Sprintf("Unable to bind %s", publicIP)
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	if err != nil {
		addPublicIPError(&resp.Diagnostics, r.TypeName(), title, err)
		return
	}
	if len(bound) > 0 && !slices.Contains(bound, padIP) {
		resp.Diagnostics.AddAttributeError(path.Root(publicIPName), "Public IP already bound", fmt.Sprintf(
			"%s is bound to %s; the binding was not changed. Remove it first, or import it: terraform import armcloud_public_ip_binding.NAME %s/%s",
			publicIP, strings.Join(bound, " and "), publicIP, bound[0]))
		return
	}
	if !slices.Contains(bound, padIP) {
		if err := r.Data.Client.BindPublicIP(ctx, publicIP, padIP); err != nil && !r.isBound(ctx, publicIP, padIP) {
			addPublicIPError(&resp.Diagnostics, r.TypeName(), fmt.Sprintf("%s to %s", title, padIP), err)
			return
		}
	}
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	// The API document does not say whether bindings take effect at once.
	_, err = r.Data.Engine.Poll(ctx, engine.PollOptions{Timeout: engine.NoDeadline, WithoutRetry: true, TransientOnly: true}, func(ctx context.Context) (bool, error) {
		bound, err := r.Data.Client.PadIPs(ctx, publicIP)
		return slices.Contains(bound, padIP), err
	})
	if err != nil {
		resp.Diagnostics.AddError(fmt.Sprintf("Unable to confirm that %s is bound to %s", publicIP, padIP),
			"ARMCloud accepted the binding but does not list it.\n"+tfkit.Explain("", err))
	}
}

// isBound reports whether the API lists a binding, after an error that may have
// hidden its success.
func (r *publicIPBinding) isBound(ctx context.Context, publicIP, padIP string) bool {
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	return err == nil && slices.Contains(bound, padIP)
}

// Read removes a binding that the API no longer lists.
func (r *publicIPBinding) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state publicIPBindingModel
	ctx, cancel, ok := r.startRead(ctx, req, resp, &state)
	defer cancel()
	if !ok {
		return
	}
	imported, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	bound, err := r.Data.Client.PadIPs(ctx, state.PublicIP.ValueString())
	switch {
	case err != nil:
		// After an upgrade of the API level, the binding cannot be read, but that
		// must not keep other resources from being refreshed.
		if imported || !warnPublicIPsUnavailable(&resp.Diagnostics, r.TypeName(), "The binding stays in the state.", err) {
			addPublicIPError(&resp.Diagnostics, r.TypeName(), fmt.Sprintf("Unable to read the bindings of %s", state.PublicIP.ValueString()), err)
		}
	case !slices.Contains(bound, state.PadIP.ValueString()):
		resp.State.RemoveResource(ctx)
	}
}

// Update sends nothing: only timeouts can change in place.
func (r *publicIPBinding) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
}

// Delete removes the binding if it still exists.
func (r *publicIPBinding) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state publicIPBindingModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	publicIP, padIP := state.PublicIP.ValueString(), state.PadIP.ValueString()
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	if err == nil && slices.Contains(bound, padIP) {
		err = r.Data.Client.UnbindPublicIP(ctx, publicIP, padIP)
		if err != nil && !armcloud.Is(err, armcloud.ClassReadOnly) {
			// It may be gone by a factory reset, or after a lost response.
			if bound, readErr := r.Data.Client.PadIPs(ctx, publicIP); readErr == nil && !slices.Contains(bound, padIP) {
				err = nil
			}
		}
	}
	if err != nil && !warnPublicIPsUnavailable(&resp.Diagnostics, r.TypeName(), "The binding was only removed from the state.", err) {
		addPublicIPError(&resp.Diagnostics, r.TypeName(), fmt.Sprintf("Unable to unbind %s from %s", publicIP, padIP), err)
	}
}
