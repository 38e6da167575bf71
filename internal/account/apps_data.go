package account

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*appsData)(nil)

// appsData is the data source armcloud_apps.
type appsData struct {
	tfkit.DataSource
}

// NewAppsData returns the data source armcloud_apps.
func NewAppsData() datasource.DataSource {
	return &appsData{DataSource: tfkit.DataSource{Name: "apps"}}
}

// Schema is the schema of the data source armcloud_apps.
func (d *appsData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	app := appAttributes()
	app[appID] = schema.Int64Attribute{MarkdownDescription: "ID of the app in the catalog.", Computed: true}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the apps in the app catalog of the account.\n\nEach upload has an ID of its own, so different versions of an app are listed separately.",
		Attributes: map[string]schema.Attribute{
			"filter": schema.SingleNestedAttribute{
				MarkdownDescription: appsFilterDescription, Optional: true, Attributes: appsFilterAttributes(),
			},
			"apps": schema.ListNestedAttribute{
				MarkdownDescription: "Apps, in the order of the API.", Computed: true,
				NestedObject: schema.NestedAttributeObject{Attributes: app},
			},
		},
	}
}

// appsFilterDescription describes the filter attribute.
const appsFilterDescription = "Conditions that an app must meet. If unset, all apps of the account are listed."

func appsFilterAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"app_ids": schema.ListAttribute{
			MarkdownDescription: "IDs of the apps to list. Unknown IDs are ignored. An empty list matches no app.",
			ElementType:         types.Int64Type, Optional: true,
			Validators: []validator.List{listvalidator.NoNullValues(), listvalidator.ValueInt64sAre(int64validator.AtLeast(1))},
		},
	}
}

// readAppsFilter returns the ids in the filter of a configuration, or nil if all apps
// match.
func readAppsFilter(ctx context.Context, config tfkit.Reader) ([]int64, diag.Diagnostics) {
	var filter *struct {
		IDs types.List `tfsdk:"app_ids"`
	}
	diags := config.GetAttribute(ctx, path.Root("filter"), &filter)
	if filter == nil || diags.HasError() {
		return nil, diags
	}
	var ids []int64
	diags.Append(filter.IDs.ElementsAs(ctx, &ids, false)...)
	return ids, diags
}

// Read lists the apps.
func (d *appsData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	ids, diags := readAppsFilter(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	apps, err := findApps(ctx, d.Data, ids)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the apps", tfkit.Explain("", err))
		return
	}
	attributeTypes := maps.Clone(appAttributeTypes)
	attributeTypes[appID] = types.Int64Type
	elements := make([]attr.Value, len(apps))
	for i, app := range apps {
		values := appValues(app)
		values[appID] = types.Int64Value(app.ID)
		elements[i] = types.ObjectValueMust(attributeTypes, values)
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("apps"), types.ListValueMust(types.ObjectType{AttrTypes: attributeTypes}, elements))...)
}

// idsPerRequest is the number of ids in one request.
const idsPerRequest = 100

// findApps returns the apps with the ids, in the order of the API within each
// request. nil returns all apps.
func findApps(ctx context.Context, data *tfkit.Data, ids []int64) ([]armcloud.App, error) {
	if ids == nil {
		return data.Engine.Apps().All(ctx)
	}
	ids = armcloud.Unique(ids)
	requested := make(map[int64]bool, len(ids))
	for _, id := range ids {
		requested[id] = true
	}
	var all []armcloud.App
	for part := range slices.Chunk(ids, idsPerRequest) {
		found, err := armcloud.Listing[armcloud.App, int64]{
			Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.App], error) {
				return data.Client.Apps(ctx, armcloud.AppFilter{IDs: part}, page, rows)
			},
			Key: func(a armcloud.App) int64 { return a.ID },
		}.All(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return slices.DeleteFunc(all, func(a armcloud.App) bool { return !requested[a.ID] }), nil
}
