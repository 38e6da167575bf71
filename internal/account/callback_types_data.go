package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*callbackTypesData)(nil)

// callbackTypesData is the data source armcloud_callback_types.
type callbackTypesData struct {
	tfkit.DataSource
}

// NewCallbackTypesData returns the data source armcloud_callback_types.
func NewCallbackTypesData() datasource.DataSource {
	return &callbackTypesData{DataSource: tfkit.DataSource{Name: "callback_types"}}
}

// Schema is the schema of the data source armcloud_callback_types.
func (d *callbackTypesData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the callback types that ARMCloud offers. Use their IDs in `callback_type_ids` of `armcloud_callback`.",
		Attributes: map[string]schema.Attribute{
			"types": schema.ListNestedAttribute{
				MarkdownDescription: "Callback types, in the order of the API.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":   schema.Int64Attribute{MarkdownDescription: "ID of the callback type, for `callback_type_ids` of `armcloud_callback`.", Computed: true},
					"name": schema.StringAttribute{MarkdownDescription: "Name of the callback type.", Computed: true},
					"type": schema.StringAttribute{MarkdownDescription: "Number that ARMCloud gives the callback type. It is not the ID.", Computed: true},
				}},
			},
		},
	}
}

// callbackTypeAttributes are the attributes of a callback type.
var callbackTypeAttributes = map[string]attr.Type{"id": types.Int64Type, "name": types.StringType, "type": types.StringType}

// Read lists the callback types.
func (d *callbackTypesData) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	offered, err := d.Data.Client.CallbackTypes(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the callback types", tfkit.Explain("", err))
		return
	}
	rows := make([]attr.Value, len(offered))
	for i, kind := range offered {
		rows[i] = types.ObjectValueMust(callbackTypeAttributes, map[string]attr.Value{
			"id": types.Int64Value(kind.ID), "name": types.StringValue(kind.Name), "type": types.StringValue(kind.Type),
		})
	}
	list := types.ListValueMust(types.ObjectType{AttrTypes: callbackTypeAttributes}, rows)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("types"), list)...)
}
