package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// accountResource is the base of the resources of this package: their identity
// and their import.
type accountResource struct {
	tfkit.Resource
	keys []key
	// example is a valid import id.
	example string
}

// key is a part of the identity. An import id consists of all keys in order,
// separated by slashes.
type key struct {
	name, description string
	// number: the attribute is an integer, not a string.
	number bool
	// constant is the only possible value of a key that is not an attribute,
	// because an account has one such resource; "" for other keys.
	constant string
}

// attrType returns the type of the key in the identity.
func (k key) attrType() attr.Type {
	if k.number {
		return types.Int64Type
	}
	return types.StringType
}

// IdentitySchema requires all keys.
func (r *accountResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	attributes := map[string]identityschema.Attribute{}
	for _, k := range r.keys {
		if k.number {
			attributes[k.name] = identityschema.Int64Attribute{RequiredForImport: true, Description: k.description}
			continue
		}
		attributes[k.name] = identityschema.StringAttribute{RequiredForImport: true, Description: k.description}
	}
	resp.IdentitySchema = identityschema.Schema{Attributes: attributes}
}

// setIdentity writes the identity from a plan or state. identity is nil if the
// client does not support identities.
func (r *accountResource) setIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, from tfkit.Reader) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	var diags diag.Diagnostics
	for _, k := range r.keys {
		if k.constant != "" {
			diags.Append(identity.SetAttribute(ctx, path.Root(k.name), k.constant)...)
			continue
		}
		value, more := tfkit.Attribute(ctx, from, k.name, k.attrType())
		diags.Append(more...)
		diags.Append(identity.SetAttribute(ctx, path.Root(k.name), value)...)
	}
	return diags
}

// startRead begins a Read: it writes the identity, which is needed even if the
// Read fails, loads the state into model unless that is nil, and applies the
// timeout. If ok is false, the Read must return and keep the state. Call cancel
// in any case.
func (r *accountResource) startRead(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse, model any) (limited context.Context, cancel context.CancelFunc, ok bool) {
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, req.State)...)
	if model != nil {
		resp.Diagnostics.Append(req.State.Get(ctx, model)...)
	}
	limited, cancel = tfkit.WithTimeout(ctx, req.State, timeouts.Value.Read, defaultTimeout, &resp.Diagnostics)
	if r.Data.Unknown != "" {
		resp.Diagnostics.Append(r.Data.UnknownConfig())
		return limited, cancel, false
	}
	return limited, cancel, !resp.Diagnostics.HasError()
}
