package account

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*appData)(nil)

// appData is the data source armcloud_app.
type appData struct {
	tfkit.DataSource
}

// NewAppData returns the data source armcloud_app.
func NewAppData() datasource.DataSource {
	return &appData{DataSource: tfkit.DataSource{Name: "app"}}
}

// Schema is the schema of the data source armcloud_app.
func (d *appData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := appAttributes()
	attributes[appID] = schema.Int64Attribute{
		MarkdownDescription: "ID of the app in the catalog, for example `101`.", Required: true,
		Validators: []validator.Int64{int64validator.AtLeast(1)},
	}
	resp.Schema = schema.Schema{MarkdownDescription: "Looks up an app in the app catalog of the account, by its ID.", Attributes: attributes}
}

// Read returns the app. A missing app is an error.
func (d *appData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var id types.Int64
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root(appID), &id)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	app, found, err := d.find(ctx, id.ValueInt64())
	switch {
	case err != nil:
		resp.Diagnostics.AddAttributeError(path.Root(appID), "Unable to read the app", tfkit.Explain("", err))
		return
	case !found:
		resp.Diagnostics.AddAttributeError(path.Root(appID), "App not found", fmt.Sprintf(
			"The app catalog of the account has no app with the ID %d. The data source armcloud_apps lists all apps.", id.ValueInt64()))
		return
	}
	for name, value := range appValues(app) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(appID), id)...)
}

// find returns the details of the app, with the availability from the list of
// apps, because the details lack it.
func (d *appData) find(ctx context.Context, id int64) (armcloud.App, bool, error) {
	app, found, err := d.Data.Client.App(ctx, id)
	if err != nil || !found {
		return app, found, err
	}
	listed, found, err := listedApp(ctx, d.Data.Client, id)
	if err != nil {
		return app, false, err
	}
	if found {
		app.Available = listed.Available
	}
	return app, true, nil
}

// appAttributes are the attributes of an app, without its id.
func appAttributes() map[string]schema.Attribute {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	return map[string]schema.Attribute{
		"name":         text("Name of the app."),
		"package_name": text("Package name of the app, for example `com.example.kiosk`."),
		"version_name": text("Version name of the app, for example `3.0`."),
		"version_code": schema.Int64Attribute{MarkdownDescription: "Version code of the app, for example `300`.", Computed: true},
		"sign_md5":     text("MD5 of the app's signature."),
		"description":  text("Description of the app."),
		"url":          text("URL that the app was uploaded from."),
		"available":    schema.BoolAttribute{MarkdownDescription: "Whether the app can be installed on instances.", Computed: true},
		"created_at":   text("Time of the upload, in RFC 3339 format."),
	}
}

var appAttributeTypes = map[string]attr.Type{
	"name": types.StringType, "package_name": types.StringType, "version_name": types.StringType, "version_code": types.Int64Type,
	"sign_md5": types.StringType, "description": types.StringType, "url": types.StringType, "available": types.BoolType, "created_at": types.StringType,
}

func appValues(app armcloud.App) map[string]attr.Value {
	return map[string]attr.Value{
		"name": tfkit.TextOrNull(app.Name), "package_name": tfkit.TextOrNull(app.PackageName), "version_name": tfkit.TextOrNull(app.VersionName),
		"version_code": types.Int64PointerValue(app.VersionCode), "sign_md5": tfkit.TextOrNull(app.SignMD5), "description": tfkit.TextOrNull(app.Description),
		"url": tfkit.TextOrNull(app.URL), "available": types.BoolPointerValue(app.Available), "created_at": timeOrNull(app.CreatedAt),
	}
}
