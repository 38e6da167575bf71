package fleet

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const (
	phonesName   = "phones"
	profilesName = "profiles"
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
			ownership.OnRelease:       ownership.ReleaseAttribute(ownership.ReleaseUndo, ownership.ReleaseKeep),
			ownership.Triggers:        ownership.TriggersAttribute("every instance"),
			ownership.RestartTriggers: ownership.RestartTriggersAttribute("every instance"),
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
