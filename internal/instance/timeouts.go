package instance

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// settingTimeout is the default timeout of an operation.
const settingTimeout = 10 * time.Minute

// restartTimeout is the default timeout of an operation that restarts or resets
// the instance or changes its image. After that, an instance takes up to half an
// hour to run again.
const restartTimeout = 45 * time.Minute

// timeoutOptions describes the timeouts of a resource with these attributes.
// composite is true for armcloud_instance.
func timeoutOptions(attributes map[string]schema.Attribute, composite bool) timeouts.Opts {
	limits := timeouts.Opts{
		Create: true, Read: true, Update: true, Delete: true,
		CreateDescription: "Time for sending the setting. Default `10m`.",
		ReadDescription:   "Time for a refresh. Default `10m`.",
		UpdateDescription: "Time for changing the setting. Default `10m`.",
		DeleteDescription: "Time for destroying the resource. Default `10m`.",
	}
	switch _, image := attributes["image_id"]; {
	case composite:
		limits.CreateDescription = "Time for adopting the instance and sending its settings. Default `10m`, or `45m` with `image` or with a setting that restarts the instance."
		limits.UpdateDescription = "Time for changing settings. Default `10m`, or `45m` if `image`, `restart_triggers` or a setting that restarts the instance changes."
		limits.DeleteDescription = "Time for destroying the resource. Default `10m`, or `45m` with `on_release = \"reset\"`."
	case image:
		limits.CreateDescription = "Time for installing the image. Default `45m`."
		limits.UpdateDescription = "Time for installing another image. Default `45m`."
	case attributes["restart"] != nil:
		limits.CreateDescription = "Time for sending the setting. Default `10m`, or `45m` with `restart = true`."
		limits.UpdateDescription = "Time for changing the setting. Default `10m`, or `45m` with `restart = true`."
	}
	return limits
}

// lostWait returns how long changes of the instance whose responses were lost may still
// take effect. An operation waits for that before it sends anything else, so its default
// timeout begins afterwards.
func lostWait(h converge.Holding) time.Duration {
	until := h.UnansweredUntil()
	if h.Until.After(until) {
		until = h.Until
	}
	return max(0, time.Until(until))
}

// usualTimeout returns the default timeout of the change from state to plan.
// state is nil in Create.
func (r *instanceResource) usualTimeout(ctx context.Context, plan, state tfkit.Reader) (time.Duration, diag.Diagnostics) {
	var diags diag.Diagnostics
	resendAll := false
	if state != nil {
		for name, restarts := range map[string]bool{ownership.Triggers: false, ownership.RestartTriggers: true} {
			if restarts && r.layout.own {
				continue
			}
			changed, more := ownership.TriggersChanged(ctx, plan, state, name)
			diags.Append(more...)
			if changed && restarts {
				return restartTimeout, diags
			}
			resendAll = resendAll || changed
		}
	}
	for _, at := range r.layout.attributes {
		planned, more := r.layout.get(ctx, plan, at)
		diags.Append(more...)
		desired, _ := at.Split(planned, nil)
		var current setting.Values
		if state != nil {
			held, more := r.layout.get(ctx, state, at)
			diags.Append(more...)
			current, _ = at.Split(held, nil)
		}
		for name, d := range desired {
			if d.Interrupts() && (resendAll || converge.Canonical(d.Value) != converge.Canonical(current[name].Value)) {
				return restartTimeout, diags
			}
		}
	}
	return settingTimeout, diags
}
