package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// PadCode is the attribute that names a phone.
const PadCode = "pad_code"

// PadCodeIdentity is the identity of what belongs to one phone: its code, and
// the attributes that tell the resource from others of its type on that phone.
// The keys that a resource may be without are false.
func PadCodeIdentity(keys map[string]bool) identityschema.Schema {
	attributes := map[string]identityschema.Attribute{
		PadCode: identityschema.StringAttribute{
			RequiredForImport: true,
			Description:       "Code of the cloud phone, for example AC32010000001.",
		},
	}
	for name, required := range keys {
		attributes[name] = identityschema.StringAttribute{
			RequiredForImport: required, OptionalForImport: !required,
			Description: "The attribute " + name + " of the resource.",
		}
	}
	return identityschema.Schema{Attributes: attributes}
}

// SetPadCodeIdentity writes the identity from the attributes of a plan or
// state; clients without identity give none.
func SetPadCodeIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, from Reader, keys ...string) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	var diags diag.Diagnostics
	for _, name := range append([]string{PadCode}, keys...) {
		var value types.String
		diags.Append(from.GetAttribute(ctx, path.Root(name), &value)...)
		diags.Append(identity.SetAttribute(ctx, path.Root(name), value)...)
	}
	return diags
}
