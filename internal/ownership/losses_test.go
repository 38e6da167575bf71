package ownership

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// A reset whose end was not seen may have erased what others have. Control: one that
// was refused.
func TestResetNotSeenToEndIsALoss(t *testing.T) {
	data := &tfkit.Data{Ledger: &ledger.Ledger{}}
	data.Ledger.BeginApply()
	for kind, want := range map[converge.Kind]bool{converge.Indeterminate: true, converge.Refused: false} {
		loss := NoteLoss(data, ledger.Loss{}, converge.Report{Outcome: converge.Outcome{Reset: converge.Result{Kind: kind}}})
		if got := loss.Erased != 0; got != want {
			t.Errorf("reset that ended as %d: got loss %+v, want an erasure: %v", kind, loss, want)
		}
	}
}
