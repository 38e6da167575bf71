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

// Configure makes the client and the engine that serve the whole process.
// Nothing of ctx is kept: it ends with this call.
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
		hand(data, resp)
		return
	}
	config := m.client(&resp.Diagnostics)
	config.UserAgent = fmt.Sprintf("terraform-provider-armcloud/%s terraform/%s", p.version, req.TerraformVersion)
	config.Log = logger{}
	options := m.engine(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	client, err := armcloud.New(config)
	var wrong *armcloud.ConfigError
	switch {
	case errors.As(err, &wrong):
		resp.Diagnostics.AddAttributeError(path.Root(wrong.Field), "Unusable "+wrong.Field, fmt.Sprintf(
			"The value of %s%s is not usable: %s.", wrong.Field, m.source(wrong.Field), strings.TrimRight(wrong.Problem, ".")))
		return
	case err != nil:
		resp.Diagnostics.AddError("Unusable provider configuration", err.Error())
		return
	}
	data.Client = client
	data.Engine = engine.New(client, options)
	data.SecretKey = config.SecretKey
	if !m.DriftChecks.IsNull() {
		data.Drift = tfkit.DriftChecks(m.DriftChecks.ValueString())
	}
	hand(data, resp)
}

// source tells of a value that does not stand in the block where it comes
// from: that is not where the diagnostic points.
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

// hand gives the data to all that is offered.
func hand(data *tfkit.Data, resp *provider.ConfigureResponse) {
	resp.ResourceData = data
	resp.DataSourceData = data
	resp.ActionData = data
	resp.EphemeralResourceData = data
	resp.ListResourceData = data
}

// unknown names the first attribute whose value is not known yet, "" when all
// are.
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

// variablePrefix begins the names of the environment variables; the rest is the
// attribute in capitals.
const variablePrefix = "ARMCLOUD_"

// client gives the client's configuration, from the block, else from the
// environment, else the default.
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

func (m model) engine(diags *diag.Diagnostics) engine.Options {
	options := engine.Options{
		BatchSize:       int(integerOr(m.BatchSize, 100)),
		PollInterval:    durationOr(m.PollInterval, time.Second),
		MaxPollInterval: durationOr(m.MaxPollInterval, 15*time.Second),
		OnlineTimeout:   durationOr(m.OnlineTimeout, 5*time.Minute),
		Report:          report,
	}
	// The default gives way to a longer poll_interval.
	if !m.MaxPollInterval.IsNull() && options.MaxPollInterval < options.PollInterval {
		diags.AddAttributeError(path.Root("max_poll_interval"), "Longest pause shorter than the first", fmt.Sprintf(
			"max_poll_interval is %s, but the first pause, poll_interval, is %s already.", options.MaxPollInterval, options.PollInterval))
	}
	return options
}

// key reads one of the two keys, which cannot be done without.
func key(block types.String, name, variable string, diags *diag.Diagnostics) string {
	if value := textOr(block, variable, ""); value != "" {
		return value
	}
	problem := fmt.Sprintf("No %s was given. Set %s in the provider block, or the environment variable %s; the ARMCloud console shows it under account information. "+
		"Without an account, `terraform-provider-armcloud simulate` runs a simulated one.", name, name, variable)
	if !block.IsNull() {
		problem = fmt.Sprintf("The %s in the provider block is empty. Give it a value, or leave it out and set the environment variable %s.", name, variable)
	}
	diags.AddAttributeError(path.Root(name), "Missing ARMCloud "+name, problem)
	return ""
}

// textOr gives the block's value when it is there, else the variable's, else
// the default.
func textOr(block types.String, variable, fallback string) string {
	if !block.IsNull() {
		return block.ValueString()
	}
	if value := os.Getenv(variable); value != "" {
		return value
	}
	return fallback
}

func readOnly(block types.Bool, diags *diag.Diagnostics) bool {
	if !block.IsNull() {
		return block.ValueBool()
	}
	value := os.Getenv("ARMCLOUD_READ_ONLY")
	if value == "" {
		return false
	}
	yes, err := strconv.ParseBool(value)
	if err != nil {
		diags.AddAttributeError(path.Root("read_only"), "Unusable environment variable",
			fmt.Sprintf("ARMCLOUD_READ_ONLY is %q. Set it to true or false.", value))
	}
	return yes
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

// durationOr reads a duration that the schema has checked.
func durationOr(block types.String, fallback time.Duration) time.Duration {
	if d, err := time.ParseDuration(block.ValueString()); err == nil && !block.IsNull() {
		return d
	}
	return fallback
}
