package instance

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// settingTimeout is how long one operation on one phone may take unless the
// configuration says otherwise.
const settingTimeout = 10 * time.Minute

// restartTimeout is the same where the phone restarts, resets or gets another
// image: phones take up to half an hour to come back.
const restartTimeout = 45 * time.Minute

// phoneTimeouts describes the timeouts of a resource with these attributes;
// composite: it is armcloud_instance.
func timeoutOptions(attributes map[string]schema.Attribute, composite bool) timeouts.Opts {
	limits := timeouts.Opts{
		Create: true, Read: true, Update: true, Delete: true,
		CreateDescription: "Time for adopting the phone and sending its settings. Default `10m`.",
		ReadDescription:   "Time for a refresh. Default `10m`.",
		UpdateDescription: "Time for changing settings. Default `10m`.",
		DeleteDescription: "Time for taking settings back. Default `10m`.",
	}
	switch _, image := attributes["image_id"]; {
	case composite:
		limits.CreateDescription = "Time for adopting the phone and sending its settings. Default `10m`; `45m` with an `image`, or with a setting that asks for a restart."
		limits.UpdateDescription = "Time for changing settings. Default `10m`; `45m` for a change of `image`, of `restart_triggers`, or of a setting that asks for a restart."
		limits.DeleteDescription = "Time for taking settings back. Default `10m`; `45m` for a reset."
	case image:
		limits.CreateDescription = "Time for adopting the phone and putting the image on. Default `45m`."
		limits.UpdateDescription = "Time for putting another image on. Default `45m`."
	case attributes["restart"] != nil:
		limits.CreateDescription = "Time for adopting the phone and sending its settings. Default `10m`; `45m` with `restart`."
		limits.UpdateDescription = "Time for changing settings. Default `10m`; `45m` with `restart`."
	}
	return limits
}

// usualTimeout is how long it may take to bring the phone from what state says
// to what plan says, unless the configuration says otherwise. state is nil in
// a create.
func (r *instanceResource) usualTimeout(ctx context.Context, plan, state tfkit.Reader) (time.Duration, diag.Diagnostics) {
	var diags diag.Diagnostics
	resends := false
	if state != nil {
		for name, restarts := range map[string]bool{ownership.Triggers: false, ownership.RestartTriggers: true} {
			if restarts && r.layout.own {
				continue
			}
			planned, more := tfkit.GetMap(ctx, plan, name)
			diags.Append(more...)
			held, more := tfkit.GetMap(ctx, state, name)
			diags.Append(more...)
			changed := !planned.Equal(held)
			if changed && restarts {
				return restartTimeout, diags
			}
			resends = resends || changed
		}
	}
	for _, at := range r.layout.attributes {
		planned, more := r.layout.get(ctx, plan, at)
		diags.Append(more...)
		want, _ := at.Split(planned, nil)
		var has setting.Values
		if state != nil {
			has, more = r.held(ctx, state, at)
			diags.Append(more...)
		}
		for name, w := range want {
			if takesLong(w) && (resends || converge.Canonical(w.Value) != converge.Canonical(has[name].Value)) {
				return restartTimeout, diags
			}
		}
	}
	return settingTimeout, diags
}

// takesLong tells whether the phone is out of service while a setting is set.
func takesLong(w converge.Desired) bool {
	return w.Setting.Restarts(w.Value) || slices.ContainsFunc(w.Setting.Set(w.Value, false), func(q converge.Request) bool {
		return q.Operation.Wait == armcloud.WaitRunning
	})
}
