package account

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	_ resource.ResourceWithConfigure   = (*fileResource)(nil)
	_ resource.ResourceWithIdentity    = (*fileResource)(nil)
	_ resource.ResourceWithImportState = (*fileResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*fileResource)(nil)
)

// fileResource is armcloud_file, a file in the file center of the account.
type fileResource struct {
	accountResource
}

const fileID = "file_id"

// NewFile returns armcloud_file.
func NewFile() resource.Resource { return newFile() }

func newFile() *fileResource {
	return &fileResource{accountResource{
		Resource: tfkit.Resource{Name: "file"},
		keys:     []key{{name: fileID, description: "Unique ID of the file in the file center."}},
		example:  "f11e000000000000000000000000a001",
	}}
}

// ModifyPlan claims the file, and hands a pending upload over to the Create of a
// replacement.
func (r *fileResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.planClaim(ctx, req, resp, r.keyOf)
	if r.Data == nil || req.Plan.Raw.IsNull() {
		return
	}
	var plan, state fileModel
	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
		resp.Diagnostics.Append(planCreate(ctx, r.Data, resp.Private, plan.request())...)
		return
	}
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if state.ID.ValueString() == "" && !resp.Diagnostics.HasError() {
		// It was saved before its id was known, so there is nothing to update.
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(fileID), types.StringUnknown())...)
		resp.RequiresReplace.Append(path.Root(fileID))
	}
}

// Create uploads the file, or resumes the upload of an earlier run.
func (r *fileResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m fileModel
	r.Data.Ledger.BeginApply()
	createUpload(ctx, &r.accountResource, req, resp, &m, func() *upload[armcloud.File] { return r.upload(m) })
	resp.Diagnostics.Append(ownership.ForgetHandover(ctx, resp.Private)...)
	if id := m.ID.ValueString(); id != "" {
		c := r.claimOf(ctx, noPrivate{}, fileOf(id))
		c.beginApply()
		resp.Diagnostics.Append(c.save(ctx, resp.Private)...)
	}
}

// fileOf is the key of a file.
func fileOf(id string) accountKey {
	return accountKey{id: "file/" + id, part: "file", noun: "file " + id}
}

// keyOf returns the key of a plan or state, and false if the file has no id yet.
func (r *fileResource) keyOf(ctx context.Context, from tfkit.Reader) (accountKey, bool) {
	var id types.String
	diags := from.GetAttribute(ctx, path.Root(fileID), &id)
	return fileOf(id.ValueString()), !diags.HasError() && id.ValueString() != ""
}

// upload adds the file to the file center.
func (r *fileResource) upload(m fileModel) *upload[armcloud.File] {
	client, files, desired := r.Data.Client, r.Data.Engine.Files(), m.toAPI()
	return &upload[armcloud.File]{
		engine: r.Data.Engine, operation: armcloud.UploadFile, noun: "file", request: m.request(),
		submit:  func(ctx context.Context) (armcloud.Upload, error) { return client.UploadFile(ctx, desired) },
		catalog: files,
		find: func(ctx context.Context, id string) (armcloud.File, bool, error) {
			all, err := files.Refresh(ctx)
			file, found := fileByID(all, id)
			return file, found, err
		},
		idOf:  func(_ int64, fileID string) string { return fileID },
		setID: func(file *armcloud.File, id string) { file.ID = id },
		matches: func(file armcloud.File) bool {
			return strings.EqualFold(file.MD5, desired.MD5) && file.Name == desired.Name && (file.URL == "" || file.URL == desired.URL)
		},
	}
}

func fileByID(files []armcloud.File, id string) (armcloud.File, bool) {
	for _, file := range files {
		if file.ID == id && id != "" {
			return file, true
		}
	}
	return armcloud.File{}, false
}

// Read refreshes the file, and removes one that is gone from the file center
// unless its upload may still be running.
func (r *fileResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m fileModel
	ctx, cancel, ok := r.startRead(ctx, req, resp, &m)
	defer cancel()
	if !ok {
		return
	}
	_, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	pending := refreshHandover(ctx, r.Data, req.Private)
	c := r.claimOf(ctx, req.Private, fileOf(m.ID.ValueString()))
	c.beginRefresh()
	file, found, err := r.find(ctx, m.ID.ValueString())
	switch {
	case err != nil:
		resp.Diagnostics.AddError("Unable to read the file", tfkit.Explain("", err))
	case found:
		m.fromAPI(file)
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
		c.endRefresh(ctx)
		resp.Diagnostics.Append(c.save(ctx, resp.Private)...)
	case pending == nil:
		resp.State.RemoveResource(ctx)
	}
}

// find looks up a file in the shared listing, which is read again before a file
// that is missing there counts as gone.
func (r *fileResource) find(ctx context.Context, id string) (armcloud.File, bool, error) {
	files := r.Data.Engine.Files()
	all, err := files.All(ctx)
	if file, found := fileByID(all, id); found || err != nil || id == "" {
		return file, found, err
	}
	all, err = files.Refresh(ctx)
	file, found := fileByID(all, id)
	return file, found, err
}

// Update sends nothing: changes that need an upload replace the resource.
func (r *fileResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m, state fileModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	m.ID = state.ID
	r.claimOf(ctx, resp.Private, fileOf(m.ID.ValueString())).beginApply()
	if m.Size.IsUnknown() {
		m.Size = state.Size
	}
	if m.CreatedAt.IsUnknown() {
		m.CreatedAt = state.CreatedAt
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, resp.State)...)
}
