package account

import (
	"context"
	"fmt"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	_ resource.ResourceWithConfigure      = (*appResource)(nil)
	_ resource.ResourceWithIdentity       = (*appResource)(nil)
	_ resource.ResourceWithImportState    = (*appResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*appResource)(nil)
	_ resource.ResourceWithValidateConfig = (*appResource)(nil)
)

// appResource is armcloud_app, an app in the app catalog of the account.
type appResource struct {
	accountResource
}

const appID = "app_id"

// parseOfImport is parse after an import: the default, because the API does not
// return it.
var parseOfImport = types.BoolValue(true)

// NewApp returns armcloud_app.
func NewApp() resource.Resource { return newApp() }

func newApp() *appResource {
	return &appResource{accountResource{
		Resource: tfkit.Resource{Name: "app"},
		keys:     []key{{name: appID, description: "ID of the app in the catalog, for example 101.", number: true}},
		example:  "101",
	}}
}

// Create uploads the app, or resumes the upload of an earlier run.
func (r *appResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m appModel
	createUpload(ctx, &r.accountResource, req, resp, &m, func() *upload[armcloud.App] { return r.upload(m) })
}

// upload adds the app to the catalog.
func (r *appResource) upload(m appModel) *upload[armcloud.App] {
	client, desired := r.Data.Client, m.toAPI()
	return &upload[armcloud.App]{
		engine: r.Data.Engine, operation: armcloud.UploadApps, noun: "app", request: m.request(),
		submit: func(ctx context.Context) (armcloud.Upload, error) {
			return client.UploadApp(ctx, armcloud.AppUpload(desired))
		},
		catalog: r.Data.Engine.Apps(),
		find: func(ctx context.Context, id string) (armcloud.App, bool, error) {
			number, err := strconv.ParseInt(id, 10, 64)
			if err != nil {
				return armcloud.App{}, false, err
			}
			return listedApp(ctx, client, number)
		},
		idOf: func(appID int64, _ string) string {
			if appID == 0 {
				appID = desired.ID
			}
			if appID == 0 {
				return ""
			}
			return strconv.FormatInt(appID, 10)
		},
		setID: func(app *armcloud.App, id string) {
			if number, err := strconv.ParseInt(id, 10, 64); err == nil {
				app.ID = number
			}
		},
		matches:        desired.matches,
		rejectedAdvice: m.importAdvice(r.TypeName()),
		ready:          func(app armcloud.App) bool { return app.Available == nil || *app.Available },
	}
}

// importAdvice is what to do if the account has an app with the configured id.
func (m appModel) importAdvice(typeName string) string {
	if m.ID.ValueInt64() == 0 {
		return ""
	}
	return fmt.Sprintf("If the account already has an app with this ID, import it: terraform import %s.NAME %d", typeName, m.ID.ValueInt64())
}

// listedApp returns the entry of an app in the list of apps.
func listedApp(ctx context.Context, client *armcloud.Client, id int64) (armcloud.App, bool, error) {
	page, err := client.Apps(ctx, armcloud.AppFilter{IDs: []int64{id}}, 1, armcloud.ListingRows)
	for _, app := range page.Items {
		if app.ID == id {
			return app, true, err
		}
	}
	return armcloud.App{}, false, err
}

// Read refreshes the app, and removes one that is gone from the catalog unless
// its upload may still be running.
func (r *appResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m appModel
	ctx, cancel, ok := r.startRead(ctx, req, resp, &m)
	defer cancel()
	if !ok {
		return
	}
	imported, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	pending := refreshHandover(ctx, r.Data, req.Private)
	app, found, err := r.find(ctx, m.ID.ValueInt64())
	switch {
	case err != nil:
		resp.Diagnostics.AddError("Unable to read the app", tfkit.Explain("", err))
	case found:
		if imported {
			m.Parse = parseOfImport
			resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, importedKey, true)...)
		}
		m.fromAPI(app)
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	case pending == nil:
		resp.State.RemoveResource(ctx)
	}
}

// find looks up an app in the shared listing. One that is missing there is
// queried by its id before it counts as gone.
func (r *appResource) find(ctx context.Context, id int64) (armcloud.App, bool, error) {
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

// Update sends nothing: changes that need an upload replace the resource.
func (r *appResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m, state appModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, importedKey, nil)...)
	m.fillUnknown(state)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, resp.State)...)
}

// Delete keeps the app in the catalog, as the plan has warned.
func (r *appResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	if deleteHandover(ctx, r.Data, req.Private) {
		return
	}
	var m appModel
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	finished, configured := !m.Available.IsNull() || !m.CreatedAt.IsNull(), m.request()
	if resp.Diagnostics.HasError() {
		return
	}
	id := ""
	if number := m.ID.ValueInt64(); number != 0 {
		id = strconv.FormatInt(number, 10)
	}
	m.ID = types.Int64Unknown() // unless the configuration has it
	deleteUnfinished(ctx, r.Data, req.Private, id, finished, configured, m.request())
}
