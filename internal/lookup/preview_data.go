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

// previewData is the data source armcloud_instance_preview: addresses of
// pictures of screens.
type previewData struct {
	tfkit.DataSource
}

// NewPreviewData makes the data source armcloud_instance_preview.
func NewPreviewData() datasource.DataSource {
	return &previewData{DataSource: tfkit.DataSource{Name: "instance_preview"}}
}

func (d *previewData) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Addresses of pictures of what cloud phones show on their screens, which must be running. " +
			"The addresses are new each time that Terraform reads this. The API level of 2024 alone has it.",
		Attributes: map[string]schema.Attribute{
			padCodes: padCodesAttribute(),
			"rotation": schema.Int64Attribute{
				MarkdownDescription: "`0` (default): the picture as the phone has it; `1`: a picture in landscape is turned by 90 degrees to portrait.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(0, 1)},
			},
			"urls": schema.MapAttribute{
				MarkdownDescription: "Addresses by pad code. Who has an address can see the picture.",
				ElementType:         types.StringType, Computed: true,
			},
		},
	}
}

// Read has the pictures made. A phone without an address is an error.
func (d *previewData) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	codes, diags := getList(ctx, req.Config, padCodes)
	resp.Diagnostics.Append(diags...)
	var rotation types.Int64
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("rotation"), &rotation)...)
	if resp.Diagnostics.HasError() || !d.Data.Ready(&resp.Diagnostics) {
		return
	}
	const summary = "Unable to get the previews"
	urls, errs, err := d.pictures(ctx, codes, rotation.ValueInt64())
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

// pictures gives the addresses by phone, or why a phone has none.
func (d *previewData) pictures(ctx context.Context, codes []string, rotation int64) (map[string]string, map[string]error, error) {
	e := d.Data.Engine
	errs, err := unreachable(ctx, e, codes)
	if err != nil || len(errs) > 0 {
		return nil, errs, err
	}
	params, err := json.Marshal(map[string]int64{"rotation": rotation})
	if err != nil {
		return nil, nil, err
	}
	answers, errs := askAll(codes, func(code string) (armcloud.Task, error) {
		return e.Query(ctx, code, armcloud.GeneratePreview, params)
	})
	urls := make(map[string]string, len(answers))
	for code, answer := range answers {
		if answer.Result == "" {
			errs[code] = errors.New("the service answers without an address")
		}
		urls[code] = answer.Result
	}
	for _, err := range errs {
		// What this API level lacks, it lacks for every phone.
		if armcloud.Is(err, armcloud.ClassUnavailable) {
			return nil, nil, err
		}
	}
	return urls, errs, nil
}
