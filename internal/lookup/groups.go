package lookup

import (
	"cmp"
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// groupsData is the data source armcloud_groups.
type groupsData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*groupsData)(nil)

// NewGroupsData returns the data source armcloud_groups.
func NewGroupsData() datasource.DataSource {
	return &groupsData{DataSource: tfkit.DataSource{Name: "groups"}}
}

// groupsFilter is the filter attribute.
type groupsFilter struct {
	PadCode  types.String `tfsdk:"pad_code"`
	GroupIDs types.List   `tfsdk:"group_ids"`
}

// groupTypes are the attributes of one group.
var groupTypes = map[string]attr.Type{"group_id": types.Int64Type, "name": types.StringType, "pad_count": types.Int64Type}

func (d *groupsData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the groups of instances (cloud phones) in the account.\n\nThe API cannot create groups or move instances between them. Use the ARMCloud console for that.",
		Attributes: map[string]schema.Attribute{
			"filter": schema.SingleNestedAttribute{
				MarkdownDescription: "Conditions that a group must meet, all of them. If unset, all groups of the account are listed.",
				Optional:            true,
				Attributes: map[string]schema.Attribute{
					tfkit.PadCode: schema.StringAttribute{
						MarkdownDescription: "Pad code of an instance. Only its group is listed.", Optional: true, Validators: []validator.String{tfkit.PadCodeSyntax},
					},
					"group_ids": schema.ListAttribute{
						MarkdownDescription: "IDs of the groups to list. Unknown IDs are ignored. An empty list matches no group.", ElementType: types.Int64Type, Optional: true,
						Validators: noNulls,
					},
				},
			},
			"groups": schema.ListNestedAttribute{
				MarkdownDescription: "Groups, sorted by ID.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"group_id":  schema.Int64Attribute{MarkdownDescription: "ID of the group.", Computed: true},
					"name":      schema.StringAttribute{MarkdownDescription: "Name of the group.", Computed: true},
					"pad_count": schema.Int64Attribute{MarkdownDescription: "Number of instances in the group.", Computed: true},
				}},
			},
		},
	}
}

// Read lists the groups.
func (d *groupsData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var filter *groupsFilter
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("filter"), &filter)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	var f armcloud.GroupFilter
	if filter != nil {
		f.PadCode = filter.PadCode.ValueString()
		resp.Diagnostics.Append(filter.GroupIDs.ElementsAs(ctx, &f.GroupIDs, false)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	groups, err := listGroups(ctx, d.Data.Client, f)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the groups", tfkit.Explain(f.PadCode, err))
		return
	}
	elements := make([]attr.Value, len(groups))
	for i, group := range groups {
		elements[i] = types.ObjectValueMust(groupTypes, map[string]attr.Value{
			"group_id": types.Int64Value(group.ID), "name": tfkit.TextOrNull(group.Name), "pad_count": types.Int64Value(group.PadCount),
		})
	}
	list, diags := types.ListValue(types.ObjectType{AttrTypes: groupTypes}, elements)
	resp.Diagnostics.Append(diags...)
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("groups"), list)...)
}

// listGroups returns the groups that match the filter, sorted by ID.
func listGroups(ctx context.Context, client *armcloud.Client, f armcloud.GroupFilter) ([]armcloud.Group, error) {
	if f.GroupIDs != nil && len(f.GroupIDs) == 0 {
		return nil, nil // the API would return all groups
	}
	groups, err := client.Groups(ctx, f)
	if err != nil {
		return nil, err
	}
	groups = slices.DeleteFunc(groups, func(g armcloud.Group) bool { return f.GroupIDs != nil && !slices.Contains(f.GroupIDs, g.ID) })
	slices.SortStableFunc(groups, func(a, b armcloud.Group) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(groups, func(a, b armcloud.Group) bool { return a.ID == b.ID }), nil
}
