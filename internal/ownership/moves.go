package ownership

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// crowd is how many Deletes keep a Create from being planned in an apply until they
// undo: Terraform's default of -parallelism.
const crowd = 10

// PlanTaking is called in ModifyPlan of a new object, after Claim. It records which of
// its settings objects are deleted with that have not learned of it.
func PlanTaking(data *tfkit.Data, code, typeName string, settings []string) {
	for _, name := range settings {
		for _, from := range data.Ledger.Deleting(code, name, NewOwner(typeName)) {
			data.Ledger.PlanMove(ledger.Move{PadCode: code, Setting: name, From: OwnerType(from), To: typeName})
		}
	}
}

// MovingWarning returns a warning of settings that the apply may undo before a new
// object sets them again, or nil: if many objects are deleted, Terraform may reach the
// new one only later. Each setting is named only once in a plan.
func MovingWarning(data *tfkit.Data) diag.Diagnostic {
	codes := map[ledger.Move][]string{}
	for _, move := range data.Ledger.TakeMoves(crowd) {
		kind := move
		kind.PadCode = ""
		codes[kind] = append(codes[kind], move.PadCode)
	}
	if len(codes) == 0 {
		return nil
	}
	var lines []string
	for m, moving := range codes {
		slices.Sort(moving)
		lines = append(lines, fmt.Sprintf("Instance %s: %s moves from %s to %s.", tfkit.Abbreviate(slices.Compact(moving)), m.Setting, m.From, m.To))
	}
	slices.Sort(lines)
	return diag.NewWarningDiagnostic("A setting may be undone before it is set again", strings.Join(lines, "\n")+
		"\n\nThe apply may undo it before the new resource sets it again. To avoid that, remove the old resource with a removed block that has "+
		"lifecycle { destroy = false }, and add the new one in the same apply.")
}
