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

// Schema describes armcloud_fleet. Phones are a map of strings because that
// is the cheapest shape that Terraform has.
func (r *fleetResource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	profile := make(map[string]schema.Attribute)
	for _, s := range setting.All() {
		profile[s.Name()] = s.ProfileAttribute()
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Many cloud phones under one resource, each with one of a few profiles. " +
			"Phones converge independently; equal changes share requests.",
		Attributes: map[string]schema.Attribute{
			phonesName: schema.MapAttribute{
				MarkdownDescription: "Profile name by pad code. In the state a phone that failed or drifted has the reason in place of its profile, so that the plan explains itself.",
				ElementType:         types.StringType,
				Required:            true,
				Validators:          []validator.Map{mapvalidator.KeysAre(tfkit.PadCodeSyntax)},
			},
			profilesName: schema.MapNestedAttribute{
				MarkdownDescription: "Settings by profile name. A setting left out of a profile is not managed on its phones.",
				Required:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: profile},
			},
			ownership.OnRelease:       ownership.ReleaseAttribute(ownership.ReleaseUndo, ownership.ReleaseKeep),
			ownership.Triggers:        ownership.TriggersAttribute("every instance"),
			ownership.RestartTriggers: ownership.RestartTriggersAttribute("every instance"),
			"timeouts": timeouts.Attributes(ctx, timeouts.Opts{
				Create: true, Read: true, Update: true, Delete: true,
				CreateDescription: "Time for bringing all phones to their profiles. Default `2h`.",
				ReadDescription:   "Time for a refresh. Default `10m`.",
				UpdateDescription: "Time for a change of the fleet. Default `2h`.",
				DeleteDescription: "Time for releasing all phones. Default `2h`.",
			}),
		},
	}
}
