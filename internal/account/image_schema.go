package account

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Schema is the schema of armcloud_image.
func (r *imageResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	required := func(description string, validators ...validator.String) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Required: true, Validators: append(validators, stringvalidator.LengthAtLeast(1)),
			PlanModifiers: []planmodifier.String{replaceString()},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Uploads a system image from a URL to the account. Available only on the 2024 API level.\n\n" +
			"Images cannot be changed, so every change uploads the image again and needs a new `tag`.\n\n" +
			"The current API level cannot upload images, but it lists those of the account, so you can import an existing image there.",
		Attributes: map[string]schema.Attribute{
			"url":         required("URL of the image (a tar archive), with `http://` or `https://`. ARMCloud downloads it, so it must be reachable from the internet.", httpURL{}),
			"tag":         required("Tag of the image, for example `v13.2.1`. Each tag can be used only once in an account, even after a destroy."),
			"server_type": required("Type of the devices (physical boards) that the image is for, for example `Cruise10`."),
			"rom_version": required("Android version of the image, for example `android13`.",
				stringvalidator.RegexMatches(regexp.MustCompile(`^android[0-9.]+$`), "must be an Android version such as android13")),
			imageID: schema.StringAttribute{
				MarkdownDescription: "ID of the image, for the setting `image` of instances. Null if the API level does not list images. " +
					"In that case, find the ID in the ARMCloud console and use it directly.",
				Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"timeouts": uploadTimeouts(ctx, "image"),
		},
	}
}

// imageModel is the configuration and state of armcloud_image.
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

// request identifies the upload; "" while one of its values is unknown.
func (m imageModel) request() string {
	if m.URL.IsUnknown() || m.Tag.IsUnknown() || m.ServerType.IsUnknown() || m.ROMVersion.IsUnknown() {
		return ""
	}
	return requestHash("image", m.toAPI())
}

// fromAPI fills in the id; after an import, also the other values that the API
// returns.
func (m *imageModel) fromAPI(image armcloud.Image) {
	fillString(&m.ServerType, image.ServerType)
	fillString(&m.ROMVersion, image.ROMVersion)
	fillString(&m.ID, image.ID)
}
