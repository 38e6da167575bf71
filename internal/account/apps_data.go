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
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// appsData is the data source armcloud_apps: the catalogue.
type appsData struct {
	tfkit.DataSource
}

// NewAppsData makes the data source armcloud_apps.
func NewAppsData() datasource.DataSource {
	return &appsData{DataSource: tfkit.DataSource{Name: "apps"}}
}

// Schema describes the data source armcloud_apps.
func (d *appsData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	app := appAttributes()
	app[appID] = schema.Int64Attribute{MarkdownDescription: "Id of the app.", Computed: true}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Apps in the catalogue of the account. Each upload has an entry and an id of its own, also of the same app in another version.",
		Attributes: map[string]schema.Attribute{
			"filter": schema.SingleNestedAttribute{
				MarkdownDescription: "Which apps. Left out: all of them.", Optional: true,
				Attributes: map[string]schema.Attribute{
					"app_ids": schema.ListAttribute{
						MarkdownDescription: "Ids of apps; ids that the account does not have are left out. An empty list is no app.",
						ElementType:         types.Int64Type, Optional: true,
						Validators: []validator.List{listvalidator.ValueInt64sAre(int64validator.AtLeast(1))},
					},
				},
			},
			"apps": schema.ListNestedAttribute{
				MarkdownDescription: "The apps in the order of the service.", Computed: true,
				NestedObject: schema.NestedAttributeObject{Attributes: app},
			},
		},
	}
}

// appsFilter is the filter of armcloud_apps in HCL.
type appsFilter struct {
	IDs types.List `tfsdk:"app_ids"`
}

// Read lists the apps.
func (d *appsData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var filter *appsFilter
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("filter"), &filter)...)
	var ids []int64
	if filter != nil {
		resp.Diagnostics.Append(filter.IDs.ElementsAs(ctx, &ids, false)...)
	}
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	apps, err := d.list(ctx, ids)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the apps", tfkit.Explain("", err))
		return
	}
	kinds := maps.Clone(appTypes)
	kinds[appID] = types.Int64Type
	elements := make([]attr.Value, len(apps))
	for i, app := range apps {
		values := appValues(app)
		values[appID] = types.Int64Value(app.ID)
		elements[i] = types.ObjectValueMust(kinds, values)
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("apps"), types.ListValueMust(types.ObjectType{AttrTypes: kinds}, elements))...)
}

// idsAtOnce is how many ids one request names.
const idsAtOnce = 100

// list gives the apps with the ids, in the order of the service within each
// request; nil asks for all of them.
func (d *appsData) list(ctx context.Context, ids []int64) ([]armcloud.App, error) {
	if ids == nil {
		return d.Data.Engine.Apps().All(ctx)
	}
	ids = armcloud.Once(ids)
	wanted := make(map[int64]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var all []armcloud.App
	for part := range slices.Chunk(ids, idsAtOnce) {
		found, err := armcloud.Listing[armcloud.App, int64]{
			Page: func(ctx context.Context, page, rows int) (armcloud.Page[armcloud.App], error) {
				return d.Data.Client.Apps(ctx, armcloud.AppFilter{IDs: part}, page, rows)
			},
			Key: func(a armcloud.App) int64 { return a.ID },
		}.All(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return slices.DeleteFunc(all, func(a armcloud.App) bool { return !wanted[a.ID] }), nil
}
