package provider

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Configure creates the client and the engine for the whole process. It does not
// keep ctx, which is canceled when Configure returns.
func (p *armcloudProvider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	data := &tfkit.Data{Drift: tfkit.DriftFull, Ledger: &ledger.Ledger{}}
	if unknown := m.unknown(); unknown != "" {
		data.Unknown = unknown
		if req.ClientCapabilities.DeferralAllowed {
			resp.Deferred = &provider.Deferred{Reason: provider.DeferredReasonProviderConfigUnknown}
		}
		setData(data, resp)
		return
	}
	config := m.client(&resp.Diagnostics)
	config.UserAgent = fmt.Sprintf("terraform-provider-armcloud/%s terraform/%s", p.version, req.TerraformVersion)
	config.Log = logger{}
	config.Transport = p.transport
	options := m.engine(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	client, err := armcloud.New(config)
	var wrong *armcloud.ConfigError
	switch {
	case errors.As(err, &wrong):
		resp.Diagnostics.AddAttributeError(path.Root(wrong.Field), "Invalid "+wrong.Field, fmt.Sprintf(
			"The value of %s%s is invalid: %s.", wrong.Field, m.source(wrong.Field), strings.TrimRight(wrong.Problem, ".")))
		return
	case err != nil:
		resp.Diagnostics.AddError("Invalid provider configuration", err.Error())
		return
	}
	p.client.Store(client)
	data.Client = client
	data.ReadOnly = config.ReadOnly
	data.Engine = engine.New(client, options)
	data.AccessKey, data.SecretKey = config.AccessKey, config.SecretKey
	if !m.DriftChecks.IsNull() {
		data.Drift = tfkit.DriftChecks(m.DriftChecks.ValueString())
	}
	setData(data, resp)
}

// source returns the environment variable that a value comes from, as text for an
// error, or "" if the value comes from the provider block.
func (m model) source(field string) string {
	for name, block := range map[string]types.String{
		"access_key": m.AccessKey, "secret_key": m.SecretKey, "endpoint": m.Endpoint,
		"signing_host": m.SigningHost, "signature_version": m.SignatureVersion,
	} {
		if variable := variablePrefix + strings.ToUpper(name); name == field && block.IsNull() && os.Getenv(variable) != "" {
			return ", from the environment variable " + variable + ","
		}
	}
	return ""
}

// setData hands the data to everything that the provider offers.
func setData(data *tfkit.Data, resp *provider.ConfigureResponse) {
	resp.ResourceData = data
	resp.DataSourceData = data
	resp.ActionData = data
	resp.EphemeralResourceData = data
	resp.ListResourceData = data
}

// unknown returns the name of an attribute whose value is not known yet, or "" if
// all are known.
func (m model) unknown() string {
	for _, a := range []struct {
		name  string
		value attr.Value
	}{
		{"access_key", m.AccessKey}, {"secret_key", m.SecretKey}, {"endpoint", m.Endpoint},
		{"signing_host", m.SigningHost}, {"signature_version", m.SignatureVersion}, {"read_only", m.ReadOnly},
		{"drift_checks", m.DriftChecks}, {"online_timeout", m.OnlineTimeout},
		{"requests_per_second", m.RequestsPerSecond}, {"max_retries", m.MaxRetries},
		{"request_timeout", m.RequestTimeout}, {"batch_size", m.BatchSize},
		{"poll_interval", m.PollInterval}, {"max_poll_interval", m.MaxPollInterval},
	} {
		if a.value.IsUnknown() {
			return a.name
		}
	}
	return ""
}

// variablePrefix is the prefix of the environment variables. The attribute in upper
// case follows.
const variablePrefix = "ARMCLOUD_"

// client returns the client's configuration. The provider block takes precedence
// over the environment, and the environment over the defaults.
func (m model) client(diags *diag.Diagnostics) armcloud.Config {
	return armcloud.Config{
		AccessKey:         key(m.AccessKey, "access_key", "ARMCLOUD_ACCESS_KEY", diags),
		SecretKey:         key(m.SecretKey, "secret_key", "ARMCLOUD_SECRET_KEY", diags),
		Endpoint:          textOr(m.Endpoint, "ARMCLOUD_ENDPOINT", armcloud.DefaultEndpoint),
		SigningHost:       textOr(m.SigningHost, "ARMCLOUD_SIGNING_HOST", ""),
		SignatureVersion:  armcloud.SignatureVersion(textOr(m.SignatureVersion, "ARMCLOUD_SIGNATURE_VERSION", "auto")),
		ReadOnly:          readOnly(m.ReadOnly, diags),
		RequestsPerSecond: numberOr(m.RequestsPerSecond, armcloud.DefaultRequestsPerSecond),
		MaxRetries:        int(integerOr(m.MaxRetries, 8)),
		RequestTimeout:    durationOr(m.RequestTimeout, armcloud.DefaultRequestTimeout),
	}
}

// engine returns the engine's options.
func (m model) engine(diags *diag.Diagnostics) engine.Options {
	options := engine.Options{
		BatchSize:       int(integerOr(m.BatchSize, 100)),
		PollInterval:    durationOr(m.PollInterval, time.Second),
		MaxPollInterval: durationOr(m.MaxPollInterval, 15*time.Second),
		OnlineTimeout:   durationOr(m.OnlineTimeout, 5*time.Minute),
		Report:          report,
		ReportOutage:    reportOutage,
	}
	// Only an explicit max_poll_interval is an error. The engine raises the default.
	if !m.MaxPollInterval.IsNull() && options.MaxPollInterval < options.PollInterval {
		diags.AddAttributeError(path.Root("max_poll_interval"), "max_poll_interval is less than poll_interval", fmt.Sprintf(
			"max_poll_interval is %s, but poll_interval is %s. Raise max_poll_interval or lower poll_interval.", options.MaxPollInterval, options.PollInterval))
	}
	return options
}

// key returns one of the two keys. It adds an error if the key is missing.
func key(block types.String, name, variable string, diags *diag.Diagnostics) string {
	if value := textOr(block, variable, ""); value != "" {
		return value
	}
	problem := fmt.Sprintf("%s is not set. Set %s in the provider block, or the environment variable %s. The ARMCloud console shows the key under account information. "+
		"To try the provider without an account, run `terraform-provider-armcloud simulate`.", name, name, variable)
	if !block.IsNull() {
		problem = fmt.Sprintf("The %s in the provider block is empty. Set it to the key, or remove it and set the environment variable %s.", name, variable)
	}
	diags.AddAttributeError(path.Root(name), "Missing ARMCloud "+name, problem)
	return ""
}

// textOr returns the value of the provider block, or else of the environment
// variable, or else fallback.
func textOr(block types.String, variable, fallback string) string {
	if !block.IsNull() {
		return block.ValueString()
	}
	if value := os.Getenv(variable); value != "" {
		return value
	}
	return fallback
}

// readOnly returns read_only. It adds an error if the environment variable is not a
// boolean.
func readOnly(block types.Bool, diags *diag.Diagnostics) bool {
	if !block.IsNull() {
		return block.ValueBool()
	}
	text := os.Getenv("ARMCLOUD_READ_ONLY")
	if text == "" {
		return false
	}
	value, err := strconv.ParseBool(text)
	if err != nil {
		diags.AddAttributeError(path.Root("read_only"), "Invalid environment variable",
			fmt.Sprintf("ARMCLOUD_READ_ONLY is %q. Set it to true or false.", text))
	}
	return value
}

func numberOr(block types.Float64, fallback float64) float64 {
	if block.IsNull() {
		return fallback
	}
	return block.ValueFloat64()
}

func integerOr(block types.Int64, fallback int64) int64 {
	if block.IsNull() {
		return fallback
	}
	return block.ValueInt64()
}

// durationOr returns a duration. The schema has validated it.
func durationOr(block types.String, fallback time.Duration) time.Duration {
	if d, err := time.ParseDuration(block.ValueString()); err == nil && !block.IsNull() {
		return d
	}
	return fallback
}
