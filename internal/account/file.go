package account

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// fileResource is armcloud_file: a file of the file centre.
type fileResource struct {
	accountResource
}

// NewFile makes armcloud_file.
func NewFile() resource.Resource {
	return &fileResource{accountResource{
		Resource: tfkit.Resource{Name: "file"},
		keys:     []key{{name: fileID, description: "Unique id of the file in the file centre."}},
		example:  "f11e000000000000000000000000a001",
	}}
}

const fileID = "file_id"

// ModifyPlan hands unfinished uploads on.
func (r *fileResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil || req.Plan.Raw.IsNull() {
		return
	}
	var plan, state fileModel
	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
		resp.Diagnostics.Append(planLeft(ctx, r.Data, resp.Private, plan.request())...)
		return
	}
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if state.ID.ValueString() == "" && !resp.Diagnostics.HasError() {
		// It was saved before its id was known.
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(fileID), types.StringUnknown())...)
		resp.RequiresReplace.Append(path.Root(fileID))
	}
}

// Create uploads the file, or sees the upload of an earlier run to its end.
func (r *fileResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m fileModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, uploadLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	file, left, err := r.upload(m).run(ctx, resumable(r.Data, m.request()))
	if err != nil {
		resp.Diagnostics.Append(uploadProblem(r.TypeName(), "file", err))
		if left == nil {
			return
		}
		resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, leftKey, left)...)
		file.ID = left.ID
	}
	m.fromAPI(file)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, resp.State)...)
}

// upload is the way of a file into the file centre.
func (r *fileResource) upload(m fileModel) *upload[armcloud.File] {
	client, files, asked := r.Data.Client, r.Data.Engine.Files(), m.toAPI()
	return &upload[armcloud.File]{
		engine: r.Data.Engine, operation: armcloud.UploadFile, noun: "file", request: m.request(),
		submit:    func(ctx context.Context) (armcloud.Upload, error) { return client.UploadFile(ctx, asked) },
		catalogue: files,
		find: func(ctx context.Context, id string) (armcloud.File, bool, error) {
			all, err := files.Refresh(ctx)
			file, here := fileOf(all, id)
			return file, here, err
		},
		told: func(_ int64, fileID string) string { return fileID },
		is: func(file armcloud.File) bool {
			return strings.EqualFold(file.MD5, asked.MD5) && file.Name == asked.Name && (file.URL == "" || file.URL == asked.URL)
		},
	}
}

func fileOf(files []armcloud.File, id string) (armcloud.File, bool) {
	for _, file := range files {
		if file.ID == id && id != "" {
			return file, true
		}
	}
	return armcloud.File{}, false
}

// Read looks the file up. One that has left the file centre leaves the state.
func (r *fileResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m fileModel
	ctx, cancel, ok := r.reading(ctx, req, resp, &m)
	defer cancel()
	if !ok {
		return
	}
	_, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	left := refreshLeft(ctx, r.Data, req.Private)
	file, here, err := r.look(ctx, m.ID.ValueString())
	switch {
	case err != nil:
		resp.Diagnostics.AddError("Unable to look up the file", tfkit.Explain("", err))
	case here:
		m.fromAPI(file)
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	case left == nil:
		resp.State.RemoveResource(ctx)
	}
}

// look finds a file in the list that is read for everybody, and reads the list
// again before one that is not there counts as gone.
func (r *fileResource) look(ctx context.Context, id string) (armcloud.File, bool, error) {
	files := r.Data.Engine.Files()
	all, err := files.All(ctx)
	if file, here := fileOf(all, id); here || err != nil || id == "" {
		return file, here, err
	}
	all, err = files.Refresh(ctx)
	file, here := fileOf(all, id)
	return file, here, err
}

// Update sends nothing: what could be sent is another file.
func (r *fileResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m, state fileModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	m.ID = state.ID
	if m.Size.IsUnknown() {
		m.Size = state.Size
	}
	if m.CreatedAt.IsUnknown() {
		m.CreatedAt = state.CreatedAt
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, resp.State)...)
}

// Delete deletes the file where the API level can.
func (r *fileResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	if handLeft(ctx, r.Data, req.Private) {
		return
	}
	var m fileModel
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.State, timeouts.Value.Delete, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	var left unfinished
	if tfkit.GetPrivate(ctx, req.Private, leftKey, &left) {
		// A file that has not come yet would come after its deletion.
		file, still, err := r.upload(m).follow(ctx, &left, 0)
		var running *engine.StillRunningError
		switch {
		case errors.As(err, &running):
			resp.Diagnostics.AddError("The upload is not over", "The file can be deleted when its upload has ended. Destroy it again then.\n"+tfkit.Explain("", err))
			return
		case still != nil && left.ID == "":
			resp.Diagnostics.AddWarning(filesStay, fmt.Sprintf(
				"What became of the upload of %s is not known, and the file centre does not show it. If it comes after all, it stays there.", m.Name.ValueString()))
			return
		case still != nil:
			file.ID = left.ID // not shown; if it is there, it goes
		case err != nil:
			return // it has failed: there is nothing to delete
		}
		m.ID = types.StringValue(file.ID)
	}
	err := r.remove(ctx, m.ID.ValueString())
	switch {
	case err == nil, armcloud.Is(err, armcloud.ClassNotFound):
	case armcloud.Is(err, armcloud.ClassUnavailable):
		resp.Diagnostics.AddWarning(filesStay, fmt.Sprintf(
			"This API level cannot delete files: %s (%s) stays in the file centre of the account, where the console can remove it.", m.Name.ValueString(), m.ID.ValueString()))
	default:
		resp.Diagnostics.AddError("Unable to delete the file", tfkit.Explain("", err))
	}
}

const filesStay = "Files stay in the file centre"

// remove deletes a file, and looks whether it is gone where the answer leaves
// that open.
func (r *fileResource) remove(ctx context.Context, id string) error {
	if id == "" {
		return nil
	}
	files := r.Data.Engine.Files()
	sure, err := r.Data.Client.DeleteFile(ctx, id)
	files.Forget()
	if err != nil || sure {
		return err
	}
	gone, err := r.Data.Engine.Poll(ctx, engine.PollOptions{Timeout: r.Data.Engine.Grace()}, func(ctx context.Context) (bool, error) {
		all, err := files.Refresh(ctx)
		_, here := fileOf(all, id)
		return !here, err
	})
	if err == nil && !gone {
		err = &armcloud.Error{
			Class: armcloud.ClassRejected, Operation: armcloud.DeleteFiles,
			Message: "the service has accepted the deletion, but still lists the file " + id,
		}
	}
	return err
}
