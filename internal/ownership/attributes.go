package ownership

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const (
	OnRelease       = "on_release"
	Triggers        = "triggers"
	RestartTriggers = "restart_triggers"

	ReleaseUndo  = "undo"
	ReleaseKeep  = "keep"
	ReleaseReset = "reset"
)

func ReleaseAttribute(releases ...string) schema.Attribute {
	text := "What happens to settings that leave the configuration or are destroyed: `undo` (default) takes back what the API can take back, " +
		"`keep` leaves them on the phone."
	if slices.Contains(releases, ReleaseReset) {
		text += " `reset` resets the phone to its factory state when the resource is destroyed, which erases everything on it; until then it is like `undo`."
	}
	return schema.StringAttribute{
		MarkdownDescription: text,
		Optional:            true,
		Validators:          []validator.String{stringvalidator.OneOf(releases...)},
	}
}

func TriggersAttribute(of string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Any values; when they change, every managed setting of " + of + " is sent again. " +
			"Use it for settings that the API does not show, for example after a factory reset.",
		ElementType: types.StringType,
		Optional:    true,
	}
}

func RestartTriggersAttribute(of string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Any values; when they change, " + of + " is restarted after its settings. Creating the resource restarts nothing.",
		ElementType:         types.StringType,
		Optional:            true,
	}
}
