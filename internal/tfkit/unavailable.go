package tfkit

import (
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Unavailable reports whether err means that the API level of the service lacks an
// operation. If so, it adds an error with the API level that has the operation.
// what needs the operation, for example "armcloud_instance_preview".
func Unavailable(diags *diag.Diagnostics, what string, err error) bool {
	var api *armcloud.Error
	if !errors.As(err, &api) || api.Class != armcloud.ClassUnavailable || api.Operation == nil {
		return false
	}
	level := "an API level that has it"
	switch api.Operation.Levels {
	case armcloud.Level2024:
		level = "the API level of 2024, which this service no longer offers"
	case armcloud.LevelCurrent:
		level = "the current API level, which this service does not offer yet"
	}
	diags.AddError(what+" is not available on this API level", fmt.Sprintf("%s needs %s.\n%s", what, level, Explain("", err)))
	return true
}
