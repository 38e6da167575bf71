package lookup

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// instanceData is the data source armcloud_instance.
type instanceData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*instanceData)(nil)

// NewInstanceData returns the data source armcloud_instance.
func NewInstanceData() datasource.DataSource {
	return &instanceData{DataSource: tfkit.DataSource{Name: "instance"}}
}

func (d *instanceData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		tfkit.PadCode: padCodeAttribute(),
	}
	maps.Copy(attributes, rowAttributes())
	resp.Schema = schema.Schema{MarkdownDescription: "Reads the current status and details of an instance (cloud phone).", Attributes: attributes}
}

// Read looks up the instance. One that the account does not have is an error.
func (d *instanceData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.Config, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	rows, err := fill(ctx, d.Data.Engine, []row{{code: code}}, true, true)
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root(tfkit.PadCode), "Unable to look up the instance", tfkit.Explain(code, err))
		return
	}
	if len(rows) == 0 {
		resp.Diagnostics.AddAttributeError(path.Root(tfkit.PadCode), "Instance not found", tfkit.NotListed(code))
		return
	}
	for name, value := range rows[0].values() {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(tfkit.PadCode), code)...)
}
