package lookup

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// previewData is the data source armcloud_instance_preview.
type previewData struct {
	tfkit.DataSource
}

var _ datasource.DataSourceWithConfigure = (*previewData)(nil)

// NewPreviewData returns the data source armcloud_instance_preview.
func NewPreviewData() datasource.DataSource {
	return &previewData{DataSource: tfkit.DataSource{Name: "instance_preview"}}
}

func (d *previewData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Takes screenshots of instances (cloud phones) and returns their URLs. Available only on the 2024 API level.\n\n" +
			"The instances must be running. New screenshots are taken each time Terraform reads the data source, which is in every plan.",
		Attributes: map[string]schema.Attribute{
			padCodes: padCodesAttribute(),
			"rotation": schema.Int64Attribute{
				MarkdownDescription: "Rotation of the screenshot. `0` (default) leaves it as it is, `1` rotates a landscape screenshot by 90 degrees to portrait.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(0, 1)},
			},
			"urls": schema.MapAttribute{
				MarkdownDescription: "URLs of the screenshots by pad code. Anyone who has a URL can see the screenshot.",
				ElementType:         types.StringType, Computed: true,
			},
		},
	}
}

// Read takes the screenshots. An instance without a URL is an error.
func (d *previewData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	codes, diags := getList(ctx, req.Config, padCodes)
	resp.Diagnostics.Append(diags...)
	var rotation types.Int64
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("rotation"), &rotation)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	const summary = "Unable to get the previews"
	urls, errs, err := d.screenshots(ctx, codes, rotation.ValueInt64())
	if err != nil {
		if !tfkit.Unavailable(&resp.Diagnostics, "armcloud_instance_preview", err) {
			resp.Diagnostics.AddAttributeError(path.Root(padCodes), summary, tfkit.Explain("", err))
		}
		return
	}
	if addInstanceErrors(&resp.Diagnostics, padCodes, summary, errs) {
		return
	}
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("urls"), textMap(urls))...)
}

// screenshots returns the URLs by pad code, the errors by pad code, and an error
// that concerns all instances.
func (d *previewData) screenshots(ctx context.Context, codes []string, rotation int64) (map[string]string, map[string]error, error) {
	e := d.Data.Engine
	errs, err := unreachable(ctx, e, codes)
	if err != nil || len(errs) > 0 {
		return nil, errs, err
	}
	params, err := json.Marshal(map[string]int64{"rotation": rotation})
	if err != nil {
		return nil, nil, err
	}
	tasks, errs := queryAll(codes, func(code string) (armcloud.Task, error) {
		return e.Query(ctx, code, armcloud.GeneratePreview, params)
	})
	urls := make(map[string]string, len(tasks))
	for code, task := range tasks {
		if task.Result == "" {
			errs[code] = errors.New("the API returned no URL")
		}
		urls[code] = task.Result
	}
	for _, err := range errs {
		// An operation that the API level lacks fails for all instances.
		if armcloud.Is(err, armcloud.ClassUnavailable) {
			return nil, nil, err
		}
	}
	return urls, errs, nil
}
