package ownership

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An object whose refresh has ended before that of another one learns nothing of what
// the changes of the other have cost it, and if the other one has depends_on, that is
// always so. Then the other one sends it again: its Read notes what it owes, so that
// its plan is not empty.

// FindOwed is called in Read. It returns what the losses that an object has caused on
// an instance have cost the earlier owners. managed reports whether the object itself
// manages a setting, and inState whether all of a value is in the state. If it isn't,
// such as a write-only password, the setting cannot be sent again, and there is a
// warning instead.
func FindOwed(data *tfkit.Data, code string, earlier []ledger.Earlier, loss ledger.Loss, managed func(converge.Desired) bool,
	inState func(converge.Desired) bool) (owed []converge.Owed, diags diag.Diagnostics) {
	for _, e := range earlier {
		lost := loss.For(e.Owner)
		if lost.Empty() {
			continue
		}
		for _, held := range e.Has {
			d, ok := held.Value.(converge.Desired)
			if !ok || managed(d) || !Lost(lost, d.Setting, d.Value, held.Sent) {
				continue
			}
			if !inState(d) {
				diags.Append(lostSecretWarning(code, held.Setting, OwnerType(e.Owner)))
				continue
			}
			owed = append(owed, converge.Owed{Owner: e.Owner, Setting: held.Setting, Value: seal(data.SecretKey, converge.Canonical(d.Value))})
		}
	}
	slices.SortFunc(owed, func(a, b converge.Owed) int { return strings.Compare(a.Setting+a.Owner, b.Setting+b.Owner) })
	return owed, diags
}

// OpenOwed returns the function for converge.Order. fromJSON returns a setting with the
// value in a canonical text.
func OpenOwed(data *tfkit.Data, fromJSON func(name, text string) (converge.Desired, bool)) func(converge.Owed) (converge.Desired, bool) {
	return func(owed converge.Owed) (converge.Desired, bool) {
		text, ok := unseal(data.SecretKey, owed.Value)
		if !ok {
			return converge.Desired{}, false
		}
		return fromJSON(owed.Setting, text)
	}
}

// NotePaid returns a loss without what a report has made good. If the report has
// erased or restarted the instance again, the others have lost more.
func NotePaid(loss ledger.Loss, owed []converge.Owed, report converge.Report) ledger.Loss {
	if len(report.Paid) == 0 || report.Erased || report.Rebooted {
		return loss
	}
	good := map[string]int64{}
	maps.Copy(good, loss.MadeGood)
	for _, paid := range report.Paid {
		all := !slices.ContainsFunc(owed, func(o converge.Owed) bool { return o.Owner == paid.Owner && !slices.Contains(report.Paid, o) })
		if all {
			good[paid.Owner] = loss.Latest()
		}
	}
	loss.MadeGood = good
	return loss
}

// lostSecretWarning returns the warning that a setting of another resource was lost
// and has to be sent again by hand.
func lostSecretWarning(code, name, other string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("A setting of another resource was lost", fmt.Sprintf(
		"Instance %s was erased or restarted and lacks %s of %s. Its password is not in the state, so it is not sent again on its own. "+
			"Raise password_wo_version there, or change triggers if it has them.", code, name, other))
}
