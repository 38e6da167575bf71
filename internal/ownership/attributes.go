package ownership

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
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
	"The API cannot undo the other settings, so they stay on the instance and the plan warns. "

// lastApplied completes a description of on_release.
const lastApplied = " A destroy uses the value of the last apply, so apply a new value first."

// ReleaseOfInstance describes on_release of a resource with all settings of an
// instance.
func ReleaseOfInstance() schema.Attribute {
	return releaseAttribute("What to do with settings that you remove from the configuration, and when the resource is destroyed: `undo` (default), `keep` or `reset`.\n\n"+
		undoOfMany+"`keep` sends nothing. "+
		"`reset` resets the instance to its factory state when the resource is destroyed, which erases all its data. For settings that you remove, it acts like `undo`."+lastApplied,
		ReleaseUndo, ReleaseKeep, ReleaseReset)
}

// ReleaseOfFleet describes on_release of a fleet.
func ReleaseOfFleet() schema.Attribute {
	return releaseAttribute("What to do with settings that you remove from a profile, with instances that you remove from the fleet, and when the fleet is destroyed: `undo` (default) or `keep`.\n\n"+
		undoOfMany+"`keep` sends nothing."+lastApplied, ReleaseUndo, ReleaseKeep)
}

// ReleaseOfSetting describes on_release of a resource with one setting. undone says
// what the undo does, as a clause, or is "" if the API cannot undo the setting.
func ReleaseOfSetting(undone string) schema.Attribute {
	text := "What to do when the resource is destroyed: `undo` (default) or `keep`. With `undo`, " + undone + ". `keep` sends nothing."
	if undone == "" {
		text = "What to do when the resource is destroyed: `undo` (default) or `keep`. The API cannot undo this setting, so it stays on the instance in either case. " +
			"With `undo`, the plan warns about that; with `keep`, it does not."
	}
	return releaseAttribute(text+lastApplied, ReleaseUndo, ReleaseKeep)
}

func releaseAttribute(text string, releases ...string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: text,
		Optional:            true,
		Validators:          []validator.String{stringvalidator.OneOf(releases...)},
	}
}

// TriggersAttribute describes triggers; what names what is sent again, such as "the
// setting".
func TriggersAttribute(what string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Arbitrary values that, when changed, send " + what + " again. " +
			"Use this if an instance lost something that the API does not return, for example in a factory reset.",
		ElementType: types.StringType,
		Optional:    true,
	}
}

// RestartTriggersAttribute describes restart_triggers; of names what is restarted.
func RestartTriggersAttribute(of string) schema.Attribute {
	return schema.MapAttribute{
		MarkdownDescription: "Arbitrary values that, when changed, restart " + of + " after its settings are sent. Setting this when the resource is created restarts nothing.",
		ElementType:         types.StringType,
		Optional:            true,
	}
}

// OfflineAttribute describes offline; of names the instances, such as "an instance".
func OfflineAttribute(of string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "What to do if " + of + " is not running within `online_timeout` of the provider block: `fail` (default) or `skip`. " +
			"`fail` ends the apply with an error. `skip` sends nothing, warns, and leaves the change to the next apply. A destroy always fails if an instance that needs an undo is not running.",
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

// RepeatsPlanned reports whether a plan changes triggers, so that settings are sent
// again, and restart_triggers. A create changes neither.
func RepeatsPlanned(ctx context.Context, plan tfsdk.Plan, state tfsdk.State) (resend, restart bool, diags diag.Diagnostics) {
	if state.Raw.IsNull() {
		return false, false, nil
	}
	resend, diags = TriggersChanged(ctx, plan, state, Triggers)
	restart, more := TriggersChanged(ctx, plan, state, RestartTriggers)
	return resend, restart, append(diags, more...)
}
