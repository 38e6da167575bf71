package action

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// NewRestart returns armcloud_instance_restart.
func NewRestart() action.Action {
	return newAction(kind{
		name: "instance_restart", operation: armcloud.Restart,
		doing: "restarting", done: "running", effect: restarts, needs: connected,
		description: "Restarts cloud phones and waits until they run again.\n\n" +
			"A restart stops all apps, and the properties in `system` and `modem` of `armcloud_instance_properties` are lost. " +
			"It can also repair an instance with the status `abnormal`.",
	})
}

// NewReset returns armcloud_instance_reset.
func NewReset() action.Action {
	return newAction(kind{
		name: "instance_reset", operation: armcloud.Reset,
		doing: "resetting", done: "running", effect: erases, needs: connected,
		description: "Resets cloud phones to their factory state, which erases all their data, and waits until they run again.\n\n" +
			"Apps, files and settings are lost. The image, the app blacklist and the Android properties stay.",
	})
}

// NewNewIdentity returns armcloud_instance_new_identity.
func NewNewIdentity() action.Action {
	return newAction(kind{
		name: "instance_new_identity", operation: armcloud.ReplacePad,
		doing: "replacing identities", done: "running", effect: erases, needs: connected,
		description: "Gives cloud phones a new identity, which erases all their data, and waits until they run again.\n\n" +
			"Apps, files, settings and Android properties are lost. The pad codes stay the same. " +
			"The provider sends one request per instance.",
		parameters: []parameter{{name: "country_code", field: "countryCode", attribute: schema.StringAttribute{
			MarkdownDescription: "Country of the new identity, as a country code of two uppercase letters (ISO 3166-1), for example `DE`. If unset, ARMCloud uses Singapore (`SG`).",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.RegexMatches(countryCode, "must be two capital letters, for example SG")},
		}}},
	})
}
