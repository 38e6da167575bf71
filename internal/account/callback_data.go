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

// callbackData is the data source armcloud_callback.
type callbackData struct {
	tfkit.DataSource
}

// NewCallbackData makes the data source armcloud_callback.
func NewCallbackData() datasource.DataSource {
	return &callbackData{DataSource: tfkit.DataSource{Name: "callback"}}
}

// Schema describes the data source armcloud_callback.
func (d *callbackData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The address that ARMCloud calls back to. Which types of callbacks are enabled cannot be read.",
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{MarkdownDescription: "The address; null where none is configured.", Computed: true},
		},
	}
}

// Read looks at the address. None is no error.
func (d *callbackData) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	there, err := d.Data.Client.CallbackURL(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to look at the callback", tfkit.Explain("", err))
		return
	}
	url := types.StringNull()
	if there != "" {
		url = types.StringValue(there)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("url"), url)...)
}

// callbackTypesData is the data source armcloud_callback_types.
type callbackTypesData struct {
	tfkit.DataSource
}

// NewCallbackTypesData makes the data source armcloud_callback_types.
func NewCallbackTypesData() datasource.DataSource {
	return &callbackTypesData{DataSource: tfkit.DataSource{Name: "callback_types"}}
}

// Schema describes the data source armcloud_callback_types.
func (d *callbackTypesData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "What ARMCloud can call back for. `callback_type_ids` of `armcloud_callback` takes the ids.",
		Attributes: map[string]schema.Attribute{
			"types": schema.ListNestedAttribute{
				MarkdownDescription: "The types, in the order of ARMCloud.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":   schema.Int64Attribute{MarkdownDescription: "Id of the type, as `armcloud_callback` takes it.", Computed: true},
					"name": schema.StringAttribute{MarkdownDescription: "Name of the type in ARMCloud's words.", Computed: true},
					"type": schema.StringAttribute{MarkdownDescription: "ARMCloud's number of the type, which is not its id.", Computed: true},
				}},
			},
		},
	}
}

// callbackTypeKinds are the attributes of one type.
var callbackTypeKinds = map[string]attr.Type{"id": types.Int64Type, "name": types.StringType, "type": types.StringType}

// Read lists the types.
func (d *callbackTypesData) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	offered, err := d.Data.Client.CallbackTypes(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the types of callbacks", tfkit.Explain("", err))
		return
	}
	rows := make([]attr.Value, len(offered))
	for i, kind := range offered {
		rows[i] = types.ObjectValueMust(callbackTypeKinds, map[string]attr.Value{
			"id": types.Int64Value(kind.ID), "name": types.StringValue(kind.Name), "type": types.StringValue(kind.Type),
		})
	}
	list := types.ListValueMust(types.ObjectType{AttrTypes: callbackTypeKinds}, rows)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("types"), list)...)
}
