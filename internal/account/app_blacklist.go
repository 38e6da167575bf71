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

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// appBlacklist is armcloud_app_blacklist: the apps that phones of one grade
// must not have, and the phones that enforce it.
type appBlacklist struct {
	accountResource
}

const (
	padGradeName    = "pad_grade"
	padCodesName    = "pad_codes"
	enforcementName = "enforcement"
)

// NewAppBlacklist makes armcloud_app_blacklist.
func NewAppBlacklist() resource.Resource {
	return &appBlacklist{accountResource{
		Resource: tfkit.Resource{Name: "app_blacklist"},
		keys:     []key{{name: padGradeName, description: "Specification of the phones, for example m2-3."}},
		example:  "m2-3",
	}}
}

// Schema describes armcloud_app_blacklist.
func (r *appBlacklist) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Apps that the phones of one specification must not have: the list, and the phones that enforce it. ARMCloud shows neither, so a " +
			"change that somebody makes elsewhere stays unseen, and after an import the first apply sends everything. A phone enforces the list as it was when the phone was " +
			"told; a change of `apps` is told to every phone, a change of `pad_codes` to the new ones alone. " +
			"Destroying the resource empties the list and tells the phones, where ARMCloud takes an empty list; otherwise list and phones stay as they are, with a warning.",
		Attributes: map[string]schema.Attribute{
			padGradeName: schema.StringAttribute{
				MarkdownDescription: "Specification of the phones, for example `m2-3`. Another one replaces the resource.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"apps": schema.MapAttribute{
				MarkdownDescription: "Names of the apps by package name. This is the whole list: what it does not have is allowed again.",
				ElementType:         types.StringType,
				Required:            true,
				Validators: []validator.Map{
					mapvalidator.KeysAre(tfkit.PackageNameSyntax),
					mapvalidator.NoNullValues(),
					mapvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1)),
				},
			},
			padCodesName: schema.ListAttribute{
				MarkdownDescription: "Codes of the phones that enforce the list; they must be of the specification. Left out: every phone of the specification, and each refresh looks " +
					"for phones that have come since. Empty: no phone. A phone that leaves goes on enforcing what it was told last; ARMCloud cannot take that back from one phone.",
				ElementType: types.StringType,
				Optional:    true,
				Validators:  []validator.List{listvalidator.NoNullValues(), listvalidator.ValueStringsAre(tfkit.PadCodeSyntax), distinct{}},
			},
			enforcementName: schema.StringAttribute{
				MarkdownDescription: "`complete`, or the phones that have not been told yet, which the next apply tells.",
				Computed:            true,
			},
			"timeouts": usualTimeouts(ctx, "setting up the list and telling the phones", "changing the list and telling the phones", "emptying the list and telling the phones"),
		},
	}
}

type appBlacklistModel struct {
	PadGrade    types.String   `tfsdk:"pad_grade"`
	Apps        types.Map      `tfsdk:"apps"`
	PadCodes    types.List     `tfsdk:"pad_codes"`
	Enforcement types.String   `tfsdk:"enforcement"`
	Timeouts    timeouts.Value `tfsdk:"timeouts"`
}

// toAPI gives what the list and its phones should be; everything is known by
// then.
func (m appBlacklistModel) toAPI(ctx context.Context) (blacklistWish, diag.Diagnostics) {
	wish := blacklistWish{grade: m.PadGrade.ValueString(), everywhere: m.PadCodes.IsNull()}
	diags := m.Apps.ElementsAs(ctx, &wish.apps, false)
	diags.Append(m.PadCodes.ElementsAs(ctx, &wish.named, false)...)
	return wish, diags
}
