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

// commandData is the data source armcloud_instance_command: what a command
// prints on one phone.
type commandData struct {
	tfkit.DataSource
}

// NewCommandData makes the data source armcloud_instance_command.
func NewCommandData() datasource.DataSource {
	return &commandData{DataSource: tfkit.DataSource{Name: "instance_command"}}
}

func (d *commandData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "What a shell command prints on one cloud phone, which must be running. **For reading only**, such as `getprop`: Terraform runs it in every plan, " +
			"and again in an apply that could not read it before. With `depends_on`, or with an argument that is known after apply, it runs in the apply alone. " +
			"`read_only` in the provider block refuses it, since a command can change anything. On the API level of 2024 a command has five seconds; newer levels run it as a task.",
		Attributes: map[string]schema.Attribute{
			tfkit.PadCode: padCodeAttribute(),
			"command": schema.StringAttribute{
				MarkdownDescription: "The command, for example `getprop ro.build.id`; several are separated by semicolons.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"output": schema.StringAttribute{MarkdownDescription: "What the command printed.", Computed: true},
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
	ctx, cancel := context.WithTimeout(ctx, answerTimeout)
	defer cancel()
	errs, err := unreachable(ctx, d.Data.Engine, []string{code})
	var output string
	if err == nil && len(errs) == 0 {
		output, err = d.Data.Engine.Command(ctx, code, command)
	}
	if err != nil {
		errs = map[string]error{code: err}
	}
	if addInstanceErrors(&resp.Diagnostics, tfkit.PadCode, "Unable to run the command", errs) {
		return
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("output"), types.StringValue(output))...)
}
