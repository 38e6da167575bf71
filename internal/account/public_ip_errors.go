package account

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// addPublicIPError adds the error of a request about public IPs that typeName
// made.
func addPublicIPError(diags *diag.Diagnostics, typeName, summary string, err error) {
	if tfkit.Unavailable(diags, typeName, err) {
		return
	}
	text := tfkit.Explain("", err)
	if armcloud.Is(err, armcloud.ClassRejected) || armcloud.Is(err, armcloud.ClassNotFound) {
		// The API has no code for an address that is not the account's.
		text += "\nCheck that the public IP belongs to this account, and that the private IP belongs to one of its instances."
	}
	diags.AddError(summary, text)
}

// warnPublicIPsUnavailable adds a warning with consequence if err says that the
// API level has no public IPs, and reports whether it did.
func warnPublicIPsUnavailable(diags *diag.Diagnostics, typeName, consequence string, err error) bool {
	var unavailable diag.Diagnostics
	if !tfkit.Unavailable(&unavailable, typeName, err) {
		return false
	}
	for _, d := range unavailable {
		diags.AddWarning(d.Summary(), d.Detail()+"\n"+consequence)
	}
	return true
}
