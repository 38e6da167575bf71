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

// Schema describes armcloud_app.
func (r *appResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	text := func(description string, validators ...validator.String) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Optional: true, Computed: true, Validators: append(validators, stringvalidator.LengthAtLeast(1)),
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown(), replacesText()},
		}
	}
	number := func(description string, least int64) schema.Attribute {
		return schema.Int64Attribute{
			MarkdownDescription: description, Optional: true, Computed: true, Validators: []validator.Int64{int64validator.AtLeast(least)},
			PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown(), replacesNumber()},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "An app in the catalogue of the account, which ARMCloud fetches from a URL. Phones get it by the setting `apps` or by `armcloud_instance_app`. " +
			"Every change is another upload, with an id of its own; ARMCloud cannot delete apps, so the one before, and what a destroy leaves, stays in the catalogue. " +
			"An apply that is interrupted while the upload runs marks the resource as tainted; the next apply goes on waiting for the same upload. An app that somebody has removed is uploaded again.",
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				MarkdownDescription: "Where ARMCloud fetches the app, an apk, from: `http://` or `https://`, reachable from the internet.",
				Required:            true, Validators: []validator.String{httpURL{}}, PlanModifiers: []planmodifier.String{replacesText()},
			},
			appID:          number("Id of the app in the catalogue. Left out, the service chooses one that is free.", 1),
			"name":         text("Name of the app. Left out, it is read from the package."),
			"package_name": text("Package name, for example `com.example.kiosk`. Left out, it is read from the package; needed when `parse` is `false`."),
			"version_name": text("Version, for example `3.0`. Left out, it is read from the package."),
			"version_code": number("Version code. Left out, it is read from the package.", 0),
			"sign_md5":     text("MD5 of the app's signature. Left out, it is read from the package.", md5Syntax),
			"md5":          text("MD5 of the file, which the service compares. It is not shown: left out, it stays null.", md5Syntax),
			"description":  text("Any text."),
			"parse": schema.BoolAttribute{
				MarkdownDescription: "Whether the service reads what is left out from the package. Default `true`.",
				Optional:            true, Computed: true, Default: booldefault.StaticBool(true), PlanModifiers: []planmodifier.Bool{replacesFlag()},
			},
			"available": schema.BoolAttribute{
				MarkdownDescription: "Whether phones can be given the app now.",
				Computed:            true, PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When the app was uploaded, as RFC 3339.",
				Computed:            true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"timeouts": uploadTimeouts(ctx, "app"),
		},
	}
}

// appModel is armcloud_app in HCL.
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

// toAPI gives what a plan knows; the rest is left to the service.
func (m appModel) toAPI() appUpload {
	return appUpload{
		Parse: m.Parse.ValueBool(), ID: m.ID.ValueInt64(), URL: m.URL.ValueString(), Name: m.Name.ValueString(),
		PackageName: m.PackageName.ValueString(), SignMD5: m.SignMD5.ValueString(), VersionCode: known(m.VersionCode),
		VersionName: m.VersionName.ValueString(), Description: m.Description.ValueString(), MD5: m.MD5.ValueString(),
	}
}

// request is the same for equal uploads, "" while the URL is not known.
func (m appModel) request() string {
	if m.URL.IsUnknown() {
		return ""
	}
	return requestText("app", m.toAPI())
}

// fromAPI fills in what the configuration left out. What it says stays: a
// service that shows it in another way would have it uploaded for ever.
func (m *appModel) fromAPI(app armcloud.App) {
	if m.ID.IsUnknown() || m.ID.IsNull() {
		m.ID = types.Int64Value(app.ID)
	}
	fill(&m.URL, app.URL)
	fill(&m.Name, app.Name)
	fill(&m.PackageName, app.PackageName)
	fill(&m.VersionName, app.VersionName)
	fillNumber(&m.VersionCode, app.VersionCode)
	fill(&m.SignMD5, app.SignMD5)
	fill(&m.MD5, "")
	fill(&m.Description, app.Description)
	if app.Available != nil || m.Available.IsUnknown() {
		m.Available = types.BoolPointerValue(app.Available)
	}
	fill(&m.CreatedAt, timeOrNull(app.CreatedAt).ValueString())
}

// replaces tells whether a plan of this has another app uploaded.
func (m appModel) replaces(state appModel) bool {
	return another(m.URL, state.URL, m.ID, state.ID, m.Name, state.Name, m.PackageName, state.PackageName, m.VersionName, state.VersionName,
		m.VersionCode, state.VersionCode, m.SignMD5, state.SignMD5, m.MD5, state.MD5, m.Description, state.Description)
}

// keep takes over from the state what a plan leaves to the apply.
func (m *appModel) keep(state appModel) {
	for _, pair := range []struct {
		at   *types.String
		held types.String
	}{
		{&m.Name, state.Name},
		{&m.PackageName, state.PackageName},
		{&m.VersionName, state.VersionName},
		{&m.SignMD5, state.SignMD5},
		{&m.MD5, state.MD5},
		{&m.Description, state.Description},
		{&m.CreatedAt, state.CreatedAt},
	} {
		if pair.at.IsUnknown() {
			*pair.at = pair.held
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

// appUpload is an app to be uploaded.
type appUpload armcloud.AppUpload

// makes tells whether an entry of the catalogue is what the upload makes. What
// is not asked for, and what the entry does not show, says nothing.
func (a appUpload) makes(app armcloud.App) bool {
	if a.ID != 0 {
		return app.ID == a.ID
	}
	fits := func(asked, shown string) bool { return asked == "" || shown == "" || asked == shown }
	if app.URL == "" && a.PackageName == "" && a.Name == "" {
		return false
	}
	return fits(a.URL, app.URL) && fits(a.Name, app.Name) && fits(a.PackageName, app.PackageName) && fits(a.VersionName, app.VersionName) &&
		(a.VersionCode == nil || app.VersionCode == nil || *a.VersionCode == *app.VersionCode) && fits(a.Description, app.Description)
}
