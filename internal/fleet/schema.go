package fleet

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const (
	phonesName   = "phones"
	profilesName = "profiles"

	overridesName       = "overrides"
	passwordsName       = "proxy_passwords"
	passwordsWOName     = "proxy_passwords_wo"
	passwordVersionName = "proxy_passwords_wo_version"
)

// Schema returns the schema of armcloud_fleet. phones is a map of strings,
// because Terraform is much slower with sets and nested objects, and a fleet
// can have thousands of instances.
func (r *fleetResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	profile := make(map[string]schema.Attribute)
	for _, s := range setting.All() {
		profile[s.Name()] = s.ProfileAttribute()
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Manages the settings, apps and files of many cloud phones (instances). Each instance has one of a few profiles.\n\n" +
			"Instances converge independently: one that fails does not stop the others. Equal changes to many instances share requests.",
		Attributes: map[string]schema.Attribute{
			phonesName: schema.MapAttribute{
				MarkdownDescription: "Name of each instance's profile, by pad code.\n\n" +
					"In the state, an instance that failed or drifted has the reason in place of its profile, so that the plan shows why it changes.",
				ElementType: types.StringType,
				Required:    true,
				Validators:  []validator.Map{mapvalidator.KeysAre(tfkit.PadCodeSyntax)},
			},
			profilesName: schema.MapNestedAttribute{
				MarkdownDescription: "Settings of each profile, by profile name. Only settings in the profile are managed on its instances.",
				Required:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: profile},
			},
			overridesName: schema.MapAttribute{
				MarkdownDescription: "Settings of single instances, by pad code: `jsonencode` of an object in the shape of a profile.\n\n" +
					"A setting given here replaces that of the instance's profile as a whole, also `apps`, `files` and `properties`. `null` takes it away for that instance. " +
					"Names that do not exist are errors, numbers must not be strings, and passwords go into `proxy_passwords` or `proxy_passwords_wo`.",
				ElementType: types.StringType,
				Optional:    true,
			},
			passwordsName: schema.MapAttribute{
				MarkdownDescription: "Proxy passwords of single instances by pad code, which are stored in the state. Prefer `proxy_passwords_wo`.\n\n" +
					"The instances must have a proxy with a user name. These passwords take precedence over the one of the profile.",
				ElementType: types.StringType,
				Optional:    true,
				Sensitive:   true,
			},
			passwordsWOName: schema.MapAttribute{
				MarkdownDescription: "Proxy passwords of single instances by pad code, which are stored neither in the plan nor in the state. " +
					"Requires Terraform 1.11 or OpenTofu 1.11.\n\n" +
					"The instances must have a proxy with a user name. These passwords take precedence over the one of the profile. Conflicts with `proxy_passwords`.",
				ElementType: types.StringType,
				Optional:    true,
				Sensitive:   true,
				WriteOnly:   true,
			},
			passwordVersionName: schema.Int64Attribute{
				MarkdownDescription: "Version of `proxy_passwords_wo`. Changing it sends all of them again. " +
					"If unset, the provider increments it when passwords differ from those sent last, and sends only these.",
				Optional: true,
				Computed: true,
			},
			ownership.OnRelease:       ownership.ReleaseOfFleet(),
			ownership.Triggers:        ownership.TriggersAttribute("every instance"),
			ownership.RestartTriggers: ownership.RestartTriggersAttribute("every instance"),
			rolloutName:               rolloutAttribute(),
			ownership.Offline:         ownership.OfflineAttribute("an instance"),
			ownership.Skipped: schema.MapAttribute{
				MarkdownDescription: "Why instances were skipped, by pad code. Empty if none was. " +
					"While there are any, the plan is not empty; the next apply sends them what they lack.",
				ElementType:   types.StringType,
				Computed:      true,
				PlanModifiers: []planmodifier.Map{keepSkipped{}},
			},
			"timeouts": tfkit.TimeoutsAttribute(ctx, timeouts.Opts{
				Create: true, Read: true, Update: true, Delete: true,
				CreateDescription: "Time for applying the profiles to all instances. Default `2h`.",
				ReadDescription:   "Time for a refresh. Default `10m`.",
				UpdateDescription: "Time for applying changes to the fleet. Default `2h`.",
				DeleteDescription: "Time for releasing all instances. Default `2h`.",
			}),
		},
	}
}
