package token

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// stsToken is the ephemeral resource armcloud_sts_token.
type stsToken struct {
	tfkit.EphemeralResource
}

var (
	_ ephemeral.EphemeralResourceWithConfigure = (*stsToken)(nil)
	_ ephemeral.EphemeralResourceWithClose     = (*stsToken)(nil)
)

// NewSTSToken returns the ephemeral resource armcloud_sts_token.
func NewSTSToken() ephemeral.EphemeralResource {
	return &stsToken{tfkit.EphemeralResource{Name: "sts_token"}}
}

type stsTokenModel struct {
	PadCode types.String `tfsdk:"pad_code"`
	Token   types.String `tfsdk:"token"`
}

func (r *stsToken) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Issues a temporary token for the ARMCloud SDK, with which apps and web pages show instances (cloud phones).\n\n" +
			"A token is valid for up to 24 hours, but the provider revokes it at the end of the plan or apply. " +
			"The 2024 API level cannot revoke tokens, so they stay valid there. If a token cannot be revoked, the provider logs that, and the run does not fail.\n\n" +
			"Use the token only while Terraform runs, for example in a provider block or a provisioner. To issue tokens for users, call the API instead.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: schema.StringAttribute{
				MarkdownDescription: "Pad code of the instance that the token is for. If unset, the token is for all instances of the account.",
				Optional:            true,
				Validators:          []validator.String{tfkit.PadCodeSyntax},
			},
			"token": schema.StringAttribute{MarkdownDescription: "SDK token.", Computed: true, Sensitive: true},
		},
	}
}

// privateToken is the key of the token in the private data that Close gets. Private
// data of ephemeral resources is never stored.
const privateToken = "token"

// Open issues a token.
func (r *stsToken) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var m stsTokenModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() || !r.Data.Ready(&resp.Diagnostics) {
		return
	}
	issued, err := r.issue(ctx, m.PadCode)
	if err != nil {
		addError(&resp.Diagnostics, m.PadCode, "Unable to get the SDK token", err)
		return
	}
	m.Token = types.StringValue(issued)
	resp.Diagnostics.Append(resp.Result.Set(ctx, &m)...)
	private, err := json.Marshal(issued)
	if err != nil {
		resp.Diagnostics.AddError("Unable to encode the SDK token", "The token has no JSON form. This is a bug in the provider. Please report it.")
		return
	}
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, privateToken, private)...)
}

func (r *stsToken) issue(ctx context.Context, padCode types.String) (string, error) {
	if padCode.IsNull() {
		return r.Data.Client.Token(ctx)
	}
	return r.Data.Client.PadToken(ctx, padCode.ValueString())
}

// addError adds an error about an instance, or about the account if there is no pad
// code.
func addError(diags *diag.Diagnostics, padCode types.String, summary string, err error) {
	if padCode.IsNull() {
		diags.AddError(summary, tfkit.Explain("", err))
		return
	}
	diags.AddAttributeError(path.Root(tfkit.PadCode), summary, tfkit.Explain(padCode.ValueString(), err))
}

// revokeTimeout limits how long a run waits for the revocation of a token.
const revokeTimeout = 30 * time.Second

// Close revokes the token. It revokes it by its value, also if it is for one instance:
// the operation that revokes by pad code would end tokens of others too. A token that is
// not revoked is only logged, because the run is done with it.
func (r *stsToken) Close(ctx context.Context, req ephemeral.CloseRequest, resp *ephemeral.CloseResponse) {
	private, diags := req.Private.GetKey(ctx, privateToken)
	resp.Diagnostics.Append(diags...)
	var issued string
	if r.Data == nil || r.Data.Client == nil || json.Unmarshal(private, &issued) != nil || issued == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, revokeTimeout)
	defer cancel()
	err := r.Data.Client.ClearToken(ctx, issued)
	switch {
	case err == nil:
	case armcloud.Is(err, armcloud.ClassUnavailable):
		tflog.Info(ctx, "This API level cannot revoke SDK tokens. The token stays valid until it expires.")
	default:
		tflog.Warn(ctx, "Unable to revoke the SDK token. It stays valid until it expires.", map[string]any{"error": err.Error()})
	}
}
