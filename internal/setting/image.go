package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Image is the system image that a phone runs. WipeData says how a new image
// is put on, not what the phone has: it is no part of the canonical text. API
// document: Upgraded mirror.
type Image struct {
	ImageID  string `json:"image_id"`
	WipeData bool   `json:"-"`
}

type imageRequest struct {
	ImageID  string `json:"imageId"`
	WipeData bool   `json:"wipeData"`
}

var image = &definition[Image]{
	name:       "image",
	resource:   "image",
	title:      "the image",
	errorTitle: func(i Image) string { return "the image " + i.ImageID },
	description: "The system image of a cloud phone. Putting another one on takes the phone out of service for minutes; what else is to be set on " +
		"the phone follows once it runs again. The API cannot take an image back: when this is released, the phone keeps the image.",
	fillable: true,
	fields: []field[Image]{
		requiredText("image_id", "Id of the image, for example `img-24061124017`. It must fit the phone's Android family.",
			func(i *Image) *string { return &i.ImageID }, imageID{}),
		flag("wipe_data", "Whether the phone's data are erased when the image is put on: at create, and when `image_id` changes in the "+
			"configuration. Putting back an image that somebody else has replaced never erases anything, and neither do `triggers`. "+
			"Changing this alone sends nothing. An erased phone gets the other settings of the same resource again. Default `false`.",
			func(i *Image) *bool { return &i.WipeData }, false),
	},
	requests: func(want Image, repair bool) []converge.Request {
		return []converge.Request{newRequest(armcloud.UpgradeImage, imageRequest{ImageID: want.ImageID, WipeData: want.WipeData && !repair})}
	},
	erases:  func(i Image) bool { return i.WipeData },
	changes: []string{"current_image_id"},
	sources: converge.Details,
	observe: func(seen converge.Evidence, known *Image) (Image, bool) {
		if seen.Detail == nil || seen.Detail.ImageID == "" {
			return Image{}, false
		}
		shown := Image{ImageID: seen.Detail.ImageID}
		if known != nil {
			shown.WipeData = known.WipeData
		}
		return shown, true
	},
}

// imageID refuses the null and empty ids that an image without a known id has.
type imageID struct{}

func (imageID) Description(context.Context) string { return "must be the id of an image" }

func (v imageID) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (imageID) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsUnknown() || req.ConfigValue.ValueString() != "" {
		return
	}
	resp.Diagnostics.AddAttributeError(req.Path, "No image id",
		"The id of the image is null or empty. An armcloud_image has no image_id where the API level does not list images: "+
			"look the id up in the ARMCloud console and write it here.")
}
