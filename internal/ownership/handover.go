package ownership

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// handoverKey holds, in the planned private state of a create, the running tasks
// of the object that it replaces, by pad code.
const handoverKey = "left"

// PlanHandover plans the handover of running tasks when a tainted object is
// replaced. Neither half of the replacement receives the object's private
// state, but Delete receives that of the plan, so the tasks that this process's
// refresh found running are written there.
func PlanHandover(ctx context.Context, data *tfkit.Data, private tfkit.Private, codes []string) diag.Diagnostics {
	if data.Engine == nil {
		return nil
	}
	pending := map[string][]int64{}
	for _, code := range codes {
		if tasks := data.Ledger.Pending(code); len(tasks) > 0 {
			pending[code] = tasks
		}
	}
	if len(pending) == 0 {
		return nil
	}
	return tfkit.SetPrivate(ctx, private, handoverKey, pending)
}

// TakeHandover is called in the Delete half and moves the tasks that PlanHandover
// planned into the ledger. The Create half follows in the same process and waits
// for them, so that no instance gets two changes at once.
func TakeHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) {
	var pending map[string][]int64
	if !tfkit.GetPrivate(ctx, private, handoverKey, &pending) {
		return
	}
	for code, tasks := range pending {
		data.Ledger.SetPending(code, tasks)
	}
}
