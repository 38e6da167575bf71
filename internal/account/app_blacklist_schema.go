package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Schema is the schema of armcloud_app_blacklist.
func (r *appBlacklist) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages the list of forbidden apps of a specification, and the cloud phones (instances) that enforce it.\n\n" +
			"An instance enforces the list as it was when the provider last applied it to the instance. Changing `apps` applies the list to all instances again. " +
			"Changing `pad_codes` applies it only to instances that were added.",
		Attributes: map[string]schema.Attribute{
			padGradeName: schema.StringAttribute{
				MarkdownDescription: "Specification of the instances, for example `m2-3`. Changing it replaces the resource.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"apps": schema.MapAttribute{
				MarkdownDescription: "Names of the forbidden apps, by package name. This is the complete list: apps that you remove from it are allowed again.",
				ElementType:         types.StringType,
				Required:            true,
				Validators: []validator.Map{
					mapvalidator.KeysAre(tfkit.PackageNameSyntax),
					mapvalidator.NoNullValues(),
					mapvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1)),
				},
			},
			padCodesName: schema.ListAttribute{
				MarkdownDescription: "Pad codes of the instances that enforce the list. They must have the specification `pad_grade`. " +
					"If unset, all instances of the specification enforce it, including those that are added later. " +
					"If empty, none does. " +
					"An instance that you remove keeps enforcing the list, because ARMCloud cannot lift it from a single instance.",
				ElementType:   types.StringType,
				Optional:      true,
				PlanModifiers: []planmodifier.List{useStateOrder{}},
				Validators:    []validator.List{listvalidator.NoNullValues(), listvalidator.ValueStringsAre(tfkit.PadCodeSyntax), tfkit.Distinct{}},
			},
			enforcementName: schema.StringAttribute{
				MarkdownDescription: "`complete`, or which instances do not enforce the current list. While it is not `complete`, the plan is not empty, and the next apply applies the list to those instances.",
				Computed:            true,
			},
			ownership.Triggers: schema.MapAttribute{
				MarkdownDescription: "Arbitrary values that, when changed, send the list and apply it to all instances again. " +
					"Use this if the list was changed elsewhere, or after a factory reset of an instance.",
				ElementType: types.StringType,
				Optional:    true,
			},
			"timeouts": defaultTimeouts(ctx, "sending the list and applying it to the instances", "changing the list and applying it to the instances",
				"emptying the list and applying it to the instances"),
		},
	}
}

// appBlacklistModel is the configuration and state of armcloud_app_blacklist.
type appBlacklistModel struct {
	PadGrade    types.String   `tfsdk:"pad_grade"`
	Apps        types.Map      `tfsdk:"apps"`
	PadCodes    types.List     `tfsdk:"pad_codes"`
	Enforcement types.String   `tfsdk:"enforcement"`
	Triggers    types.Map      `tfsdk:"triggers"`
	Timeouts    timeouts.Value `tfsdk:"timeouts"`
}

// desired returns what the plan asks for. All values must be known.
func (m appBlacklistModel) desired(ctx context.Context) (desiredBlacklist, diag.Diagnostics) {
	desired := desiredBlacklist{grade: m.PadGrade.ValueString(), wholeGrade: m.PadCodes.IsNull()}
	diags := m.Apps.ElementsAs(ctx, &desired.apps, false)
	diags.Append(m.PadCodes.ElementsAs(ctx, &desired.padCodes, false)...)
	return desired, diags
}

// desiredBlacklist is a list and the instances that should enforce it.
type desiredBlacklist struct {
	grade string
	// apps are the names of the apps by package name.
	apps map[string]string
	// padCodes are the instances; ignored if wholeGrade is set.
	padCodes []string
	// wholeGrade: every instance of the grade.
	wholeGrade bool
}

// instances returns the pad codes of the instances that should enforce the list.
func (d desiredBlacklist) instances(ctx context.Context, e *engine.Engine) ([]string, error) {
	if !d.wholeGrade {
		return d.padCodes, nil
	}
	infos, err := e.AllInfos(ctx)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, info := range infos {
		if info.PadGrade == d.grade {
			codes = append(codes, info.PadCode)
		}
	}
	return codes, nil
}
