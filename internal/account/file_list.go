package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var _ list.ListResourceWithConfigure = (*fileList)(nil)

// fileList is the list resource armcloud_file.
type fileList struct {
	lister[fileModel]
}

// NewFileList returns the list resource armcloud_file.
func NewFileList() list.ListResource {
	return &fileList{lister[fileModel]{accountResource: newFile().accountResource, noun: "file", find: listFiles, required: []string{"url", "name", "md5"}}}
}

// ListResourceConfigSchema is the schema of the list resource armcloud_file.
func (l *fileList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = schema.Schema{MarkdownDescription: "Lists the files in the file center of the account, in the order of the API."}
}

func listFiles(ctx context.Context, data *tfkit.Data, _ tfsdk.Config) ([]listed[fileModel], diag.Diagnostics) {
	files, err := data.Engine.Files().All(ctx)
	if err != nil {
		return nil, tfkit.ListError("Unable to list the files", err)
	}
	var all []listed[fileModel]
	for _, file := range files {
		if file.ID == "" {
			continue // An import needs the id.
		}
		all = append(all, listed[fileModel]{name: file.Name, fill: func(m *fileModel) { m.fromAPI(file) }})
	}
	return all, nil
}
