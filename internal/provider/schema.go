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
				MarkdownDescription: "Access key of the account, from the account page of the ARMCloud console. Required, here or in the environment variable `ARMCLOUD_ACCESS_KEY`.",
				Optional:            true, Sensitive: true,
			},
			"secret_key": schema.StringAttribute{
				MarkdownDescription: "Secret key that belongs to the access key. Required, here or in the environment variable `ARMCLOUD_SECRET_KEY`.",
				Optional:            true, Sensitive: true,
			},
			"endpoint": text("Base URL of the API. Default `https://openapi.armcloud.net`. "+
				"For Hong Kong and overseas, use `https://openapi-hk.armcloud.net`; for mainland China, `https://api.xiaosuanyun.com`. `http` is accepted only for loopback addresses. Environment variable: `ARMCLOUD_ENDPOINT`.", endpoint{}),
			"signing_host": text("Host name that requests are signed for, which is also sent in the `x-host` header. Default: the host of `endpoint`. Environment variable: `ARMCLOUD_SIGNING_HOST`.",
				stringvalidator.LengthAtLeast(1)),
			"signature_version": text("Version of the request signature: `v1`, `v2` or `auto` (default). `auto` tries `v1` and switches to `v2` if the API refuses it. Environment variable: `ARMCLOUD_SIGNATURE_VERSION`.",
				stringvalidator.OneOf("auto", "v1", "v2")),
			"read_only": schema.BoolAttribute{
				MarkdownDescription: "Whether the provider refuses every request that changes anything, for pipelines that only plan. Default `false`. Environment variable: `ARMCLOUD_READ_ONLY`.",
				Optional:            true,
			},
			"drift_checks": text("How thoroughly a refresh checks for drift: `cheap`, `full` (default) or `shell`. "+
				"`cheap` uses listings and endpoints that return many instances per request. `full` also uses endpoints that return one instance per request. `shell` runs commands on the instances instead of those. With `read_only`, `shell` works like `full`.", stringvalidator.OneOf("cheap", "full", "shell")),
			"online_timeout": text("How long a change waits for an instance that is offline or not running, for example `10m`. Default `5m`. Then the change fails, or is skipped with `offline = \"skip\"`.", tfkit.Duration{}),
			"requests_per_second": schema.Float64Attribute{
				MarkdownDescription: "Maximum number of API requests per second, for all resources of the provider block together. At least `0.1`. Default `60`.",
				Optional:            true, Validators: []validator.Float64{float64validator.AtLeast(0.1)},
			},
			"max_retries": schema.Int64Attribute{
				MarkdownDescription: "Maximum number of retries of a request, from 0 to 100. Requests that are not safe to repeat, such as restarts, are not retried after a lost response. Default `8`.",
				Optional:            true, Validators: []validator.Int64{int64validator.Between(0, 100)},
			},
			"request_timeout": text("Timeout of a single HTTP request, for example `1m`. Default `30s`.", tfkit.Duration{}),
			"batch_size": schema.Int64Attribute{
				MarkdownDescription: "Maximum number of instances or task IDs in one request, from 1 to 1000. Endpoints with a lower limit get smaller batches. `1` disables batching. Default `100`.",
				Optional:            true, Validators: []validator.Int64{int64validator.Between(1, 1000)},
			},
			"poll_interval":     text("Initial interval between two polls of a running task. Default `1s`. Once the provider knows how long tasks of a kind usually take, it polls the next ones when they should have ended.", tfkit.Duration{}),
			"max_poll_interval": text("Longest interval between two polls of a task that takes longer than usual, or whose usual duration is not known. Must not be shorter than `poll_interval`. Default `15s`.", tfkit.Duration{}),
		},
	}
}
