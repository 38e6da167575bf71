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

// instancesData is the data source armcloud_instances: the phones that a
// filter lets through.
type instancesData struct {
	tfkit.DataSource
}

// NewInstancesData makes the data source armcloud_instances.
func NewInstancesData() datasource.DataSource {
	return &instancesData{DataSource: tfkit.DataSource{Name: "instances"}}
}

func (d *instancesData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	instance := rowAttributes()
	instance[tfkit.PadCode] = schema.StringAttribute{MarkdownDescription: "Code of the phone.", Computed: true}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Cloud phones of the account. Do not feed a fleet from a filter on what changes by itself, such as `online` or `status`: " +
			"phones would leave the fleet, and lose their settings, whenever they are restarted.",
		Attributes: map[string]schema.Attribute{
			"filter": schema.SingleNestedAttribute{
				MarkdownDescription: "Which phones; all conditions must hold. Left out: every phone of the account. Terraform drops names that a filter does not have without a word, so check the spelling: a misspelt condition lets every phone through.",
				Optional:            true,
				Attributes:          filterAttributes(),
			},
			"details": schema.BoolAttribute{
				MarkdownDescription: "Whether to fill in `instances`. Default `true`; `false` is much faster for thousands of phones.",
				Optional:            true,
			},
			"pad_codes": schema.ListAttribute{
				MarkdownDescription: "Codes of the phones, sorted.", ElementType: types.StringType, Computed: true,
			},
			"instances": schema.ListNestedAttribute{
				MarkdownDescription: "The phones in the order of `pad_codes`; null when `details` is `false`.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: instance},
			},
		},
	}
}

// Read lists the phones.
func (d *instancesData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var filter *filterModel
	var details types.Bool
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("filter"), &filter)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("details"), &details)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	f, diags := filter.read(ctx)
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	full := details.IsNull() || details.ValueBool()
	rows, err := listRows(ctx, d.Data, f, full)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the phones", tfkit.Explain("", err))
		return
	}
	resp.State.Raw = req.Config.Raw
	codes := make([]attr.Value, len(rows))
	for i, r := range rows {
		codes[i] = types.StringValue(r.code)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("pad_codes"), types.ListValueMust(types.StringType, codes))...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("instances"), instancesValue(rows, full))...)
}

func instancesValue(rows []row, full bool) types.List {
	kinds := maps.Clone(rowTypes)
	kinds[tfkit.PadCode] = types.StringType
	object := types.ObjectType{AttrTypes: kinds}
	if !full {
		return types.ListNull(object)
	}
	elements := make([]attr.Value, len(rows))
	for i, r := range rows {
		values := r.values()
		values[tfkit.PadCode] = types.StringValue(r.code)
		elements[i] = types.ObjectValueMust(kinds, values)
	}
	return types.ListValueMust(object, elements)
}
