package action

import (
	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// NewPowerCycle returns armcloud_device_power_cycle.
func NewPowerCycle() action.Action {
	return newAction(kind{
		name: "device_power_cycle", operation: armcloud.PowerReset, devices: true,
		doing: "power cycling", done: "instances running", effect: restarts, needs: anyState,
		description: "Power cycles devices (the physical boards of cloud phones) and waits until their instances run again.\n\n" +
			"All instances of a device restart, including those that Terraform does not manage. The API does not report the end of a power cycle, so the action waits until each instance " +
			"has stopped and runs again. It does not wait for instances that are switched off, nor for instances that were not running before, unless none of the device was.",
	})
}
