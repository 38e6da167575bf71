package account

import (
	"context"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// appResource is armcloud_app: an app of the account's catalogue.
type appResource struct {
	accountResource
}

// NewApp makes armcloud_app.
func NewApp() resource.Resource {
	return &appResource{accountResource{
		Resource: tfkit.Resource{Name: "app"},
		keys:     []key{{name: appID, description: "Id of the app in the catalogue, for example 101.", number: true}},
		example:  "101",
	}}
}

const (
	appID    = "app_id"
	appsStay = "Apps stay in the catalogue"
)

// ValidateConfig wants a package name where nobody reads it from the package.
func (r *appResource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config appModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if !config.Parse.IsNull() && !config.Parse.IsUnknown() && !config.Parse.ValueBool() && config.PackageName.IsNull() {
		resp.Diagnostics.AddAttributeError(path.Root("package_name"), "Package name needed",
			"With parse = false the package is not read, so package_name must be given.")
	}
}

// ModifyPlan hands unfinished uploads on, and says what a destroy leaves.
func (r *appResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	var plan, state appModel
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	}
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
	}
	switch {
	case resp.Diagnostics.HasError():
	case req.State.Raw.IsNull():
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
		resp.Diagnostics.Append(planLeft(ctx, r.Data, resp.Private, plan.request())...)
		return
	case state.ID.ValueInt64() == 0 && !req.Plan.Raw.IsNull():
		// It was saved before its id was known.
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(appID), types.Int64Unknown())...)
		resp.RequiresReplace.Append(path.Root(appID))
		return
	}
	if req.Plan.Raw.IsNull() || plan.replaces(state) {
		resp.Diagnostics.AddWarning(appsStay, "ARMCloud cannot delete apps: app "+strconv.FormatInt(state.ID.ValueInt64(), 10)+
			" stays in the catalogue of the account, where the console can remove it. Phones that have it keep it.")
	}
}

// Create uploads the app, or sees the upload of an earlier run to its end.
func (r *appResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m appModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, uploadLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	app, left, err := r.upload(m).run(ctx, resumable(r.Data, m.request()))
	if err != nil {
		resp.Diagnostics.Append(uploadProblem(r.TypeName(), "app", err))
		if left == nil {
			return
		}
		resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, leftKey, left)...)
		if id, err := strconv.ParseInt(left.ID, 10, 64); err == nil {
			app.ID = id
		}
	}
	m.fromAPI(app)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, resp.State)...)
}

// upload is the way of an app into the catalogue.
func (r *appResource) upload(m appModel) *upload[armcloud.App] {
	client, asked := r.Data.Client, m.toAPI()
	return &upload[armcloud.App]{
		engine: r.Data.Engine, operation: armcloud.UploadApps, noun: "app", request: m.request(),
		submit: func(ctx context.Context) (armcloud.Upload, error) {
			return client.UploadApp(ctx, armcloud.AppUpload(asked))
		},
		catalogue: r.Data.Engine.Apps(),
		find: func(ctx context.Context, id string) (armcloud.App, bool, error) {
			number, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return armcloud.App{}, false, err
			}
			return listedApp(ctx, client, number)
		},
		told: func(appID int64, _ string) string {
			if appID == 0 {
				appID = asked.ID
			}
			if appID == 0 {
				return ""
			}
			return strconv.FormatInt(appID, 10)
		},
		is:    func(app armcloud.App) bool { return asked.makes(app) },
		ready: func(app armcloud.App) bool { return app.Available == nil || *app.Available },
	}
}

// listedApp looks one app up in the catalogue.
func listedApp(ctx context.Context, client *armcloud.Client, id int64) (armcloud.App, bool, error) {
	page, err := client.Apps(ctx, armcloud.AppFilter{IDs: []int64{id}}, 1, armcloud.ListingRows)
	for _, app := range page.Items {
		if app.ID == id {
			return app, true, err
		}
	}
	return armcloud.App{}, false, err
}

// Read looks the app up. One that has left the catalogue leaves the state.
func (r *appResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m appModel
	ctx, cancel, ok := r.reading(ctx, req, resp, &m)
	defer cancel()
	if !ok {
		return
	}
	imported, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	left := refreshLeft(ctx, r.Data, req.Private)
	app, here, err := r.look(ctx, m.ID.ValueInt64())
	switch {
	case err != nil:
		resp.Diagnostics.AddError("Unable to look up the app", tfkit.Explain("", err))
	case here:
		if imported {
			m.Parse = types.BoolValue(true)
			resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, importedKey, true)...)
		}
		m.fromAPI(app)
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	case left == nil:
		resp.State.RemoveResource(ctx)
	}
}

// look finds an app in the catalogue that is read for everybody, and asks for
// one that is not there by its id before it counts as gone.
func (r *appResource) look(ctx context.Context, id int64) (armcloud.App, bool, error) {
	all, err := r.Data.Engine.Apps().All(ctx)
	if err != nil {
		return armcloud.App{}, false, err
	}
	for _, app := range all {
		if app.ID == id {
			return app, true, nil
		}
	}
	if id == 0 {
		return armcloud.App{}, false, nil
	}
	return r.Data.Client.App(ctx, id)
}

// Update sends nothing: what could be sent is another app.
func (r *appResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m, state appModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, importedKey, nil)...)
	m.keep(state)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, resp.State)...)
}

// Delete leaves the app in the catalogue, as the plan has said.
func (r *appResource) Delete(ctx context.Context, req resource.DeleteRequest, _ *resource.DeleteResponse) {
	handLeft(ctx, r.Data, req.Private)
}
