package ownership

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

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
			owed = append(owed, converge.Owed{Owner: e.Owner, Setting: held.Setting, Value: Seal(data.SecretKey, converge.Canonical(d.Value))})
		}
	}
	slices.SortFunc(owed, func(a, b converge.Owed) int { return strings.Compare(a.Setting+a.Owner, b.Setting+b.Owner) })
	return owed, diags
}

// NoteErasure is called in Read and returns a holding with what others have lost if the
// plan finds an erasure. An owner is left out if its refresh has not ended, because it
// learns of it itself, or if any of its settings needs its password or a restart.
func NoteErasure(data *tfkit.Data, code, owner string, h converge.Holding, managed, inState func(converge.Desired) bool) converge.Holding {
	h.OwedIfErased = nil
	if !h.MayFindErasure() {
		return h
	}
	loss := ledger.Loss{Erased: time.Now().UnixMilli()}
	sendable := func(d converge.Desired) bool { return inState(d) && !d.Interrupts() }
	for _, e := range data.Ledger.Suspect(code, owner) {
		if owed, warnings := FindOwed(data, code, []ledger.Earlier{e}, loss, managed, sendable); len(warnings) == 0 {
			h.OwedIfErased = append(h.OwedIfErased, owed...)
		}
	}
	return h
}

// PlanErasure is called in ModifyPlan if the plan finds that an instance was erased.
func PlanErasure(data *tfkit.Data, code, owner string) {
	data.Ledger.PlanErasure(code, owner, time.Now().UnixMilli())
}

// EndRefresh is called in Read when an instance was observed; see ledger.EndRefresh. It
// waits for the plans of other objects that may find an erasure.
func EndRefresh(ctx context.Context, data *tfkit.Data, code, owner string, has func() []ledger.Held) (ledger.Loss, bool) {
	loss, found := data.Ledger.EndRefresh(code, owner, has)
	awaited := data.Ledger.Suspecting(code, owner)
	if len(awaited) == 0 {
		return loss, found
	}
	data.Ledger.AwaitPlanned(ctx, awaited, planLimit)
	// Those that are not planned by then, such as tainted ones, find nothing.
	data.Ledger.EndSuspicions(awaited)
	return data.Ledger.LossesOf(code, owner)
}

// OpenOwed returns the function for converge.Order. fromJSON returns a setting with the
// value in a canonical text.
func OpenOwed(data *tfkit.Data, fromJSON func(name, text string) (converge.Desired, bool)) func(converge.Owed) (converge.Desired, bool) {
	return func(owed converge.Owed) (converge.Desired, bool) {
		text, ok := Unseal(data.SecretKey, owed.Value)
		if !ok {
			return converge.Desired{}, false
		}
		return fromJSON(owed.Setting, text)
	}
}

// NotePaid returns a loss without what a report has made good. If the report has
// erased or restarted the instance again, the others have lost more.
// An erasure that was found had taken place before.
func NotePaid(loss ledger.Loss, report converge.Report) ledger.Loss {
	if len(report.Paid) == 0 || (report.Erased || report.Rebooted) && len(report.Found) == 0 {
		return loss
	}
	good := map[string]int64{}
	maps.Copy(good, loss.MadeGood)
	for _, paid := range report.Paid {
		all := !slices.ContainsFunc(report.Job.Owed, func(o converge.OwedChange) bool {
			return o.Owner == paid.Owner && !slices.Contains(report.Paid, o.Owed)
		})
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
