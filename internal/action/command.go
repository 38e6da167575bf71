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
			"The progress shows the first line of output of the first 20 instances, shortened to 200 characters. " +
			"To use the output of a command in the configuration, use the data source `armcloud_instance_command`.",
		parameters: []parameter{{name: "command", field: "scriptContent", attribute: schema.StringAttribute{
			MarkdownDescription: "Shell command, for example `am force-stop com.example.kiosk`. It appears in the plan and is sent to ARMCloud unchanged, so it must not contain secrets.",
			Required:            true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		}}},
	})
}
