package instance

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// IdentitySchema names the phone.
func (r *phoneResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = tfkit.PadCodeIdentity()
}

// ImportState takes a pad code, as id or as identity.
func (r *phoneResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resource.ImportStatePassthroughWithIdentity(ctx, path.Root(padCode), path.Root(padCode), req, resp)
	if resp.Diagnostics.HasError() {
		return
	}
	code, diags := getString(ctx, resp.State, padCode)
	resp.Diagnostics.Append(diags...)
	if !padCodePattern.MatchString(code) {
		resp.Diagnostics.AddError("Wrong import id", fmt.Sprintf(
			"%q is not a pad code. Import %s by the code of its phone, for example AC32010000001.", code, r.TypeName()))
		return
	}
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, code)...)
	resp.Diagnostics.Append(tfkit.MarkImported(ctx, resp.Private)...)
}
