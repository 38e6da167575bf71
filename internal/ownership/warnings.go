package ownership

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// staysSummary is the same for every phone and setting, so that Terraform
// folds the warnings of many phones into one.
const irreversibleSummary = "Some settings stay on the phone"

// staysWarning tells which of the released settings the API cannot take back,
// nil when it can take back all.
func IrreversibleWarning(released []converge.Setting, where string) diag.Diagnostic {
	var names []string
	for _, s := range released {
		if !s.Undoable() {
			names = append(names, s.Name())
		}
	}
	if len(names) == 0 {
		return nil
	}
	return diag.NewWarningDiagnostic(irreversibleSummary, fmt.Sprintf(
		"ARMCloud has no way to take back %s; what Terraform has set stays on %s. Set on_release = \"keep\" to say that this is meant.",
		strings.Join(names, ", "), where))
}

// sharedWarning tells that two resources manage one setting of one phone.
func SharedWarning(padCode, setting, mine, other string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Two resources manage one setting", fmt.Sprintf(
		"Phone %s: %s is managed by %s and by %s. The one that is applied last wins, and where the API shows the setting each next plan shows a change. "+
			"Keep the setting in one of them.", padCode, setting, mine, other))
}
