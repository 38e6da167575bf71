package action

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// NewCommand returns armcloud_instance_command.
func NewCommand() action.Action {
	return newAction(kind{
		name: "instance_command", operation: armcloud.RunCommand, doing: "running the command", done: "done", shows: true,
		description: "Runs a shell command on cloud phones and shows its output.\n\n" +
			"The first line of the output of the first 20 instances is shown as progress, up to 200 characters each; longer output is marked as cut. " +
			"To use the output in the configuration, read it with the data source `armcloud_instance_command`.",
		parameters: []parameter{{name: "command", field: "scriptContent", attribute: schema.StringAttribute{
			MarkdownDescription: "Shell command, for example `am force-stop com.example.kiosk`. It is shown in the plan and sent to ARMCloud as it is, so it must not contain a secret.",
			Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		}}},
	})
}
