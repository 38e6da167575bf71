package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	_ resource.ResourceWithConfigure   = (*imageResource)(nil)
	_ resource.ResourceWithIdentity    = (*imageResource)(nil)
	_ resource.ResourceWithImportState = (*imageResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*imageResource)(nil)
)

// imageResource is armcloud_image, a system image of the account. Its tag
// identifies it, because the 2024 API level does not return an id.
type imageResource struct {
	accountResource
}

const imageID = "image_id"

// NewImage returns armcloud_image.
func NewImage() resource.Resource {
	return &imageResource{accountResource{
		Resource: tfkit.Resource{Name: "image"},
		keys:     []key{{name: "tag", description: "Tag of the image, for example v13.2.1."}},
		example:  "v13.2.1",
	}}
}

// ModifyPlan hands a pending upload over to the Create of a replacement, and
// warns that a deleted image stays in the account. A plan that uploads fails if the
// API level cannot.
func (r *imageResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	var plan, state imageModel
	if req.State.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
		resp.Diagnostics.Append(planCreate(ctx, r.Data, resp.Private, plan.request())...)
		resp.Diagnostics.Append(r.planUpload(ctx)...)
		return
	}
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
	}
	if req.Plan.Raw.IsNull() || needsReplace(plan.URL, state.URL, plan.Tag, state.Tag, plan.ServerType, state.ServerType, plan.ROMVersion, state.ROMVersion) {
		resp.Diagnostics.AddWarning("Images stay in the account",
			"ARMCloud cannot delete images. The image with the tag "+state.Tag.ValueString()+" stays in the account, and its tag cannot be used again.")
	}
}

// planUpload returns an error if the API level cannot upload images. Whether it has
// the upload shows only in an upload, but one without the query of its task cannot be
// awaited. The apply reports other errors.
func (r *imageResource) planUpload(ctx context.Context) diag.Diagnostics {
	if r.Data.Client == nil {
		return nil
	}
	var diags diag.Diagnostics
	_, err := r.Data.Client.TasksBy(armcloud.WithoutRetry(ctx), armcloud.QueryImageTasks, []int64{1})
	if armcloud.Is(err, armcloud.ClassUnavailable) {
		diags.AddError("Unable to upload the image", tfkit.Explain("", err)+uploadNeeds2024(r.TypeName(), "image"))
	}
	return diags
}

// Create uploads the image, or resumes the upload of an earlier run.
func (r *imageResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m imageModel
	createUpload(ctx, &r.accountResource, req, resp, &m, func() *upload[armcloud.Image] { return r.upload(m) })
}

// upload adds the image to the account. No response has its id, so it is found
// by its tag.
func (r *imageResource) upload(m imageModel) *upload[armcloud.Image] {
	client, images, desired := r.Data.Client, r.Data.Engine.Images(), m.toAPI()
	return &upload[armcloud.Image]{
		engine: r.Data.Engine, operation: armcloud.UploadImage, noun: "image", request: m.request(),
		submit:  func(ctx context.Context) (armcloud.Upload, error) { return client.UploadImage(ctx, desired) },
		catalog: images,
		find: func(ctx context.Context, id string) (armcloud.Image, bool, error) {
			all, err := images.Refresh(ctx)
			for _, image := range all {
				if image.ID == id {
					return image, true, err
				}
			}
			return armcloud.Image{}, false, err
		},
		idOf:           func(int64, string) string { return "" },
		matches:        func(image armcloud.Image) bool { return image.Tag == desired.Tag },
		rejectedAdvice: "If the account already has an image with this tag, import it: terraform import " + r.TypeName() + ".NAME " + desired.Tag,
	}
}

// Read refreshes the image, and removes one that is gone from the account unless
// its upload may still be running. If the API level does not list images, the
// state is kept.
func (r *imageResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m imageModel
	ctx, cancel, ok := r.startRead(ctx, req, resp, &m)
	defer cancel()
	if !ok {
		return
	}
	_, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	pending := refreshHandover(ctx, r.Data, req.Private)
	image, found, err := r.find(ctx, m.Tag.ValueString())
	switch {
	case armcloud.Is(err, armcloud.ClassUnavailable):
	case err != nil:
		resp.Diagnostics.AddAttributeError(path.Root("tag"), "Unable to read the image", tfkit.Explain("", err))
	case found:
		m.fromAPI(image)
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	case pending == nil:
		resp.State.RemoveResource(ctx)
	}
}

// find looks up an image in the shared listing, which is read again before an
// image that is missing there counts as gone.
func (r *imageResource) find(ctx context.Context, tag string) (armcloud.Image, bool, error) {
	images := r.Data.Engine.Images()
	for _, list := range []func(context.Context) ([]armcloud.Image, error){images.All, images.Refresh} {
		all, err := list(ctx)
		if err != nil {
			return armcloud.Image{}, false, err
		}
		for _, image := range all {
			if image.Tag == tag {
				return image, true, nil
			}
		}
	}
	return armcloud.Image{}, false, nil
}

// Update sends nothing: changes that need an upload replace the resource.
func (r *imageResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m, state imageModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if m.ID.IsUnknown() {
		m.ID = state.ID
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.setIdentity(ctx, resp.Identity, resp.State)...)
}

// Delete keeps the image in the account, as the plan has warned.
func (r *imageResource) Delete(ctx context.Context, req resource.DeleteRequest, _ *resource.DeleteResponse) {
	deleteHandover(ctx, r.Data, req.Private)
}
