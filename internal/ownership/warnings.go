package ownership

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// irreversibleSummary is the same for every instance and setting, so that
// Terraform folds the warnings of many instances into one.
const irreversibleSummary = "Some settings stay on the instance"

// IrreversibleWarning returns a warning that names the released settings that
// the API cannot undo, or nil if there are none. instances is one pad code or
// an abbreviated list.
func IrreversibleWarning(released []converge.Setting, instances string) diag.Diagnostic {
	var names []string
	for _, s := range released {
		if !converge.Undoable(s) {
			names = append(names, s.Name())
		}
	}
	if len(names) == 0 {
		return nil
	}
	detail := fmt.Sprintf("ARMCloud cannot undo %s. The values that Terraform set stay on %s.", strings.Join(names, ", "), instances)
	if len(names) < len(released) {
		detail += " The other settings are undone."
	}
	return diag.NewWarningDiagnostic(irreversibleSummary, detail)
}

// SharedWarning returns the warning that two resources manage one setting of an
// instance.
func SharedWarning(padCode, setting, mine, other string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Two resources manage one setting", fmt.Sprintf(
		"Instance %s: %s is managed by %s and by %s. The one that is applied last wins, and if the API shows the setting, every plan shows a change. "+
			wayOut, padCode, setting, mine, other))
}

// wayOut is how a resource stops to manage a setting that another one manages too.
const wayOut = "Only one of them should manage the setting. To make sure that it stays on the instance, set on_release = \"keep\" and apply before you remove the attribute, " +
	"or remove the whole resource with a removed block that has lifecycle { destroy = false }."

// LeavingWarning returns the warning that a plan undoes a setting of an instance that
// another resource manages.
func LeavingWarning(padCode, setting, mine, other string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("A setting that another resource manages may be undone", fmt.Sprintf(
		"Instance %s: %s is managed by %s and by %s. It leaves the first, and the apply may undo it. "+wayOut, padCode, setting, mine, other))
}

// LeftWarning returns the warning that a setting was not undone.
func LeftWarning(padCode, setting, mine, other string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Setting left on the instance", fmt.Sprintf(
		"Instance %s: %s is no longer managed by %s. It was not undone, because %s managed it too at the last refresh.", padCode, setting, mine, other))
}

// ErasingWarning returns the warning that a plan erases instances, or nil if it
// erases none. codes are sorted; others are the types of other resources that have
// settings on them.
func ErasingWarning(codes, others []string) diag.Diagnostic {
	if len(codes) == 0 {
		return nil
	}
	summary := fmt.Sprintf("This plan erases all data on %d instances", len(codes))
	if len(codes) == 1 {
		// With the code, Terraform does not fold the warnings of many resources.
		summary = "This plan erases all data on 1 instance: " + codes[0]
	}
	return diag.NewWarningDiagnostic(summary,
		fmt.Sprintf("Applying it erases apps, files and settings on %s.", strings.Join(codes, ", "))+otherHolders(others))
}

// FoundErasureWarning returns the warning that an earlier apply may have erased
// instances, so that a plan sends settings again, or nil if codes is empty. codes are
// sorted; others are the types of other resources that have settings on them.
func FoundErasureWarning(codes, others []string) diag.Diagnostic {
	if len(codes) == 0 {
		return nil
	}
	summary := fmt.Sprintf("Data on %d instances may have been erased", len(codes))
	if len(codes) == 1 {
		summary = "Data on 1 instance may have been erased: " + codes[0]
	}
	detail := fmt.Sprintf("The new image of the configuration is already on %s. An earlier apply that was killed may have installed it and, because of wipe_data, erased apps, files and settings. "+
		"This plan does not install it again, and sends the other settings of the resource again.", tfkit.Abbreviate(codes))
	if len(others) > 0 {
		detail += fmt.Sprintf(" Settings of %s that were erased are part of this plan or of the next one.", strings.Join(others, " and "))
	}
	return diag.NewWarningDiagnostic(summary, detail)
}

// ErasedWarning returns the warning that an instance was reset because its resource
// was replaced. Terraform does not show what the plan of a replacement warns of.
func ErasedWarning(padCode string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("All data on 1 instance was erased", fmt.Sprintf(
		"The resource was replaced and had on_release = \"reset\", so %s was reset and its settings are sent again. "+
			"To replace a resource without a reset, set another on_release and apply before.", padCode))
}

// OmittedWarning returns the warning that the API does not return instances that stay in
// the state. instances names them.
func OmittedWarning(instances string) diag.Diagnostic {
	// With the instances, Terraform does not fold the warnings of many resources.
	return diag.NewWarningDiagnostic("Not listed after a restart: "+instances, fmt.Sprintf(
		"The account does not list %s at present. A restart, reset or image upgrade was sent to it, and its end was not seen, so the instance may be missing for a moment only. "+
			"It stays in the state. If it is not listed %d minutes after that change, the next refresh removes it.", instances, int(converge.RestartTimeout.Minutes())))
}

// otherHolders is the part of the warning about settings of other resources.
func otherHolders(others []string) string {
	if len(others) == 0 {
		return ""
	}
	return fmt.Sprintf(" That includes settings of %s. The next plan includes them as far as the provider can know of the loss; to be sure, change their triggers.", strings.Join(others, " and "))
}

// MayEraseWarning returns the warning that a new object erases instances if it does not
// replace a tainted one that hands over what is installed, or nil if codes is empty. A
// plan shows neither what is replaced nor create_before_destroy. codes are sorted.
func MayEraseWarning(codes []string) diag.Diagnostic {
	if len(codes) == 0 {
		return nil
	}
	summary := fmt.Sprintf("This plan may erase all data on %d instances", len(codes))
	if len(codes) == 1 {
		summary = "This plan may erase all data on 1 instance: " + codes[0]
	}
	return diag.NewWarningDiagnostic(summary, fmt.Sprintf(
		"A resource with wipe_data is created for %s, which another resource of its type has set up. If it replaces that one because it is tainted, "+
			"what is installed is handed over, and nothing is erased. With create_before_destroy, or if only the address of the resource has changed, "+
			"all data is erased again. To keep it, add a moved block or, if the resource is tainted, run `terraform untaint` with its address, and plan again.",
		strings.Join(codes, ", ")))
}
