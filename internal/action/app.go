package action

import (
	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// NewAppStart returns armcloud_instance_app_start.
func NewAppStart() action.Action {
	return newAction(kind{
		name: "instance_app_start", operation: armcloud.StartApp, doing: "starting the app", done: "done",
		description: "Starts an app on cloud phones.", parameters: packageName(),
	})
}

// NewAppStop returns armcloud_instance_app_stop.
func NewAppStop() action.Action {
	return newAction(kind{
		name: "instance_app_stop", operation: armcloud.StopApp, doing: "stopping the app", done: "done",
		description: "Stops an app on cloud phones.", parameters: packageName(),
	})
}

// NewAppRestart returns armcloud_instance_app_restart.
func NewAppRestart() action.Action {
	return newAction(kind{
		name: "instance_app_restart", operation: armcloud.RestartApp, doing: "restarting the app", done: "done",
		description: "Restarts an app on cloud phones.", parameters: packageName(),
	})
}
