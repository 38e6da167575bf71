package account

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-nettypes/iptypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	_ resource.ResourceWithConfigure   = (*publicIPBinding)(nil)
	_ resource.ResourceWithIdentity    = (*publicIPBinding)(nil)
	_ resource.ResourceWithImportState = (*publicIPBinding)(nil)
	_ resource.ResourceWithModifyPlan  = (*publicIPBinding)(nil)
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
			{name: publicIPName, description: "Public IP address, for example 203.0.113.1."},
			{name: padIPName, description: "Private IP address of the instance, for example 10.16.0.1."},
		},
		example: "203.0.113.1/10.16.0.1",
	}}
}

// bindingOf is the key of a binding. A public IP has only one, but a Delete takes back
// only its own.
func bindingOf(publicIP, padIP string) accountKey {
	return accountKey{id: "public_ip/" + publicIP, part: padIP, noun: "the binding of " + publicIP}
}

// keyOf returns the key of a plan or state.
func (r *publicIPBinding) keyOf(ctx context.Context, from tfkit.Reader) (accountKey, bool) {
	var publicIP, padIP iptypes.IPv4Address
	diags := from.GetAttribute(ctx, path.Root(publicIPName), &publicIP)
	diags.Append(from.GetAttribute(ctx, path.Root(padIPName), &padIP)...)
	return bindingOf(publicIP.ValueString(), padIP.ValueString()), !diags.HasError() && !publicIP.IsUnknown() && !padIP.IsUnknown()
}

// ModifyPlan claims the binding. A plan that creates fails if the API level has no
// public IPs.
func (r *publicIPBinding) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.planClaim(ctx, req, resp, r.keyOf)
	if r.Data == nil || r.Data.Client == nil || req.Plan.Raw.IsNull() || !req.State.Raw.IsNull() {
		return
	}
	var publicIP iptypes.IPv4Address
	resp.Diagnostics.Append(req.Plan.GetAttribute(ctx, path.Root(publicIPName), &publicIP)...)
	if publicIP.IsUnknown() || resp.Diagnostics.HasError() {
		return
	}
	// The apply reports other errors.
	_, err := r.Data.Client.PadIPs(armcloud.WithoutRetry(ctx), publicIP.ValueString())
	tfkit.Unavailable(&resp.Diagnostics, r.TypeName(), err)
}

// Create binds the public IP, unless it is bound to another instance that no object
// of the process has bound it to.
func (r *publicIPBinding) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan publicIPBindingModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	publicIP, padIP := plan.PublicIP.ValueString(), plan.PadIP.ValueString()
	c := r.beginCreate(ctx, resp.Private, bindingOf(publicIP, padIP), &resp.Diagnostics)
	if resp.Diagnostics.HasError() || !r.bind(ctx, c, &resp.Diagnostics, publicIP, padIP) {
		return
	}
	if _, shared := r.Data.Ledger.Set(c.id, c.part, c.owner(), nil); shared {
		resp.Diagnostics.Append(c.sharedWarning())
	}
	resp.Diagnostics.Append(c.save(ctx, resp.Private)...)
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
	// The API document does not say whether bindings take effect at once.
	_, err := r.Data.Engine.Poll(ctx, engine.PollOptions{Timeout: engine.NoDeadline, WithoutRetry: true, TransientOnly: true}, func(ctx context.Context) (bool, error) {
		bound, err := r.Data.Client.PadIPs(ctx, publicIP)
		return slices.Contains(bound, padIP), err
	})
	if err != nil {
		resp.Diagnostics.AddError(fmt.Sprintf("Unable to confirm that %s is bound to %s", publicIP, padIP),
			"ARMCloud accepted the binding but does not list it.\n"+tfkit.Explain("", err))
	}
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
	c := r.claimOf(ctx, req.Private, bindingOf(state.PublicIP.ValueString(), state.PadIP.ValueString()))
	c.beginRefresh()
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
	default:
		// A binding that another object is about to remove shows in the next refresh.
		c.endRefresh(ctx)
		resp.Diagnostics.Append(c.save(ctx, resp.Private)...)
	}
}

// Update sends nothing: only timeouts can change in place.
func (r *publicIPBinding) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	key, _ := r.keyOf(ctx, req.Plan)
	r.claimOf(ctx, resp.Private, key).beginApply()
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.Plan)...)
}

// Delete removes the binding if it still exists and no other object keeps it.
func (r *publicIPBinding) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state publicIPBindingModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	publicIP, padIP := state.PublicIP.ValueString(), state.PadIP.ValueString()
	c, end := r.beginDelete(ctx, req, resp, bindingOf(publicIP, padIP), padIP)
	defer end()
	if resp.Diagnostics.HasError() {
		return
	}
	unlock, kept, err := c.leave(ctx, &resp.Diagnostics)
	if err != nil {
		resp.Diagnostics.AddError("Unable to wait for other changes of "+c.noun, tfkit.Explain("", err))
		return
	}
	defer unlock()
	if kept {
		return
	}
	err = r.unbind(ctx, publicIP, padIP)
	if err != nil && !warnPublicIPsUnavailable(&resp.Diagnostics, r.TypeName(), "The binding was only removed from the state.", err) {
		addPublicIPError(&resp.Diagnostics, r.TypeName(), fmt.Sprintf("Unable to unbind %s from %s", publicIP, padIP), err)
	}
}
