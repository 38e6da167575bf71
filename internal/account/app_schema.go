package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Schema is the schema of armcloud_app.
func (r *appResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Computed: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown(), replaceString()},
		}
	}
	md5 := func(description string) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Computed: true, Validators: []validator.String{md5Syntax},
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown(), replaceMD5()},
		}
	}
	number := func(description string, least int64) schema.Attribute {
		return schema.Int64Attribute{
			MarkdownDescription: description, Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(least)},
			PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown(), replaceInt64()},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Uploads an app from a URL to the app catalog of the account.\n\n" +
			"Install the app on cloud phones with the setting `apps` or with `armcloud_instance_app`. " +
			"Apps cannot be changed, so every change uploads the app again under a new ID.",
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				MarkdownDescription: "URL of the APK, with `http://` or `https://`. ARMCloud downloads it, so it must be reachable from the internet.",
				Required:            true, Validators: []validator.String{httpURL{}}, PlanModifiers: []planmodifier.String{replaceString()},
			},
			appID:          number("ID of the app in the catalog, for example `101`. If unset, ARMCloud chooses a free one.", 1),
			"name":         text("Name of the app. If unset, it is read from the APK."),
			"package_name": text("Package name of the app, for example `com.example.kiosk`. If unset, it is read from the APK. Required if `parse` is `false`."),
			"version_name": text("Version name of the app, for example `3.0`. If unset, it is read from the APK."),
			"version_code": number("Version code of the app, for example `300`. If unset, it is read from the APK.", 0),
			"sign_md5":     md5("MD5 of the app's signature. If unset, it is read from the APK."),
			"md5":          md5("MD5 of the APK, which ARMCloud checks after the download. Case does not matter. The API does not return it, so it stays null if unset."),
			"description":  text("Description of the app, in your own words."),
			"parse": schema.BoolAttribute{
				MarkdownDescription: "Whether ARMCloud reads unset attributes from the APK. Default `true`.",
				Optional:            true, Computed: true, Default: booldefault.StaticBool(true), PlanModifiers: []planmodifier.Bool{replaceBool()},
			},
			"available": schema.BoolAttribute{
				MarkdownDescription: "Whether the app can be installed on instances.",
				Computed:            true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "Time of the upload, in RFC 3339 format.",
				Computed:            true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"timeouts": uploadTimeouts(ctx, "app"),
		},
	}
}

// appModel is the configuration and state of armcloud_app.
type appModel struct {
	URL         types.String   `tfsdk:"url"`
	ID          types.Int64    `tfsdk:"app_id"`
	Name        types.String   `tfsdk:"name"`
	PackageName types.String   `tfsdk:"package_name"`
	VersionName types.String   `tfsdk:"version_name"`
	VersionCode types.Int64    `tfsdk:"version_code"`
	SignMD5     types.String   `tfsdk:"sign_md5"`
	MD5         types.String   `tfsdk:"md5"`
	Description types.String   `tfsdk:"description"`
	Parse       types.Bool     `tfsdk:"parse"`
	Available   types.Bool     `tfsdk:"available"`
	CreatedAt   types.String   `tfsdk:"created_at"`
	Timeouts    timeouts.Value `tfsdk:"timeouts"`
}

// toAPI returns the request for the values that are known; ARMCloud fills in the
// others.
func (m appModel) toAPI() appUpload {
	return appUpload{
		Parse: m.Parse.ValueBool(), ID: m.ID.ValueInt64(), URL: m.URL.ValueString(), Name: m.Name.ValueString(),
		PackageName: m.PackageName.ValueString(), SignMD5: m.SignMD5.ValueString(), VersionCode: int64OrNil(m.VersionCode),
		VersionName: m.VersionName.ValueString(), Description: m.Description.ValueString(), MD5: m.MD5.ValueString(),
	}
}

// request identifies the upload; "" while the URL is unknown.
func (m appModel) request() string {
	if m.URL.IsUnknown() {
		return ""
	}
	return requestHash("app", m.toAPI())
}

// fromAPI fills in values that are not configured. It keeps configured ones even
// if the API returns them in another form, which would otherwise cause another
// upload at every apply.
func (m *appModel) fromAPI(app armcloud.App) {
	if m.ID.IsUnknown() || m.ID.IsNull() {
		m.ID = types.Int64Value(app.ID)
	}
	fillString(&m.URL, app.URL)
	fillString(&m.Name, app.Name)
	fillString(&m.PackageName, app.PackageName)
	fillString(&m.VersionName, app.VersionName)
	fillInt64(&m.VersionCode, app.VersionCode)
	fillString(&m.SignMD5, app.SignMD5)
	fillString(&m.MD5, "")
	fillString(&m.Description, app.Description)
	if app.Available != nil || m.Available.IsUnknown() {
		m.Available = types.BoolPointerValue(app.Available)
	}
	fillString(&m.CreatedAt, timeOrNull(app.CreatedAt).ValueString())
}

// replaces reports whether the plan uploads another app than the state has.
func (m appModel) replaces(state appModel) bool {
	return needsReplace(m.URL, state.URL, m.ID, state.ID, m.Name, state.Name, m.PackageName, state.PackageName, m.VersionName, state.VersionName,
		m.VersionCode, state.VersionCode, m.Description, state.Description) ||
		!state.SignMD5.IsNull() && !equalMD5(m.SignMD5, state.SignMD5) || !state.MD5.IsNull() && !equalMD5(m.MD5, state.MD5)
}

// fillUnknown takes values that are unknown in the plan from the state.
func (m *appModel) fillUnknown(state appModel) {
	for _, pair := range []struct {
		planned *types.String
		current types.String
	}{
		{&m.Name, state.Name},
		{&m.PackageName, state.PackageName},
		{&m.VersionName, state.VersionName},
		{&m.SignMD5, state.SignMD5},
		{&m.MD5, state.MD5},
		{&m.Description, state.Description},
		{&m.CreatedAt, state.CreatedAt},
	} {
		if pair.planned.IsUnknown() {
			*pair.planned = pair.current
		}
	}
	if m.VersionCode.IsUnknown() {
		m.VersionCode = state.VersionCode
	}
	if m.ID.IsUnknown() {
		m.ID = state.ID
	}
	if m.Available.IsUnknown() {
		m.Available = state.Available
	}
}

// appUpload is the request that uploads an app.
type appUpload armcloud.AppUpload

// matches reports whether an entry of the catalog is what the upload makes.
// Values that the request leaves out or the entry does not show match anything.
func (a appUpload) matches(app armcloud.App) bool {
	if a.ID != 0 {
		return app.ID == a.ID
	}
	equal := func(desired, shown string) bool { return desired == "" || shown == "" || desired == shown }
	if app.URL == "" && a.PackageName == "" && a.Name == "" {
		return false
	}
	return equal(a.URL, app.URL) && equal(a.Name, app.Name) && equal(a.PackageName, app.PackageName) && equal(a.VersionName, app.VersionName) &&
		(a.VersionCode == nil || app.VersionCode == nil || *a.VersionCode == *app.VersionCode) && equal(a.Description, app.Description)
}
