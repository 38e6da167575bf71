package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// PadCode is the attribute with the pad code of an instance.
const PadCode = "pad_code"

// PadCodeIdentity returns the identity schema of a resource of one instance: the
// pad code and the keys. The keys are the attributes that distinguish resources
// of the same type on the same instance; a key maps to true if import requires it.
func PadCodeIdentity(keys map[string]bool) identityschema.Schema {
	attributes := map[string]identityschema.Attribute{
		PadCode: identityschema.StringAttribute{
			RequiredForImport: true,
			Description:       "Pad code of the instance, for example AC32010000001.",
		},
	}
	for name, required := range keys {
		attributes[name] = identityschema.StringAttribute{
			RequiredForImport: required, OptionalForImport: !required,
			Description: "Value of the resource's attribute " + name + ".",
		}
	}
	return identityschema.Schema{Attributes: attributes}
}

// SetPadCodeIdentity copies the pad code and the keys from a plan or state into
// the identity. identity is nil if the client does not support identities.
func SetPadCodeIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, from Reader, keys ...string) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	var diags diag.Diagnostics
	for _, name := range append([]string{PadCode}, keys...) {
		value, more := Attribute(ctx, from, name, types.StringType)
		diags.Append(more...)
		diags.Append(identity.SetAttribute(ctx, path.Root(name), value)...)
	}
	return diags
}
