package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*callbackData)(nil)

// callbackData is the data source armcloud_callback.
type callbackData struct {
	tfkit.DataSource
}

// NewCallbackData returns the data source armcloud_callback.
func NewCallbackData() datasource.DataSource {
	return &callbackData{DataSource: tfkit.DataSource{Name: "callback"}}
}

// Schema is the schema of the data source armcloud_callback.
func (d *callbackData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Reads the callback URL of the account. The API does not return which callback types are enabled.",
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{MarkdownDescription: "Callback URL. Null if none is configured.", Computed: true},
		},
	}
}

// Read returns the URL of the callback.
func (d *callbackData) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	current, err := d.Data.Client.CallbackURL(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to read the callback", tfkit.Explain("", err))
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), tfkit.TextOrNull(current))...)
}
