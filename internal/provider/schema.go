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

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// model is the configuration of the provider block.
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

// Schema returns the schema of the provider block.
func (p *armcloudProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	text := func(description string, validators ...validator.String) schema.Attribute {
		return schema.StringAttribute{MarkdownDescription: description, Optional: true, Validators: validators}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages instances (cloud phones) on ARMCloud: their settings, apps and files, for one instance or for thousands.",
		Attributes: map[string]schema.Attribute{
			"access_key": schema.StringAttribute{
				MarkdownDescription: "Access key of the account, from the account page of the ARMCloud console. Required: set it here or with the environment variable `ARMCLOUD_ACCESS_KEY`.",
				Optional:            true, Sensitive: true,
			},
			"secret_key": schema.StringAttribute{
				MarkdownDescription: "Secret key of the account. Required: set it here or with the environment variable `ARMCLOUD_SECRET_KEY`.",
				Optional:            true, Sensitive: true,
			},
			"endpoint": text("Base URL of the API. Environment variable `ARMCLOUD_ENDPOINT`. Default `https://openapi.armcloud.net`. "+
				"For Hong Kong and overseas, use `https://openapi-hk.armcloud.net`; for mainland China, `https://api.xiaosuanyun.com`. `http` is accepted only for loopback addresses.", endpoint{}),
			"signing_host": text("Host to sign and to send as `x-host`. Environment variable `ARMCLOUD_SIGNING_HOST`. Default: the host of `endpoint`.",
				stringvalidator.LengthAtLeast(1)),
			"signature_version": text("Version of the request signature: `v1`, `v2` or `auto`. Environment variable `ARMCLOUD_SIGNATURE_VERSION`. Default `auto`, which tries `v1` first and switches to `v2` if the API refuses it.",
				stringvalidator.OneOf("auto", "v1", "v2")),
			"read_only": schema.BoolAttribute{
				MarkdownDescription: "Whether to refuse every request that changes anything, for pipelines that only plan. Environment variable `ARMCLOUD_READ_ONLY`. Default `false`.",
				Optional:            true,
			},
			"drift_checks": text("Which sources a refresh uses to detect drift: `cheap`, `full` or `shell`. Default `full`. "+
				"`cheap` uses listings and endpoints that return many instances per request, `full` also endpoints that return one instance per request, and `shell` also commands on the instances.", stringvalidator.OneOf("cheap", "full", "shell")),
			"online_timeout": text("How long a change waits for an instance that is offline or not running. Default `5m`.", tfkit.Duration{}),
			"requests_per_second": schema.Float64Attribute{
				MarkdownDescription: "Maximum number of requests per second, for the whole provider process. Default `60`.",
				Optional:            true, Validators: []validator.Float64{float64validator.AtLeast(0.1)},
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "Maximum number of retries of a request. Requests that are not safe to repeat are not retried. Default `8`.",
				Optional:            true, Validators: []validator.Int64{int64validator.Between(0, 100)},
			},
			"request_timeout": text("Timeout of one HTTP request. Default `30s`.", tfkit.Duration{}),
			"batch_size": schema.Int64Attribute{
				MarkdownDescription: "Maximum number of instances or task IDs in one request, up to the limit of the endpoint. `1` disables batching. Default `100`.",
				Optional:            true, Validators: []validator.Int64{int64validator.Between(1, 1000)},
			},
			"poll_interval":     text("First pause between two queries of a running task, while nothing is known about how long tasks of its operation take. Later tasks are first queried when most of those before had ended. Default `1s`.", tfkit.Duration{}),
			"max_poll_interval": text("Longest pause between two queries of a task that takes longer than those before, or about which nothing is known. Default `15s`.", tfkit.Duration{}),
		},
	}
}
