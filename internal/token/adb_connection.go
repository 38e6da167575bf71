package token

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// adbConnection is the ephemeral resource armcloud_adb_connection.
type adbConnection struct {
	tfkit.EphemeralResource
}

var _ ephemeral.EphemeralResourceWithConfigure = (*adbConnection)(nil)

// NewADBConnection returns the ephemeral resource armcloud_adb_connection.
func NewADBConnection() ephemeral.EphemeralResource {
	return &adbConnection{tfkit.EphemeralResource{Name: "adb_connection"}}
}

type adbConnectionModel struct {
	PadCode    types.String `tfsdk:"pad_code"`
	Enable     types.Bool   `tfsdk:"enable"`
	Command    types.String `tfsdk:"command"`
	ExpiresAt  types.String `tfsdk:"expires_at"`
	Key        types.String `tfsdk:"key"`
	ADBCommand types.String `tfsdk:"adb_command"`
}

func (r *adbConnection) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Returns the commands that connect ADB (Android Debug Bridge) to an instance (cloud phone).\n\n" +
			"If ADB is disabled on the instance, set `enable`, or enable it with `armcloud_instance_adb`. " +
			"The 2024 API level enables ADB whenever it returns a connection, so `enable` is required there.\n\n" +
			"Terraform opens ephemeral resources in every plan and again in every apply. With `enable`, **even a plan enables ADB**. " +
			"The provider does not disable it afterwards, so a resource that manages ADB as disabled shows drift. If `read_only` is set in the provider block, the provider refuses `enable`.\n\n" +
			"A connection expires after about a day.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: schema.StringAttribute{
				MarkdownDescription: "Pad code of the instance, for example `AC32010000001`.", Required: true,
				Validators: []validator.String{tfkit.PadCodeSyntax},
			},
			"enable": schema.BoolAttribute{
				MarkdownDescription: "Whether to enable ADB if it is disabled. Default `false`. Must be `true` on the 2024 API level.",
				Optional:            true,
			},
			"command": schema.StringAttribute{
				MarkdownDescription: "Command to run first: `adb connect` on the 2024 API level, or `ssh`, which opens a tunnel, on the current one.",
				Computed:            true,
			},
			"expires_at": schema.StringAttribute{
				MarkdownDescription: "Time when the connection expires, in RFC 3339 format. The API returns no time zone, so the provider assumes UTC.",
				Computed:            true,
			},
			"key": schema.StringAttribute{
				MarkdownDescription: "Password for the tunnel that `command` opens. Null on the 2024 API level.",
				Computed:            true, Sensitive: true,
			},
			"adb_command": schema.StringAttribute{
				MarkdownDescription: "Command to run after `command`, which connects ADB through the tunnel. Null on the 2024 API level.",
				Computed:            true,
			},
		},
	}
}

// Open reads the connection. It changes the instance only if enable is true.
func (r *adbConnection) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var m adbConnectionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() || !r.Data.Ready(&resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, adbTimeout)
	defer cancel()
	connect := r.read
	if m.Enable.ValueBool() {
		connect = r.enable
	}
	connection, err := connect(ctx, m.PadCode.ValueString())
	if err != nil {
		addADBError(&resp.Diagnostics, m.PadCode, err)
		return
	}
	m.Command, m.Key, m.ADBCommand = tfkit.TextOrNull(connection.Command), tfkit.TextOrNull(connection.Key), tfkit.TextOrNull(connection.ADBCommand)
	m.ExpiresAt = types.StringNull()
	if !connection.Expires.IsZero() {
		m.ExpiresAt = types.StringValue(connection.Expires.Format(time.RFC3339))
	}
	resp.Diagnostics.Append(resp.Result.Set(ctx, &m)...)
}

// addADBError adds the error of read or enable.
func addADBError(diags *diag.Diagnostics, padCode types.String, err error) {
	const summary = "Unable to get the ADB connection"
	var disabled *disabledError
	switch {
	case errors.As(err, &disabled):
		diags.AddAttributeError(path.Root("enable"), "ADB is not enabled", fmt.Sprintf("%s: %s. %s", padCode.ValueString(), disabled.problem, disabled.advice))
	case armcloud.Is(err, armcloud.ClassReadOnly):
		diags.AddAttributeError(path.Root("enable"), summary, tfkit.Explain(padCode.ValueString(), err))
	default:
		addError(diags, padCode, summary, err)
	}
}
