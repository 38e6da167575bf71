package account

import (
	"context"
	"fmt"
	"strconv"
	"strings"

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

// accountResource is the base of every resource here: what it is named by, in
// its identity and in the ids that it is imported by.
type accountResource struct {
	tfkit.Resource
	keys []key
	// example is an import id as it should be.
	example string
}

// key is an attribute that is part of the identity; an import id has all of
// them in their order, with slashes between.
type key struct {
	name, description string
	// number says that the attribute is a whole number, not a string.
	number bool
	// constant is the only value of what an account has one of, and which is
	// therefore no attribute; empty for others.
	constant string
}

// IdentitySchema has the keys, all of them required.
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

// identify writes the identity from a plan or state; clients without identity
// give none.
func (r *accountResource) identify(ctx context.Context, identity *tfsdk.ResourceIdentity, from tfkit.Reader) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	var diags diag.Diagnostics
	for _, k := range r.keys {
		switch {
		case k.constant != "":
			diags.Append(identity.SetAttribute(ctx, path.Root(k.name), k.constant)...)
		case k.number:
			var value types.Int64
			diags.Append(from.GetAttribute(ctx, path.Root(k.name), &value)...)
			diags.Append(identity.SetAttribute(ctx, path.Root(k.name), value)...)
		default:
			var value types.String
			diags.Append(from.GetAttribute(ctx, path.Root(k.name), &value)...)
			diags.Append(identity.SetAttribute(ctx, path.Root(k.name), value)...)
		}
	}
	return diags
}

// reading begins a Read: it writes the identity, whatever comes after, takes
// the state into model (nil: it is not needed), and bounds the time. ok is
// false where ARMCloud cannot be asked: the state then stays as it is. Call
// cancel in any case.
func (r *accountResource) reading(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse, model any) (limited context.Context, cancel context.CancelFunc, ok bool) {
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.State)...)
	if model != nil {
		resp.Diagnostics.Append(req.State.Get(ctx, model)...)
	}
	limited, cancel = tfkit.WithLimit(ctx, req.State, timeouts.Value.Read, usualLimit, &resp.Diagnostics)
	if r.Data.Unknown != "" {
		resp.Diagnostics.Append(r.Data.UnknownConfig())
		return limited, cancel, false
	}
	return limited, cancel, !resp.Diagnostics.HasError()
}

// ImportState takes the keys as an id or as an identity; Read fills in the
// rest, and finds out whether it exists.
func (r *accountResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	named := map[string]attr.Value{}
	if req.ID != "" || req.Identity == nil {
		parts := strings.SplitN(req.ID, "/", len(r.keys))
		for i, k := range r.keys {
			var value attr.Value
			if i < len(parts) {
				value = k.parse(parts[i])
			}
			if value == nil {
				resp.Diagnostics.AddError("Wrong import id", fmt.Sprintf(
					"%q does not name an %s. Import it by %s, for example %s.", req.ID, r.TypeName(), r.keyNames(), r.example))
				return
			}
			named[k.name] = value
		}
	} else {
		for _, k := range r.keys {
			var text types.String
			var number types.Int64
			if k.number {
				resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(k.name), &number)...)
				named[k.name] = number
				continue
			}
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(k.name), &text)...)
			named[k.name] = text
			if k.constant != "" && text.ValueString() != k.constant {
				resp.Diagnostics.AddError("Wrong identity", fmt.Sprintf("The %s of %s is always %q.", k.name, r.TypeName(), k.constant))
			}
		}
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for _, k := range r.keys {
		if k.constant == "" {
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(k.name), named[k.name])...)
		}
		if resp.Identity != nil {
			resp.Diagnostics.Append(resp.Identity.SetAttribute(ctx, path.Root(k.name), named[k.name])...)
		}
	}
	resp.Diagnostics.Append(tfkit.MarkImported(ctx, resp.Private)...)
}

// parse reads the key's part of an import id; nil: it cannot be one.
func (k key) parse(text string) attr.Value {
	switch {
	case text == "" || k.constant != "" && text != k.constant:
		return nil
	case !k.number:
		return types.StringValue(text)
	}
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil
	}
	return types.Int64Value(number)
}

func (r *accountResource) keyNames() string {
	names := make([]string, len(r.keys))
	for i, k := range r.keys {
		names[i] = k.name
		if k.constant != "" {
			names[i] = "the word " + k.constant
		}
	}
	return strings.Join(names, "/")
}
