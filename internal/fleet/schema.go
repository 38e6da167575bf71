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
		MarkdownDescription: "Manages the settings, apps and files of many cloud phones (instances) as one resource.\n\n" +
			"Each instance has a profile, a set of settings that it shares with other instances. Instances are configured independently, so one that fails does not stop the others. " +
			"Equal changes to many instances share requests.",
		Attributes: map[string]schema.Attribute{
			phonesName: schema.MapAttribute{
				MarkdownDescription: "Instances of the fleet: the name of each instance's profile, by pad code. Instances that you remove are released, as `on_release` says.\n\n" +
					"In the state, the value of an instance that failed or drifted is the reason, so that the plan shows why it changes.",
				ElementType: types.StringType,
				Required:    true,
				Validators:  []validator.Map{mapvalidator.KeysAre(tfkit.PadCodeSyntax)},
			},
			profilesName: schema.MapNestedAttribute{
				MarkdownDescription: "Profiles by name. Only the settings in a profile are managed on its instances.",
				Required:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: profile},
			},
			overridesName: schema.MapAttribute{
				MarkdownDescription: "Settings that differ for single instances, by pad code. Each value is the `jsonencode` of an object with the attributes of a profile.\n\n" +
					"A setting in an override replaces the whole setting of the profile, including `apps`, `files` and `properties`. `null` removes the setting for that instance. " +
					"Unknown names are errors, numbers must not be strings, and passwords belong in `proxy_passwords_wo` or `proxy_passwords`.",
				ElementType: types.StringType,
				Optional:    true,
			},
			passwordsName: schema.MapAttribute{
				MarkdownDescription: "Proxy passwords of single instances, by pad code. They are stored in the state, so prefer `proxy_passwords_wo`.\n\n" +
					"The proxy of each instance must have a user name. These passwords take precedence over that of the profile. Conflicts with `proxy_passwords_wo`.",
				ElementType: types.StringType,
				Optional:    true,
				Sensitive:   true,
			},
			passwordsWOName: schema.MapAttribute{
				MarkdownDescription: "Proxy passwords of single instances, by pad code. They are stored neither in the plan nor in the state. " +
					"Requires Terraform 1.11 or OpenTofu 1.11.\n\n" +
					"The proxy of each instance must have a user name. These passwords take precedence over that of the profile. Conflicts with `proxy_passwords`.",
				ElementType: types.StringType,
				Optional:    true,
				Sensitive:   true,
				WriteOnly:   true,
			},
			passwordVersionName: schema.Int64Attribute{
				MarkdownDescription: "Version of `proxy_passwords_wo`. Changing it sends all these passwords again. " +
					"If unset, the provider increments it when passwords differ from those sent last, and sends only the changed ones.",
				Optional: true,
				Computed: true,
			},
			ownership.OnRelease:       ownership.ReleaseOfFleet(),
			ownership.Triggers:        ownership.TriggersAttribute("every managed setting of every instance"),
			ownership.RestartTriggers: ownership.RestartTriggersAttribute("every instance"),
			rolloutName:               rolloutAttribute(),
			ownership.Offline:         ownership.OfflineAttribute("an instance"),
			ownership.Skipped: schema.MapAttribute{
				MarkdownDescription: "Why instances were skipped, by pad code, for example `offline`. Empty if none was skipped. " +
					"While it is not empty, neither is the plan, and the next apply sends what is missing.",
				ElementType:   types.StringType,
				Computed:      true,
				PlanModifiers: []planmodifier.Map{ownership.KeepSkipped{}},
			},
			"timeouts": tfkit.TimeoutsAttribute(ctx, timeouts.Opts{
				Create: true, Read: true, Update: true, Delete: true,
				CreateDescription: "Time for applying the profiles to all instances. Default `2h`.",
				ReadDescription:   "Time for a refresh. Default `10m`.",
				UpdateDescription: "Time for applying changes to the fleet. Default `2h`.",
				DeleteDescription: "Time for destroying the fleet. Default `2h`.",
			}),
		},
	}
}
