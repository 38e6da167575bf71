package tfkit

import (
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Unavailable adds an error where err says that the service does not have an
// operation, and tells whether it did: it names what needs the operation, such
// as "armcloud_instance_preview", and the API level that has it.
func Unavailable(diags *diag.Diagnostics, what string, err error) bool {
	var api *armcloud.Error
	if !errors.As(err, &api) || api.Class != armcloud.ClassUnavailable || api.Operation == nil {
		return false
	}
	level := "an API level that has it"
	switch api.Operation.Levels {
	case armcloud.Level2024:
		level = "the API level of 2024, which this service does not offer any more"
	case armcloud.LevelCurrent:
		level = "the current API level, which this service does not offer yet"
	}
	diags.AddError(what+" is not available here", fmt.Sprintf("%s needs %s.\n%s", what, level, Explain("", err)))
	return true
}
