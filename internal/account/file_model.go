package account

import (
	"context"

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
