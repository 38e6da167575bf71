package ownership

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Names and values of the attributes that the resources of instances share.
const (
	OnRelease       = "on_release"
	Triggers        = "triggers"
	RestartTriggers = "restart_triggers"
	Offline         = "offline"
	Skipped         = "skipped"

	ReleaseUndo  = "undo"
	ReleaseKeep  = "keep"
	ReleaseReset = "reset"

	OfflineFail = "fail"
	OfflineSkip = "skip"
)

// OfflineReason is the reason in skipped.
const OfflineReason = "offline"

// undoOfMany describes undo for a resource with many settings.
const undoOfMany = "`undo` removes bandwidth limits, disables the proxy and ADB, and uninstalls apps. " +
	"The API cannot undo the other settings: they stay on the instance, and the plan warns. "

// ReleaseOfInstance describes on_release of a resource with all settings of an
// instance.
func ReleaseOfInstance() schema.Attribute {
	return releaseAttribute("What to do with settings that leave the configuration, and when the resource is destroyed: `undo` (default), `keep` or `reset`.\n\n"+
		undoOfMany+"`keep` sends nothing. "+
		"`reset` resets the instance to its factory state when the resource is destroyed, which erases all data on it; before that, it acts like `undo`.",
		ReleaseUndo, ReleaseKeep, ReleaseReset)
}

// ReleaseOfFleet describes on_release of a fleet.
func ReleaseOfFleet() schema.Attribute {
	return releaseAttribute("What to do with settings that leave a profile, and with instances that leave the fleet: `undo` (default) or `keep`.\n\n"+
		undoOfMany+"`keep` sends nothing.", ReleaseUndo, ReleaseKeep)
}

// ReleaseOfSetting describes on_release of a resource with one setting. undone says
// what the undo does, as a clause, or is "" if the API cannot undo the setting.
func ReleaseOfSetting(undone string) schema.Attribute {
	text := "What to do when the resource is destroyed: `undo` (default) or `keep`. With `undo`, " + undone + ". `keep` sends nothing."
	if undone == "" {
		text = "Whether the plan warns when the resource is destroyed: `undo` (default) or `keep`. Neither sends anything, because the API cannot undo this setting. " +
			"With `undo`, the plan warns that it stays on the instance; `keep` confirms that."
	}
	return releaseAttribute(text, ReleaseUndo, ReleaseKeep)
}

func releaseAttribute(text string, releases ...string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: text,
		Optional:            true,
		Validators:          []validator.String{stringvalidator.OneOf(releases...)},
	}
}

// TriggersAttribute describes triggers; of names what is sent again, such as "the
// instance".
func TriggersAttribute(of string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Arbitrary values that, when changed, send every managed setting of " + of + " again. " +
			"Use this for settings that the API does not show, for example after a factory reset.",
		ElementType: types.StringType,
		Optional:    true,
	}
}

// RestartTriggersAttribute describes restart_triggers; of names what is restarted.
func RestartTriggersAttribute(of string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Arbitrary values that, when changed, restart " + of + " after its settings are sent. Creating the resource restarts nothing.",
		ElementType:         types.StringType,
		Optional:            true,
	}
}

// OfflineAttribute describes offline; of names the instances, such as "an instance".
func OfflineAttribute(of string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "What to do if " + of + " does not run within `online_timeout`: `fail` (default) or `skip`. " +
			"`fail` ends the apply with an error; `skip` sends nothing, warns, and leaves the change to the next apply. A destroy never skips.",
		Optional:   true,
		Validators: []validator.String{stringvalidator.OneOf(OfflineFail, OfflineSkip)},
	}
}

// MaySkip reports whether an apply of a plan may skip instances that do not run.
func MaySkip(ctx context.Context, plan tfkit.Reader) (bool, diag.Diagnostics) {
	var offline types.String
	diags := plan.GetAttribute(ctx, path.Root(Offline), &offline)
	return offline.IsUnknown() || offline.ValueString() == OfflineSkip, diags
}

// TriggersText returns triggers as a text that is equal for equal maps, "" if there
// are none.
func TriggersText(ctx context.Context, from tfkit.Reader) (string, diag.Diagnostics) {
	triggers, diags := tfkit.GetMap(ctx, from, Triggers)
	if len(triggers.Elements()) == 0 {
		return "", diags
	}
	return triggers.String(), diags
}

// TriggersChanged reports whether a map of triggers differs between plan and state.
// An empty map instead of none is no change.
func TriggersChanged(ctx context.Context, plan, state tfkit.Reader, name string) (bool, diag.Diagnostics) {
	planned, diags := tfkit.GetMap(ctx, plan, name)
	current, more := tfkit.GetMap(ctx, state, name)
	diags.Append(more...)
	return !planned.Equal(current) && len(planned.Elements())+len(current.Elements()) > 0, diags
}
