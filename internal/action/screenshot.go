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
			"ARMCloud stores the screenshots and sends them to the callback URL, if one is configured. If the API returns their URLs, the progress shows those of the first 20 instances.",
		parameters: []parameter{
			{name: "rotation", field: "rotation", fallback: int64(0), attribute: schema.Int64Attribute{
				MarkdownDescription: "Rotation of the screenshot. `0` (default) leaves it as it is, `1` rotates a landscape screenshot by 90 degrees to portrait.",
				Optional:            true, Validators: []validator.Int64{int64validator.OneOf(0, 1)},
			}},
			{name: "broadcast", field: "broadcast", attribute: schema.BoolAttribute{
				MarkdownDescription: "Whether ARMCloud broadcasts the event to those who view the instance. Default `false`.", Optional: true,
			}},
		},
	})
}
