package tfkit

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// PadCode is the attribute with the pad code of an instance.
const PadCode = "pad_code"

// PadCodeIdentity returns the identity schema of a resource of one instance: the
// pad code and the keys. The keys are the attributes that distinguish resources
// of the same type on the same instance; import requires those that are required.
func PadCodeIdentity(keys map[string]schema.Attribute) identityschema.Schema {
	attributes := map[string]identityschema.Attribute{
		PadCode: identityschema.StringAttribute{
			RequiredForImport: true,
			Description:       "Pad code of the instance, for example AC32010000001.",
		},
	}
	for name, key := range keys {
		attributes[name] = identityschema.StringAttribute{
			RequiredForImport: key.IsRequired(), OptionalForImport: !key.IsRequired(),
			Description: summary(key.GetMarkdownDescription()),
		}
	}
	return identityschema.Schema{Attributes: attributes}
}

// summary returns the first sentence of a description, without the example in it.
func summary(description string) string {
	first, _, _ := strings.Cut(description, ". ")
	first, _, _ = strings.Cut(first, ", for example")
	return strings.TrimSuffix(first, ".") + "."
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
