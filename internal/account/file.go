package account

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
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

// Schema describes armcloud_file.
func (r *fileResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	required := func(description string, validators ...validator.String) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Required: true, Validators: validators, PlanModifiers: []planmodifier.String{replacesText()},
		}
	}
	computed := func(description string) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A file in the file centre of the account, which ARMCloud fetches from a URL. Phones get it by the setting `files` or by `armcloud_instance_file`. " +
			"Every change is another upload, with an id of its own. The current API level deletes the file when this resource is destroyed; the level of 2024 cannot, and keeps it. " +
			"An apply that is interrupted while the upload runs marks the resource as tainted; the next apply goes on waiting for the same upload. A file that somebody has deleted is uploaded again.",
		Attributes: map[string]schema.Attribute{
			"url":  required("Where ARMCloud fetches the file from: `http://` or `https://`, reachable from the internet.", httpURL{}),
			"name": required("Name of the file, with its extension.", stringvalidator.LengthAtLeast(1)),
			"md5":  required("MD5 of the file, which the service compares with what it has fetched.", md5Syntax),
			fileID: computed("Unique id of the file in the file centre."),
			"size": schema.Int64Attribute{
				MarkdownDescription: "Size of the file in bytes.", Computed: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
			},
			"created_at": computed("When the file was uploaded, as RFC 3339."),
			"timeouts":   uploadTimeouts(ctx, "file"),
		},
	}
}

// fileModel is armcloud_file in HCL.
type fileModel struct {
	URL       types.String   `tfsdk:"url"`
	Name      types.String   `tfsdk:"name"`
	MD5       types.String   `tfsdk:"md5"`
	ID        types.String   `tfsdk:"file_id"`
	Size      types.Int64    `tfsdk:"size"`
	CreatedAt types.String   `tfsdk:"created_at"`
	Timeouts  timeouts.Value `tfsdk:"timeouts"`
}

func (m fileModel) toAPI() armcloud.FileUpload {
	return armcloud.FileUpload{URL: m.URL.ValueString(), Name: m.Name.ValueString(), MD5: m.MD5.ValueString()}
}

// request is the same for equal uploads, "" while one of its values is not known.
func (m fileModel) request() string {
	if m.URL.IsUnknown() || m.Name.IsUnknown() || m.MD5.IsUnknown() {
		return ""
	}
	return requestText("file", m.toAPI())
}

// fromAPI fills in what the configuration does not say, and after an import
// what it will say.
func (m *fileModel) fromAPI(file armcloud.File) {
	fill(&m.URL, file.URL)
	fill(&m.Name, file.Name)
	fill(&m.MD5, file.MD5)
	if m.ID.IsUnknown() || m.ID.IsNull() {
		// "" where an upload was interrupted before its id was known.
		m.ID = types.StringValue(file.ID)
	}
	fillNumber(&m.Size, file.Size)
	fill(&m.CreatedAt, timeOrNull(file.CreatedAt).ValueString())
}

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
			all, err := files.Fresh(ctx)
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
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, req.State)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.State, timeouts.Value.Read, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	if r.Data.Unknown != "" {
		resp.Diagnostics.Append(r.Data.UnknownConfig())
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
	all, err = files.Fresh(ctx)
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
		// What has not come yet would come after its deletion. However the
		// upload ends, the deletion tells.
		still := r.upload(m)
		if file, _, err := still.follow(ctx, &left, 0); err == nil && m.ID.ValueString() == "" {
			m.ID = types.StringValue(file.ID)
		}
	}
	if m.ID.ValueString() == "" {
		return
	}
	err := r.Data.Client.DeleteFile(ctx, m.ID.ValueString())
	r.Data.Engine.Files().Forget()
	switch {
	case err == nil, armcloud.Is(err, armcloud.ClassNotFound):
	case armcloud.Is(err, armcloud.ClassUnavailable):
		resp.Diagnostics.AddWarning("Files stay in the file centre", fmt.Sprintf(
			"This API level cannot delete files: %s (%s) stays in the file centre of the account, where the console can remove it.", m.Name.ValueString(), m.ID.ValueString()))
	default:
		resp.Diagnostics.AddError("Unable to delete the file", tfkit.Explain("", err))
	}
}
