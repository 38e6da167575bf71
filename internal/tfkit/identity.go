package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// PadCode is the attribute that names a phone.
const PadCode = "pad_code"

// PadCodeIdentity is the identity of everything that belongs to one phone.
func PadCodeIdentity() identityschema.Schema {
	return identityschema.Schema{Attributes: map[string]identityschema.Attribute{
		PadCode: identityschema.StringAttribute{
			RequiredForImport: true,
			Description:       "Code of the cloud phone, for example AC32010000001.",
		},
	}}
}

// SetPadCodeIdentity writes the identity; clients without identity give none.
func SetPadCodeIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, padCode string) diag.Diagnostics {
	if identity == nil {
		return nil
	}
	return identity.SetAttribute(ctx, path.Root(PadCode), padCode)
}
