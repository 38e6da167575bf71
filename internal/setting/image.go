package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Image is the system image of an instance. WipeData controls how an image is
// installed; it is not part of the canonical form. API document: Upgraded
// mirror.
type Image struct {
	ImageID  string `json:"image_id"`
	WipeData bool   `json:"-"`
}

type imageRequest struct {
	ImageID  string `json:"imageId"`
	WipeData bool   `json:"wipeData"`
}

type imageSetting struct {
	definition[Image]
	observed[Image]
}

var (
	_ converge.ErrorTitler = image
	_ converge.Eraser      = image
	_ converge.Observer    = image
)

var image = &imageSetting{definition[Image]{
	name:     "image",
	resource: "image",
	title:    "the image",
	description: description{
		"Sets the system image of a cloud phone.",
		"Changing the image takes the instance out of service for several minutes. Its other settings are applied once it is running again.",
		notUndone,
	},
	readOnImport: true,
	fields: []field[Image]{
		requiredString("image_id", "ID of the image to run, for example `img-24061124017`. It must have the same Android version as the current image.",
			func(i *Image) *string { return &i.ImageID }, imageID{}),
		defaultedBool("wipe_data", "Whether to erase all data of the instance when the resource is created and when `image_id` changes in the configuration. Default `false`. "+
			"Changing `triggers` or repairing an image that was changed outside Terraform never erases data. "+
			"Changing only `wipe_data` sends nothing. After the data is erased, the other settings of the resource are applied again.",
			func(i *Image) *bool { return &i.WipeData }, false),
	},
	changes:  []string{"current_image_id"},
	requests: sends(armcloud.UpgradeImage, func(i Image) any { return imageRequest(i) }),
}, observed[Image]{
	sources: converge.Details,
	observe: func(evidence converge.Evidence, known *Image) (Image, bool) {
		if evidence.Detail == nil || evidence.Detail.ImageID == "" {
			return Image{}, false
		}
		observed := Image{ImageID: evidence.Detail.ImageID}
		if known != nil {
			observed.WipeData = known.WipeData
		}
		return observed, true
	},
}}

func (s *imageSetting) ErrorTitle(want converge.Value) string {
	if i, ok := want.(Image); ok {
		return s.Title() + " " + i.ImageID
	}
	return s.Title()
}

func (*imageSetting) Erases(want converge.Value) bool {
	i, ok := want.(Image)
	return ok && i.WipeData
}

func (s *imageSetting) Repair(want converge.Value) []converge.Request {
	if i, ok := want.(Image); ok {
		return s.Set(Image{ImageID: i.ImageID})
	}
	return nil
}

// imageID rejects null and empty ids, which an armcloud_image without a known id
// has.
type imageID struct{}

func (imageID) Description(context.Context) string { return "must be the ID of an image" }

func (v imageID) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (imageID) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsUnknown() || req.ConfigValue.ValueString() != "" {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "No image ID",
		"The image_id is null or empty. An armcloud_image has no image_id if the API level does not list images. "+
			"Find the ID in the ARMCloud console and set it here.")
}
