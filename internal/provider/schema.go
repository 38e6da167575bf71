package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// model is the provider block.
type model struct {
	AccessKey         types.String  `tfsdk:"access_key"`
	SecretKey         types.String  `tfsdk:"secret_key"`
	Endpoint          types.String  `tfsdk:"endpoint"`
	SigningHost       types.String  `tfsdk:"signing_host"`
	SignatureVersion  types.String  `tfsdk:"signature_version"`
	ReadOnly          types.Bool    `tfsdk:"read_only"`
	DriftChecks       types.String  `tfsdk:"drift_checks"`
	OnlineTimeout     types.String  `tfsdk:"online_timeout"`
	RequestsPerSecond types.Float64 `tfsdk:"requests_per_second"`
	MaxRetries        types.Int64   `tfsdk:"max_retries"`
	RequestTimeout    types.String  `tfsdk:"request_timeout"`
	BatchSize         types.Int64   `tfsdk:"batch_size"`
	PollInterval      types.String  `tfsdk:"poll_interval"`
	MaxPollInterval   types.String  `tfsdk:"max_poll_interval"`
}

// Schema describes the provider block.
func (p *armcloudProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	text := func(description string, validators ...validator.String) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: validators}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Cloud phones of ARMCloud, as ordinary infrastructure.",
		Attributes: map[string]schema.Attribute{
			"access_key": schema.StringAttribute{
				MarkdownDescription: "Access key of the account, from the console's account page. Environment variable `ARMCLOUD_ACCESS_KEY`. Required one way or the other.",
				Optional:            true, Sensitive: true,
			},
			"secret_key": schema.StringAttribute{
				MarkdownDescription: "Secret key of the account. Environment variable `ARMCLOUD_SECRET_KEY`. Required one way or the other.",
				Optional:            true, Sensitive: true,
			},
			"endpoint": text("Base URL of the API. Environment variable `ARMCLOUD_ENDPOINT`. Default `https://openapi.armcloud.net`; "+
				"Hong Kong and overseas: `https://openapi-hk.armcloud.net`, mainland China: `https://api.xiaosuanyun.com`. Plain `http` is accepted for loopback addresses only.", endpoint{}),
			"signing_host": text("Host that is signed and sent as `x-host`. Environment variable `ARMCLOUD_SIGNING_HOST`. Default: the host of `endpoint`.",
				stringvalidator.LengthAtLeast(1)),
			"signature_version": text("`v1`, `v2`, or `auto` (default): v1, and v2 once the service refuses a v1 signature. Environment variable `ARMCLOUD_SIGNATURE_VERSION`.",
				stringvalidator.OneOf("auto", "v1", "v2")),
			"read_only": schema.BoolAttribute{
				MarkdownDescription: "Refuse every request that changes anything: for pipelines that only plan. Environment variable `ARMCLOUD_READ_ONLY`. Default `false`.",
				Optional:            true,
			},
			"drift_checks": text("How far a refresh looks for drift. `cheap`: listings and endpoints that take many phones a request. `full` (default): also endpoints that take one phone. "+
				"`shell`: also ask the phones.", stringvalidator.OneOf("cheap", "full", "shell")),
			"online_timeout": text("How long a change waits for a phone that is not running. Default `5m`.", duration{}),
			"requests_per_second": schema.Float64Attribute{
				MarkdownDescription: "Most requests per second of the whole provider process. Default `60`.",
				Optional:            true, Validators: []validator.Float64{float64validator.AtLeast(0.1)},
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "Most repeats of one request, only where a repeat is safe. Default `8`.",
				Optional:            true, Validators: []validator.Int64{int64validator.Between(0, 100)},
			},
			"request_timeout": text("Time for one HTTP exchange. Default `30s`.", duration{}),
			"batch_size": schema.Int64Attribute{
				MarkdownDescription: "Most phones, or task ids, in one request, never above the endpoint's own limit; `1` switches joining off. Default `100`.",
				Optional:            true, Validators: []validator.Int64{int64validator.Between(1, 1000)},
			},
			"poll_interval":     text("First pause between two looks at a running task. Default `1s`.", duration{}),
			"max_poll_interval": text("Longest pause between two looks at a running task. Default `15s`.", duration{}),
		},
	}
}
