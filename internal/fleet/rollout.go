package fleet

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// rolloutConfig is the attribute rollout.
type rolloutConfig struct {
	attributes map[string]attr.Value
	// known is false if any part is unknown, as in a plan.
	known bool
}

// readRollout reads rollout from a plan or a configuration, nil if there is none.
func readRollout(ctx context.Context, from tfkit.Reader) (*rolloutConfig, diag.Diagnostics) {
	var object types.Object
	diags := from.GetAttribute(ctx, path.Root(rolloutName), &object)
	if diags.HasError() || object.IsNull() {
		return nil, diags
	}
	c := &rolloutConfig{attributes: object.Attributes(), known: !object.IsUnknown()}
	for _, value := range c.attributes {
		c.known = c.known && !hasUnknown(value)
	}
	return c, diags
}

// hasUnknown reports whether a value, or an element of a list, is unknown.
func hasUnknown(value attr.Value) bool {
	list, isList := value.(types.List)
	return value.IsUnknown() || isList && slices.ContainsFunc(list.Elements(), attr.Value.IsUnknown)
}

// text returns an attribute that is a string, and whether it is set and known.
func (c *rolloutConfig) text(name string) (string, bool) {
	value, _ := c.attributes[name].(types.String)
	return value.ValueString(), !value.IsNull() && !value.IsUnknown()
}

// canary returns how many canaries there are.
func (c *rolloutConfig) canary() int64 { return int64Of(c.attributes[canaryName]).ValueInt64() }

// canaryCodes returns the canaries by name, as far as they are known.
func (c *rolloutConfig) canaryCodes() []string {
	list, _ := c.attributes[canaryCodesName].(types.List)
	var codes []string
	for _, value := range list.Elements() {
		if code := textOf(value); code != "" {
			codes = append(codes, code)
		}
	}
	return codes
}

// limits returns the rollout of a fleet of so many instances. The attributes are known
// and valid.
func (c *rolloutConfig) limits(size int) (converge.Rollout, error) {
	limits := converge.Rollout{MaxUnavailable: converge.NoLimit, MaxFailures: converge.NoLimit,
		Canary: int(min(c.canary(), int64(size))), CanaryPadCodes: c.canaryCodes()}
	for _, a := range []struct {
		name  string
		least int
		into  *int
	}{{maxUnavailableName, 1, &limits.MaxUnavailable}, {maxFailuresName, 0, &limits.MaxFailures}} {
		text, set := c.text(a.name)
		if !set {
			continue
		}
		amount, err := parseAmount(text, a.least)
		if err != nil {
			return limits, fmt.Errorf("rollout.%s: %w", a.name, err)
		}
		*a.into = amount.of(size, a.least)
	}
	if text, set := c.text(pauseName); set {
		pause, err := time.ParseDuration(text)
		if err != nil {
			return limits, fmt.Errorf("rollout.%s: %w", pauseName, err)
		}
		limits.Pause = pause
	}
	return limits, nil
}

// checkCanaries checks that the canaries are instances of the fleet with these phones.
func checkCanaries[V any](c *rolloutConfig, phones map[string]V) diag.Diagnostics {
	var diags diag.Diagnostics
	at := path.Root(rolloutName)
	if canary := c.canary(); canary > int64(len(phones)) {
		diags.AddAttributeError(at.AtName(canaryName), "More canaries than instances",
			fmt.Sprintf("canary is %d, but phones has only %d instances.", canary, len(phones)))
	}
	missing := map[string]bool{}
	for _, code := range c.canaryCodes() {
		if _, has := phones[code]; !has {
			missing[code] = true
		}
	}
	if len(missing) > 0 {
		diags.AddAttributeError(at.AtName(canaryCodesName), "Canary not in phones", fmt.Sprintf(
			"canary_pad_codes names instances that are not in phones: %s. Add them to phones, or remove them here.", abbreviate(slices.Collect(maps.Keys(missing)))))
	}
	return diags
}

// checkRollout checks rollout in a configuration.
func checkRollout(ctx context.Context, config tfkit.Reader, phones types.Map) diag.Diagnostics {
	c, diags := readRollout(ctx, config)
	if c == nil || diags.HasError() || phones.IsUnknown() {
		return diags
	}
	return append(diags, checkCanaries(c, phones.Elements())...)
}
