package account

import (
	"cmp"
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ list.ListResourceWithConfigure = (*appList)(nil)

// appList is the list resource armcloud_app.
type appList struct {
	lister[appModel]
}

// NewAppList returns the list resource armcloud_app.
func NewAppList() list.ListResource {
	return &appList{lister[appModel]{accountResource: newApp().accountResource, noun: "app", find: listApps, required: []string{"url"}}}
}

// ListResourceConfigSchema is the schema of the list resource armcloud_app.
func (l *appList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the apps in the app catalog of the account, in the order of the API.",
		Attributes:          map[string]schema.Attribute{"filter": tfkit.FilterAttribute(appsFilterDescription, appsFilterAttributes())},
	}
}

func listApps(ctx context.Context, data *tfkit.Data, config tfsdk.Config) ([]listed[appModel], diag.Diagnostics) {
	ids, diags := readAppsFilter(ctx, config)
	if diags.HasError() {
		return nil, diags
	}
	apps, err := findApps(ctx, data, ids)
	if err != nil {
		return nil, tfkit.ListError("Unable to list the apps", err)
	}
	var all []listed[appModel]
	for _, app := range apps {
		if app.ID == 0 {
			continue // An import needs the id.
		}
		all = append(all, listed[appModel]{name: appTitle(app), fill: func(m *appModel) {
			m.Parse = parseOfImport
			m.fromAPI(app)
		}})
	}
	return all, diags
}

// appTitle returns the name and the version of an app.
func appTitle(app armcloud.App) string {
	return strings.TrimSpace(cmp.Or(app.Name, app.PackageName) + " " + app.VersionName)
}
