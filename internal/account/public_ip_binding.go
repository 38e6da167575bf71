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

// publicIPBinding is armcloud_public_ip_binding: a public IP of the account
// that leads to one phone.
type publicIPBinding struct {
	accountResource
}

const (
	publicIPName = "public_ip"
	padIPName    = "pad_ip"
)

// NewPublicIPBinding makes armcloud_public_ip_binding.
func NewPublicIPBinding() resource.Resource {
	return &publicIPBinding{accountResource{
		Resource: tfkit.Resource{Name: "public_ip_binding"},
		keys: []key{
			{name: publicIPName, description: "The public IP."},
			{name: padIPName, description: "Inner address of the phone."},
		},
		example: "203.0.113.1/10.255.1.53",
	}}
}

// Schema describes armcloud_public_ip_binding.
func (r *publicIPBinding) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A public IP of the account, bound to the inner address of one phone. A reset of the phone drops the binding: the next plan " +
			"shows that it is to be made again. Needs the API level of 2024; newer ones have no public IPs.",
		Attributes: map[string]schema.Attribute{
			publicIPName: schema.StringAttribute{
				MarkdownDescription: "The public IP, for example `203.0.113.1`. Another one replaces the binding.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:          []validator.String{ipv4{}},
			},
			padIPName: schema.StringAttribute{
				MarkdownDescription: "Inner address of the phone, as `pad_ip` of `armcloud_instance` shows it, for example `10.255.1.53`. Another one replaces the binding.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:          []validator.String{ipv4{}},
			},
			"timeouts": usualTimeouts(ctx, "binding the public IP, until ARMCloud shows it as bound",
				"a change, of which there is none but of `timeouts`", "taking the public IP back"),
		},
	}
}

type publicIPBindingModel struct {
	PublicIP types.String   `tfsdk:"public_ip"`
	PadIP    types.String   `tfsdk:"pad_ip"`
	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// Create binds the public IP, unless it is bound to another phone.
func (r *publicIPBinding) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan publicIPBindingModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	publicIP, padIP := plan.PublicIP.ValueString(), plan.PadIP.ValueString()
	title := fmt.Sprintf("Unable to bind %s", publicIP)
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	if err != nil {
		refusePublicIP(&resp.Diagnostics, r.TypeName(), title, err)
		return
	}
	if len(bound) > 0 && !slices.Contains(bound, padIP) {
		resp.Diagnostics.AddAttributeError(path.Root(publicIPName), "Public IP bound to another phone", fmt.Sprintf(
			"%s is bound to %s, and was left so. Take that binding back first, or import it (terraform import armcloud_public_ip_binding.NAME %s/%s).",
			publicIP, strings.Join(bound, " and "), publicIP, bound[0]))
		return
	}
	if !slices.Contains(bound, padIP) {
		if err := r.Data.Client.BindPublicIP(ctx, publicIP, padIP); err != nil && !r.bound(ctx, publicIP, padIP) {
			refusePublicIP(&resp.Diagnostics, r.TypeName(), fmt.Sprintf("%s to %s", title, padIP), err)
			return
		}
	}
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.Plan)...)
	// Whether the service binds at once is not documented.
	_, err = r.Data.Engine.Poll(ctx, engine.PollOptions{Timeout: engine.NoDeadline, WithoutRetry: true, TransientOnly: true}, func(ctx context.Context) (bool, error) {
		bound, err := r.Data.Client.PadIPs(ctx, publicIP)
		return slices.Contains(bound, padIP), err
	})
	if err != nil {
		resp.Diagnostics.AddError(fmt.Sprintf("%s is not seen bound to %s", publicIP, padIP),
			"ARMCloud has accepted the binding, and does not show it.\n"+tfkit.Explain("", err))
	}
}

// bound tells whether a binding is seen, after an error that leaves it open
// whether it was made.
func (r *publicIPBinding) bound(ctx context.Context, publicIP, padIP string) bool {
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	return err == nil && slices.Contains(bound, padIP)
}

// Read looks whether the public IP is still bound to the phone.
func (r *publicIPBinding) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state publicIPBindingModel
	ctx, cancel, ok := r.reading(ctx, req, resp, &state)
	defer cancel()
	if !ok {
		return
	}
	imported, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	bound, err := r.Data.Client.PadIPs(ctx, state.PublicIP.ValueString())
	switch {
	case err != nil:
		// Where the service has moved on, what became of the binding cannot be
		// known, and other resources must still be refreshed.
		if imported || !lacksPublicIPs(&resp.Diagnostics, r.TypeName(), "The state stays as it was.", err) {
			refusePublicIP(&resp.Diagnostics, r.TypeName(), fmt.Sprintf("Unable to look at %s", state.PublicIP.ValueString()), err)
		}
	case !slices.Contains(bound, state.PadIP.ValueString()):
		resp.State.RemoveResource(ctx)
	}
}

// Update has nothing to send: only timeouts can change.
func (r *publicIPBinding) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.Plan)...)
}

// Delete takes the public IP back, if it is still bound to the phone.
func (r *publicIPBinding) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state publicIPBindingModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.State, timeouts.Value.Delete, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	publicIP, padIP := state.PublicIP.ValueString(), state.PadIP.ValueString()
	bound, err := r.Data.Client.PadIPs(ctx, publicIP)
	if err == nil && slices.Contains(bound, padIP) {
		err = r.Data.Client.UnbindPublicIP(ctx, publicIP, padIP)
		if err != nil && !armcloud.Is(err, armcloud.ClassReadOnly) {
			// A phone that was reset meanwhile, or a lost answer.
			if bound, look := r.Data.Client.PadIPs(ctx, publicIP); look == nil && !slices.Contains(bound, padIP) {
				err = nil
			}
		}
	}
	if err != nil && !lacksPublicIPs(&resp.Diagnostics, r.TypeName(), "Terraform forgets the binding, which was left as it is.", err) {
		refusePublicIP(&resp.Diagnostics, r.TypeName(), fmt.Sprintf("Unable to take %s back from %s", publicIP, padIP), err)
	}
}
