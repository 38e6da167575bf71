package account

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Schema is the schema of armcloud_file.
func (r *fileResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	required := func(description string, valid validator.String, replace planmodifier.String) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Required: true, Validators: []validator.String{valid}, PlanModifiers: []planmodifier.String{replace},
		}
	}
	computed := func(description string) schema.Attribute {
		return schema.StringAttribute{
			MarkdownDescription: description, Computed: true, PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Uploads a file from a URL to the file center of the account.\n\n" +
			"Copy the file to cloud phones with the setting `files` or with `armcloud_instance_file`. " +
			"Changing `name` or `md5` uploads the file again under a new ID.",
		Attributes: map[string]schema.Attribute{
			"url": required("URL of the file, with `http://` or `https://`. ARMCloud downloads it, so it must be reachable from the internet. "+
				"Changing only the URL sends nothing.", httpURL{}, replaceFileURL()),
			"name": required("Name of the file with its extension, for example `wallpaper.png`. Changing it uploads the file again.", stringvalidator.LengthAtLeast(1), replaceString()),
			"md5":  required("MD5 of the file, which ARMCloud checks after the download. Case does not matter. Changing it uploads the file again.", md5Syntax, replaceMD5()),
			fileID: computed("Unique ID of the file in the file center."),
			"size": schema.Int64Attribute{
				MarkdownDescription: "Size of the file in bytes.", Computed: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
			},
			"created_at": computed("Time of the upload, in RFC 3339 format."),
			"timeouts":   uploadTimeouts(ctx, "file"),
		},
	}
}

// replaceFileURL is for the URL, which only says where ARMCloud downloads the file:
// another one for the same file changes nothing.
func replaceFileURL() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(func(ctx context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
		var plan, state fileModel
		resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
		resp.RequiresReplace = !req.StateValue.IsNull() && (!plan.Name.Equal(state.Name) || !equalMD5(plan.MD5, state.MD5))
	}, replaceDescription, replaceDescription)
}

// fileModel is the configuration and state of armcloud_file.
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

// request identifies the upload; "" while one of its values is unknown.
func (m fileModel) request() string {
	if m.URL.IsUnknown() || m.Name.IsUnknown() || m.MD5.IsUnknown() {
		return ""
	}
	request := m.toAPI()
	request.MD5 = strings.ToLower(request.MD5)
	return requestHash("file", request)
}

// fromAPI fills in values that are not configured; after an import, all values.
func (m *fileModel) fromAPI(file armcloud.File) {
	fillString(&m.URL, file.URL)
	fillString(&m.Name, file.Name)
	fillString(&m.MD5, file.MD5)
	if m.ID.IsUnknown() || m.ID.IsNull() {
		// "" if the upload was interrupted before its id was known.
		m.ID = types.StringValue(file.ID)
	}
	fillInt64(&m.Size, file.Size)
	fillString(&m.CreatedAt, timeOrNull(file.CreatedAt).ValueString())
}
