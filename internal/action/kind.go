package action

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// kind describes an action.
type kind struct {
	// name is the type name without the prefix.
	name string
	// description is the Markdown description: a sentence, then paragraphs.
	description string
	operation   *armcloud.Operation
	// doing and done are the words of the progress: "restarting: 4 of 5 running".
	doing, done string
	effect      effect
	// needs is the state in which an instance takes the action.
	needs need
	// parameters are the attributes that are fields of the request.
	parameters []parameter
	// attributes are further attributes, which validate checks and requests reads.
	attributes map[string]schema.Attribute
	validate   func(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics)
	// requests returns the parameters of each request to an instance, in order, for
	// the API level. If it is nil, there is one request with the parameters.
	requests func(ctx context.Context, config tfkit.Reader, diags *diag.Diagnostics) func(current bool) []json.RawMessage
	// shows is true if the results of the tasks are shown.
	shows bool
	// devices is true if the targets are devices.
	devices bool
}

// effect is what an action does to the settings of an instance.
type effect int

const (
	nothing effect = iota
	restarts
	erases
)

// need is the state in which an instance takes an action. Nothing is sent to an instance
// in another state: a task cannot be canceled and would run later.
type need int

const (
	// running is the state in which an instance takes settings.
	running need = iota
	// connected is running or abnormal: a restart or reset repairs an abnormal instance.
	connected
	// anyState is for requests without a task.
	anyState
)

// timeout returns the default of the attribute timeout.
func (k kind) timeout() time.Duration {
	if k.effect == nothing {
		return converge.SettingTimeout
	}
	return converge.RestartTimeout
}

// targets returns the name of the attribute with the targets.
func (k kind) targets() string {
	if k.devices {
		return "device_ips"
	}
	return "pad_codes"
}
