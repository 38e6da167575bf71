package action

import (
	"context"
	"fmt"
	"net/netip"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	countryCode  = regexp.MustCompile(`^[A-Z]{2}$`)
	packageNames = []validator.String{tfkit.PackageNameSyntax}
)

// targetsAttribute returns the attribute with the targets.
func (k kind) targetsAttribute() schema.Attribute {
	if k.devices {
		return schema.ListAttribute{
			MarkdownDescription: "IPv4 addresses of the devices, for example `172.31.4.124`. Use `device_ip` of `armcloud_instance` or of the data source `armcloud_instances`.",
			ElementType:         types.StringType, Required: true,
			Validators: []validator.List{targetList{"an IPv4 address such as 172.31.4.124", isIPv4}},
		}
	}
	return schema.ListAttribute{
		MarkdownDescription: "Pad codes of the instances, for example `AC32010000001`. Use at most 1,000, because Terraform needs seconds and a lot of memory to show longer lists.",
		ElementType:         types.StringType, Required: true,
		Validators: []validator.List{targetList{"a pad code such as AC32010000001: letters, digits, - and _", tfkit.PadCodePattern.MatchString}},
	}
}

func isIPv4(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && address.Is4()
}

// targetList requires a list of distinct targets. It checks them in one pass: the
// validators of the framework's module compare every pair.
type targetList struct {
	// syntax describes a target, after "must be".
	syntax string
	valid  func(string) bool
}

// Description describes the validator.
func (t targetList) Description(context.Context) string {
	return "must have at least one element, and each must be " + t.syntax + ", without duplicates"
}

// MarkdownDescription returns the Description.
func (t targetList) MarkdownDescription(ctx context.Context) string { return t.Description(ctx) }

// maxTargetErrors limits the errors about elements.
const maxTargetErrors = 5

// ValidateList accepts unknown values.
func (t targetList) ValidateList(ctx context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	elements := req.ConfigValue.Elements()
	if !req.ConfigValue.IsNull() && !req.ConfigValue.IsUnknown() && len(elements) == 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Empty list", fmt.Sprintf("%s must have at least one element.", req.Path))
	}
	for i, element := range elements {
		text, ok := element.(types.String)
		if !ok || text.IsUnknown() {
			continue
		}
		at := req.Path.AtListIndex(i)
		switch {
		case text.IsNull():
			resp.Diagnostics.AddAttributeError(at, "Null element", fmt.Sprintf("%s must not be null.", at))
		case !t.valid(text.ValueString()):
			resp.Diagnostics.AddAttributeError(at, "Invalid element", fmt.Sprintf("%q is not %s.", text.ValueString(), t.syntax))
		}
		if len(resp.Diagnostics) >= maxTargetErrors {
			return
		}
	}
	tfkit.Distinct{}.ValidateList(ctx, req, resp)
}
