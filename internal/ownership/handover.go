package ownership

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// leftKey holds, in the private state of a plan that creates, the tasks that
// the object before it has left running, by pad code.
const handoverKey = "left"

// handLeft hands on the tasks that a refresh of this process found still
// running when a tainted object is planned to be replaced. Neither half of the
// replacement is given the object's private state, but the Delete is given the
// plan's.
func PlanHandover(ctx context.Context, data *tfkit.Data, private tfkit.Private, codes []string) diag.Diagnostics {
	if data.Engine == nil {
		return nil
	}
	left := map[string][]int64{}
	for _, code := range codes {
		if tasks := data.Ledger.Pending(code); len(tasks) > 0 {
			left[code] = tasks
		}
	}
	if len(left) == 0 {
		return nil
	}
	return tfkit.SetPrivate(ctx, private, handoverKey, left)
}

// takeLeft is the other end of handLeft, in the Delete half: the Create half,
// which follows in the same process, finds the tasks in the ledger and waits
// for them, so that no phone gets two changes at once.
func TakeHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) {
	var left map[string][]int64
	if !tfkit.GetPrivate(ctx, private, handoverKey, &left) {
		return
	}
	for code, tasks := range left {
		data.Ledger.SetPending(code, tasks)
	}
}
