package lookup

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// instanceData is the data source armcloud_instance: one phone.
type instanceData struct {
	tfkit.DataSource
}

// NewInstanceData makes the data source armcloud_instance.
func NewInstanceData() datasource.DataSource {
	return &instanceData{DataSource: tfkit.DataSource{Name: "instance"}}
}

func (d *instanceData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		tfkit.PadCode: schema.StringAttribute{
			MarkdownDescription: "Code of the cloud phone, for example `AC32010000001`.",
			Required:            true,
			Validators:          []validator.String{tfkit.PadCodeSyntax},
		},
	}
	maps.Copy(attributes, rowAttributes())
	resp.Schema = schema.Schema{MarkdownDescription: "One cloud phone as the API shows it now.", Attributes: attributes}
}

// Read looks the phone up. A phone that is not there is an error.
func (d *instanceData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.Config, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	rows, err := fill(ctx, d.Data.Engine, []row{{code: code}}, true, true)
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root(tfkit.PadCode), "Unable to look up the phone", tfkit.Explain(code, err))
		return
	}
	if len(rows) == 0 {
		resp.Diagnostics.AddAttributeError(path.Root(tfkit.PadCode), "Phone not found", tfkit.NotListed(code))
		return
	}
	for name, value := range rows[0].values() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(tfkit.PadCode), code)...)
}
