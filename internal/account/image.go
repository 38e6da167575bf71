package account

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// imageResource is armcloud_image: a system image of the account, known by its
// tag.
type imageResource struct {
	accountResource
}

// NewImage makes armcloud_image.
func NewImage() resource.Resource {
	return &imageResource{accountResource{
		Resource: tfkit.Resource{Name: "image"},
		keys:     []key{{name: "tag", description: "Tag of the image, for example v13.2.1."}},
		example:  "v13.2.1",
	}}
}

const imageID = "image_id"

// Schema describes armcloud_image.
func (r *imageResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	required := func(description string, validators ...validator.String) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Required: true, Validators: append(validators, stringvalidator.LengthAtLeast(1)),
			PlanModifiers: []planmodifier.String{replacesText()},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A system image of the account, which ARMCloud fetches from a URL. The API level of 2024 takes images; newer levels do not, and list those that are there. " +
			"Every change is another upload, which needs a tag of its own. ARMCloud cannot delete images: what a destroy leaves stays in the account. " +
			"An apply that is interrupted while the upload runs marks the resource as tainted; the next apply goes on waiting for the same upload.",
		Attributes: map[string]schema.Attribute{
			"url":         required("Where ARMCloud fetches the image, a tar archive, from: `http://` or `https://`, reachable from the internet.", httpURL{}),
			"tag":         required("Tag of the image, for example `v13.2.1`. An account has each tag once."),
			"server_type": required("Type of the machines that the image is for, for example `Cruise10`."),
			"rom_version": required("Android version of the image, for example `android13`.",
				stringvalidator.RegexMatches(regexp.MustCompile(`^android[0-9.]+$`), "must be an Android version such as android13")),
			imageID: schema.StringAttribute{
				MarkdownDescription: "Id of the image, for the setting `image`. It is found by the tag where the API level lists images, and null where it does not: " +
					"look it up in the ARMCloud console then, and write it where it is used.",
				Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"timeouts": uploadTimeouts(ctx, "image"),
		},
	}
}

// imageModel is armcloud_image in HCL.
type imageModel struct {
	URL        types.String   `tfsdk:"url"`
	Tag        types.String   `tfsdk:"tag"`
	ServerType types.String   `tfsdk:"server_type"`
	ROMVersion types.String   `tfsdk:"rom_version"`
	ID         types.String   `tfsdk:"image_id"`
	Timeouts   timeouts.Value `tfsdk:"timeouts"`
}

func (m imageModel) toAPI() armcloud.ImageUpload {
	return armcloud.ImageUpload{
		URL: m.URL.ValueString(), Tag: m.Tag.ValueString(), ServerType: m.ServerType.ValueString(), ROMVersion: m.ROMVersion.ValueString(),
	}
}

// request is the same for equal uploads, "" while one of its values is not known.
func (m imageModel) request() string {
	if m.URL.IsUnknown() || m.Tag.IsUnknown() || m.ServerType.IsUnknown() || m.ROMVersion.IsUnknown() {
		return ""
	}
	return requestText("image", m.toAPI())
}

// fromAPI fills in the id, and after an import what else is shown.
func (m *imageModel) fromAPI(image armcloud.Image) {
	fill(&m.ServerType, image.ServerType)
	fill(&m.ROMVersion, image.ROMVersion)
	fill(&m.ID, image.ID)
}

// ModifyPlan hands unfinished uploads on, and says what a destroy leaves.
func (r *imageResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if r.Data == nil {
		return
	}
	if req.State.Raw.IsNull() {
		var plan imageModel
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
		resp.Diagnostics.Append(tfkit.MarkCreating(ctx, resp.Private)...)
		resp.Diagnostics.Append(planLeft(ctx, r.Data, resp.Private, plan.request())...)
		return
	}
	var plan, state imageModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(resp.Plan.Get(ctx, &plan)...)
	}
	if req.Plan.Raw.IsNull() || another(plan.URL, state.URL, plan.Tag, state.Tag, plan.ServerType, state.ServerType, plan.ROMVersion, state.ROMVersion) {
		resp.Diagnostics.AddWarning("Images stay in the account",
			"ARMCloud cannot delete images: the image with the tag "+state.Tag.ValueString()+" stays in the account, and its tag stays taken.")
	}
}

// Create uploads the image, or sees the upload of an earlier run to its end.
func (r *imageResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var m imageModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, uploadLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	image, left, err := r.upload(m).run(ctx, resumable(r.Data, m.request()))
	if err != nil {
		problem := uploadProblem(r.TypeName(), "image", err)
		if armcloud.Is(err, armcloud.ClassRejected) {
			problem = withAdvice(problem, "An image whose tag is taken already is imported by its tag: terraform import "+r.TypeName()+".NAME "+m.Tag.ValueString())
		}
		resp.Diagnostics.Append(problem)
		if left == nil {
			return
		}
		resp.Diagnostics.Append(tfkit.SetPrivate(ctx, resp.Private, leftKey, left)...)
	}
	m.fromAPI(image)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, resp.State)...)
}

// upload is the way of an image into the account. Its id is found by its tag.
func (r *imageResource) upload(m imageModel) *upload[armcloud.Image] {
	client, images, asked := r.Data.Client, r.Data.Engine.Images(), m.toAPI()
	return &upload[armcloud.Image]{
		engine: r.Data.Engine, operation: armcloud.UploadImage, noun: "image", request: m.request(),
		submit:    func(ctx context.Context) (armcloud.Upload, error) { return client.UploadImage(ctx, asked) },
		catalogue: images,
		find: func(ctx context.Context, id string) (armcloud.Image, bool, error) {
			all, err := images.Refresh(ctx)
			for _, image := range all {
				if image.ID == id {
					return image, true, err
				}
			}
			return armcloud.Image{}, false, err
		},
		told: func(int64, string) string { return "" },
		is:   func(image armcloud.Image) bool { return image.Tag == asked.Tag },
	}
}

// Read looks the image up by its tag. One that has left the account leaves the
// state; where the API level lists no images, the state stays.
func (r *imageResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var m imageModel
	ctx, cancel, ok := r.reading(ctx, req, resp, &m)
	defer cancel()
	if !ok {
		return
	}
	_, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	left := refreshLeft(ctx, r.Data, req.Private)
	image, here, err := r.look(ctx, m.Tag.ValueString())
	switch {
	case armcloud.Is(err, armcloud.ClassUnavailable):
	case err != nil:
		resp.Diagnostics.AddAttributeError(path.Root("tag"), "Unable to look up the image", tfkit.Explain("", err))
	case here:
		m.fromAPI(image)
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	case left == nil:
		resp.State.RemoveResource(ctx)
	}
}

// look finds an image in the list that is read for everybody, and reads the
// list again before one that is not there counts as gone.
func (r *imageResource) look(ctx context.Context, tag string) (armcloud.Image, bool, error) {
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

// Update sends nothing: what could be sent is another image.
func (r *imageResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var m, state imageModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &m)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if m.ID.IsUnknown() {
		m.ID = state.ID
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, resp.State)...)
}

// Delete leaves the image in the account, as the plan has said.
func (r *imageResource) Delete(ctx context.Context, req resource.DeleteRequest, _ *resource.DeleteResponse) {
	handLeft(ctx, r.Data, req.Private)
}
