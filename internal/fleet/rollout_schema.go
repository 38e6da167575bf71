package fleet

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Names of rollout and its attributes.
const (
	rolloutName = "rollout"

	maxUnavailableName = "max_unavailable"
	canaryName         = "canary"
	canaryCodesName    = "canary_pad_codes"
	maxFailuresName    = "max_failures"
	pauseName          = "pause"
)

// rolloutAttribute describes rollout.
func rolloutAttribute() schema.Attribute {
	canary := path.MatchRoot(rolloutName).AtName(canaryName)
	return schema.SingleNestedAttribute{
		MarkdownDescription: "Changes the instances in waves, canaries first, and stops if too many fail. If unset, all instances change at once.\n\n" +
			"A wave starts when all instances of the previous wave are done. Instances that the rollout did not reach stay as they are, and `phones` says why, " +
			"for example `waiting: rollout stopped after 21 failures`. The next apply continues with them.",
		Optional: true,
		Attributes: map[string]schema.Attribute{
			maxUnavailableName: schema.StringAttribute{
				MarkdownDescription: "Maximum number of instances that are out of service at the same time: a number of at least 1, or a percentage of the fleet such as `10%`, rounded up. Default: all instances.\n\n" +
					"Image changes and restarts take an instance out of service. Instances with other changes do not count.",
				Optional:   true,
				Validators: []validator.String{amountSyntax{least: 1}},
			},
			canaryName: schema.Int64Attribute{
				MarkdownDescription: "Number of instances that change before all others, as canaries. The others follow only if no canary fails. Default `0`.\n\n" +
					"The canaries are the first instances by pad code. If the apply takes instances out of service, they are chosen from those. Conflicts with `canary_pad_codes`.",
				Optional:   true,
				Validators: []validator.Int64{int64validator.AtLeast(0)},
			},
			canaryCodesName: schema.ListAttribute{
				MarkdownDescription: "Pad codes of the instances that change before all others, as canaries. The others follow only if no canary fails.\n\n" +
					"Instances that have nothing to change are ignored. Conflicts with `canary`.",
				ElementType: types.StringType,
				Optional:    true,
				Validators: []validator.List{listvalidator.NoNullValues(), tfkit.Distinct{},
					listvalidator.ValueStringsAre(tfkit.PadCodeSyntax), listvalidator.ConflictsWith(canary)},
			},
			maxFailuresName: schema.StringAttribute{
				MarkdownDescription: "Maximum number of instances that may fail: a number of at least 0, or a percentage of the fleet such as `5%`, rounded up. If more fail, the rollout stops, and no further instance is changed. " +
					"Default: no limit.",
				Optional:   true,
				Validators: []validator.String{amountSyntax{}},
			},
			pauseName: schema.StringAttribute{
				MarkdownDescription: "Pause between two waves, for example `10m`. Default: no pause.",
				Optional:            true,
				Validators:          []validator.String{tfkit.Duration{Zero: true}},
			},
		},
	}
}

// amount is a number of instances, or a percentage of a fleet.
type amount struct {
	number  int
	percent bool
}

var amountPattern = regexp.MustCompile(`^[0-9]+%?$`)

// parseAmount parses an amount that is at least some number, or some percentage.
func parseAmount(text string, least int) (amount, error) {
	wrong := fmt.Errorf("%q is neither a whole number from %d nor a percentage from %d%% to 100%%", text, least, least)
	if !amountPattern.MatchString(text) {
		return amount{}, wrong
	}
	digits, percent := strings.CutSuffix(text, "%")
	number, err := strconv.Atoi(digits)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return amount{}, fmt.Errorf("%q is too large", text)
	case err != nil, number < least, percent && number > 100:
		return amount{}, wrong
	}
	return amount{number, percent}, nil
}

// of returns the amount in a fleet of so many instances, at least some number.
func (a amount) of(size, least int) int {
	if !a.percent {
		return a.number
	}
	return max((a.number*size+99)/100, least)
}

// amountSyntax accepts amounts.
type amountSyntax struct{ least int }

// Description describes the validator.
func (a amountSyntax) Description(context.Context) string {
	return fmt.Sprintf("must be a whole number from %d, or a percentage from %d%% to 100%%", a.least, a.least)
}

// MarkdownDescription returns the Description.
func (a amountSyntax) MarkdownDescription(ctx context.Context) string { return a.Description(ctx) }

// ValidateString accepts null and unknown values.
func (a amountSyntax) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := parseAmount(req.ConfigValue.ValueString(), a.least); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid number of instances", fmt.Sprintf("%s: %s. Write a number such as 20, or a percentage such as \"10%%\".", req.Path, err))
	}
}
