package lookup

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// appsData is the data source armcloud_instance_apps.
type appsData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*appsData)(nil)

// NewAppsData returns the data source armcloud_instance_apps.
func NewAppsData() datasource.DataSource {
	return &appsData{DataSource: tfkit.DataSource{Name: "instance_apps"}}
}

var (
	appTypes = map[string]attr.Type{
		"package_name": types.StringType, "name": types.StringType, "version_name": types.StringType,
		"version_code": types.Int64Type, "state": types.StringType,
	}
	appListType = types.ListType{ElemType: types.ObjectType{AttrTypes: appTypes}}
)

func (d *appsData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the apps on instances (cloud phones), which must be running.\n\n" +
			"On the 2024 API level, which reports installed apps only to the callback URL, this data source requires `drift_checks = \"shell\"` in the provider block. " +
			"The provider then runs `pm list packages` on the instances, which also lists system packages.",
		Attributes: map[string]schema.Attribute{
			padCodes: padCodesAttribute(),
			"apps": schema.MapAttribute{
				MarkdownDescription: "Installed apps, by pad code. Each value is a list of objects, sorted by package name, with `package_name`, `name`, `version_name`, " +
					"`version_code` and `state` (`installed`, `installing` or `downloading`). Values that the API does not return are null. With `pm list packages`, only the package name, version code and state are known.",
				ElementType: appListType, Computed: true,
			},
		},
	}
}

// Read lists the apps. An instance whose apps are unknown is an error.
func (d *appsData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	codes, diags := getList(ctx, req.Config, padCodes)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	const summary = "Unable to list the apps"
	found, errs, err := d.list(ctx, armcloud.Unique(codes))
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root(padCodes), summary, tfkit.Explain("", err))
		return
	}
	if addInstanceErrors(&resp.Diagnostics, padCodes, summary, errs) {
		return
	}
	elements := make(map[string]attr.Value, len(found))
	for code, apps := range found {
		elements[code] = appListValue(apps)
	}
	apps, diags := types.MapValue(appListType, elements)
	resp.Diagnostics.Append(diags...)
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("apps"), apps)...)
}

// list returns the apps by pad code, the errors by pad code, and an error that
// concerns all instances.
func (d *appsData) list(ctx context.Context, codes []string) (map[string][]armcloud.InstalledApp, map[string]error, error) {
	e := d.Data.Engine
	errs, err := unreachable(ctx, e, codes)
	if err != nil || len(errs) > 0 {
		return nil, errs, err
	}
	listed, err := e.InstalledApps(ctx, codes, d.Data.Drift.Reach())
	if err != nil {
		return nil, nil, err
	}
	found := map[string][]armcloud.InstalledApp{}
	var missing []string
	for _, code := range codes {
		if apps, ok := listed[code]; ok {
			found[code] = apps.Apps
		} else {
			missing = append(missing, code)
		}
	}
	if len(missing) == 0 {
		return found, nil, nil
	}
	if !e.Lacks(armcloud.ReadInstalledApps) {
		errs, err := d.unlisted(ctx, missing)
		return nil, errs, err
	}
	tasks, errs := queryAll(missing, func(code string) (armcloud.Task, error) {
		return e.Query(ctx, code, armcloud.ListInstalledApps, nil)
	})
	for code, task := range tasks {
		if found[code] = armcloud.AppsOfTask(task); found[code] == nil {
			errs[code] = errNoAppList
			if d.Data.Drift == tfkit.DriftShell {
				errs[code] = errNoShellList
			}
		}
	}
	return found, errs, nil
}

var errNoAppList = errors.New("this API level reports installed apps only to the callback URL. " +
	`Set drift_checks = "shell" in the provider block to list them with a command on the instance`)

var errNoShellList = errors.New("the list of packages could not be read with a command on the instance. Try again, or check that the access key may run commands")

// unlisted returns why instances are missing from the list of apps. It queries
// the API again, because the engine returns only the apps that it could read.
func (d *appsData) unlisted(ctx context.Context, codes []string) (map[string]error, error) {
	errs := map[string]error{}
	for part := range slices.Chunk(codes, armcloud.ReadInstalledApps.MaxTargets) {
		if _, err := d.Data.Client.InstalledApps(ctx, part); err != nil {
			return nil, err
		}
		for _, code := range part {
			errs[code] = errors.New("the API's response does not include the apps of the instance. Try again when the instance has been running for a while")
		}
	}
	return errs, nil
}

func appListValue(apps []armcloud.InstalledApp) attr.Value {
	apps = slices.Clone(apps)
	slices.SortStableFunc(apps, func(a, b armcloud.InstalledApp) int { return strings.Compare(a.PackageName, b.PackageName) })
	elements := make([]attr.Value, len(apps))
	for i, app := range apps {
		elements[i] = types.ObjectValueMust(appTypes, map[string]attr.Value{
			"package_name": types.StringValue(app.PackageName), "name": tfkit.TextOrNull(app.Name),
			"version_name": tfkit.TextOrNull(app.VersionName), "version_code": types.Int64PointerValue(app.VersionCode),
			"state": types.StringValue(app.State.String()),
		})
	}
	return types.ListValueMust(appListType.ElemType, elements)
}
