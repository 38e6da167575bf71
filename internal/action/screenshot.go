package action

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// NewScreenshot returns armcloud_instance_screenshot.
func NewScreenshot() action.Action {
	return newAction(kind{
		name: "instance_screenshot", operation: armcloud.TakeScreenshot, doing: "taking screenshots", done: "done", shows: true,
		description: "Takes screenshots of cloud phones.\n\n" +
			"ARMCloud stores the pictures and sends them to the callback, if one is configured. If the API returns their addresses, those of the first 20 instances are shown as progress.",
		parameters: []parameter{
			{name: "rotation", field: "rotation", fallback: int64(0), attribute: schema.Int64Attribute{
				MarkdownDescription: "Orientation: `0` (default) leaves the picture as it is, `1` rotates it to portrait.",
				Optional:            true, Validators: []validator.Int64{int64validator.OneOf(0, 1)},
			}},
			{name: "broadcast", field: "broadcast", attribute: schema.BoolAttribute{
				MarkdownDescription: "Whether ARMCloud sends an event to the screens that watch the instance. The API's default is `false`.", Optional: true,
			}},
		},
	})
}
