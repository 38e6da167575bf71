package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ datasource.DataSourceWithConfigure = (*filesData)(nil)

// filesData is the data source armcloud_files.
type filesData struct {
	tfkit.DataSource
}

// NewFilesData returns the data source armcloud_files.
func NewFilesData() datasource.DataSource {
	return &filesData{DataSource: tfkit.DataSource{Name: "files"}}
}

// Schema is the schema of the data source armcloud_files.
func (d *filesData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	text := func(description string) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Computed: true}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Lists the files in the file center of the account.",
		Attributes: map[string]schema.Attribute{
			"files": schema.ListNestedAttribute{
				MarkdownDescription: "Files, in the order of the API.", Computed: true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					fileID:       text("Unique ID of the file in the file center."),
					"name":       text("Name of the file."),
					"md5":        text("MD5 of the file."),
					"size":       schema.Int64Attribute{MarkdownDescription: "Size of the file in bytes.", Computed: true},
					"url":        text("URL that the file was uploaded from. Null if the API does not return it."),
					"created_at": text("Time of the upload, in RFC 3339 format."),
				}},
			},
		},
	}
}

var fileAttributeTypes = map[string]attr.Type{
	fileID: types.StringType, "name": types.StringType, "md5": types.StringType, "size": types.Int64Type, "url": types.StringType, "created_at": types.StringType,
}

// Read lists the files.
func (d *filesData) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	if !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	files, err := d.Data.Engine.Files().All(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the files", tfkit.Explain("", err))
		return
	}
	elements := make([]attr.Value, len(files))
	for i, file := range files {
		elements[i] = types.ObjectValueMust(fileAttributeTypes, map[string]attr.Value{
			fileID: tfkit.TextOrNull(file.ID), "name": tfkit.TextOrNull(file.Name), "md5": tfkit.TextOrNull(file.MD5),
			"size": types.Int64PointerValue(file.Size), "url": tfkit.TextOrNull(file.URL), "created_at": timeOrNull(file.CreatedAt),
		})
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("files"), types.ListValueMust(types.ObjectType{AttrTypes: fileAttributeTypes}, elements))...)
}
