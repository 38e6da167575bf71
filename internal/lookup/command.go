package lookup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// commandData is the data source armcloud_instance_command.
type commandData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*commandData)(nil)

// NewCommandData returns the data source armcloud_instance_command.
func NewCommandData() datasource.DataSource {
	return &commandData{DataSource: tfkit.DataSource{Name: "instance_command"}}
}

func (d *commandData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Runs a shell command on an instance (cloud phone) and returns its output. The instance must be running.\n\n" +
			"Use it **only for commands that read**, such as `getprop`, because Terraform runs the command in every plan. If the data source depends on a resource with pending changes, it runs in the apply instead.\n\n" +
			"With `read_only` in the provider block, the provider refuses the command, because a command can change anything. " +
			"On the 2024 API level, a command may take at most five seconds. The current API level runs it as a task.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: padCodeAttribute(),
			"command": schema.StringAttribute{
				MarkdownDescription: "Shell command, for example `getprop ro.build.id`. Separate several commands with semicolons.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"output": schema.StringAttribute{MarkdownDescription: "Output of the command.", Computed: true},
		},
	}
}

// Read runs the command once.
func (d *commandData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.Config, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	command, diags := tfkit.GetString(ctx, req.Config, "command")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	var output string
	errs := queryOne(ctx, d.Data.Engine, code, func(ctx context.Context) (err error) {
		output, err = d.Data.Engine.Command(ctx, code, command)
		return err
	})
	if addInstanceErrors(&resp.Diagnostics, tfkit.PadCode, "Unable to run the command", errs) {
		return
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("output"), types.StringValue(output))...)
}
