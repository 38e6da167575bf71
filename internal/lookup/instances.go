package lookup

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// instancesData is the data source armcloud_instances.
type instancesData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*instancesData)(nil)

// NewInstancesData returns the data source armcloud_instances.
func NewInstancesData() datasource.DataSource {
	return &instancesData{DataSource: tfkit.DataSource{Name: "instances"}}
}

func (d *instancesData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	instance := rowAttributes()
	instance[tfkit.PadCode] = schema.StringAttribute{MarkdownDescription: "Pad code of the instance.", Computed: true}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the instances (cloud phones) of the account.\n\n" +
			"Do not select the instances of a fleet by a value that changes on its own, such as `online` or `status`. Otherwise, instances leave the fleet and lose their settings whenever they restart.",
		Attributes: map[string]schema.Attribute{
			"filter": schema.SingleNestedAttribute{
				MarkdownDescription: filterDescription,
				Optional:            true,
				Attributes:          filterAttributes(),
			},
			"details": schema.BoolAttribute{
				MarkdownDescription: "Whether to return `instances` and not only `pad_codes`. Default `true`. `false` is much faster for thousands of instances.",
				Optional:            true,
			},
			"pad_codes": schema.ListAttribute{
				MarkdownDescription: "Pad codes of the instances, sorted.", ElementType: types.StringType, Computed: true,
			},
			"instances": schema.ListNestedAttribute{
				MarkdownDescription: "Status and details of the instances, in the order of `pad_codes`. Null if `details` is `false`.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: instance},
			},
		},
	}
}

// Read lists the instances.
func (d *instancesData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var details types.Bool
	f, diags := readFilter(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("details"), &details)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	full := details.IsNull() || details.ValueBool()
	rows, err := listRows(ctx, d.Data, f, full)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the instances", tfkit.Explain("", err))
		return
	}
	resp.State.Raw = req.Config.Raw
	codes := make([]attr.Value, len(rows))
	for i, r := range rows {
		codes[i] = types.StringValue(r.code)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("pad_codes"), types.ListValueMust(types.StringType, codes))...)
	if full {
		resp.Diagnostics.Append(tfkit.SetList(ctx, &resp.State, "instances", rows, instanceValue)...)
	}
}

// instanceTypes are the attributes of an element of instances.
var instanceTypes = func() map[string]attr.Type {
	all := maps.Clone(rowTypes)
	all[tfkit.PadCode] = types.StringType
	return all
}()

func instanceValue(r row) attr.Value {
	values := r.values()
	values[tfkit.PadCode] = types.StringValue(r.code)
	return types.ObjectValueMust(instanceTypes, values)
}
