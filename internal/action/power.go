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
		description: "Turns devices, the physical boards of cloud phones, off and on again, and waits until all their instances run again.\n\n" +
			"All instances of a device are restarted, also those that Terraform does not manage. The API has no query for the end of a power cycle, so the action waits until every instance " +
			"of the devices has stopped running and runs again. Instances that did not run before are waited for only if no instance of the device did, and instances that are switched off are not. The addresses are `device_ip` of `armcloud_instance` and of the data source `armcloud_instances`.",
	})
}
