package action

import (
	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// NewStopStream returns armcloud_instance_stop_stream.
func NewStopStream() action.Action {
	return newAction(kind{
		name: "instance_stop_stream", operation: armcloud.DissolveRoom, doing: "stopping streams", done: "stopped", needs: anyState,
		description: "Stops the video streams of cloud phones and disconnects their viewers.",
	})
}
