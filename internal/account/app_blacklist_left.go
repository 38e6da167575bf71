package account

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// When a tainted blacklist is replaced, neither half is given its private
// state. So that no phone gets two changes at once, the tasks that it has left
// running go from its refresh over the ledger into the plan, from there to the
// Delete half, and over the ledger of that process to the Create half.

// blacklistLeftKey holds such tasks in the private state of a plan that creates.
const blacklistLeftKey = "left"

// leftAs is what the ledger keeps the tasks of a grade under; no phone is
// called so.
func leftAs(grade string) string { return "app_blacklist/" + grade }

// leave notes in the ledger what a refresh finds still running.
func (r blacklistRecord) leave(l *ledger.Ledger, grade string) {
	l.SetPending(leftAs(grade), slices.Sorted(maps.Values(r.Pending)))
}

// planTasksLeft puts the ledger's tasks into a plan that creates.
func planTasksLeft(ctx context.Context, data *tfkit.Data, private tfkit.Private, grade string) diag.Diagnostics {
	if data == nil || data.Engine == nil {
		return nil
	}
	tasks := data.Ledger.Pending(leftAs(grade))
	if len(tasks) == 0 {
		return nil
	}
	return tfkit.SetPrivate(ctx, private, blacklistLeftKey, tasks)
}

// takeTasksLeft puts the plan's tasks into the ledger of the process that applies.
func takeTasksLeft(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader, grade string) {
	var tasks []int64
	if tfkit.GetPrivate(ctx, private, blacklistLeftKey, &tasks) {
		data.Ledger.SetPending(leftAs(grade), tasks)
	}
}

// awaitTasksLeft waits for the ledger's tasks, however they end.
func awaitTasksLeft(ctx context.Context, data *tfkit.Data, grade string) error {
	for _, task := range data.Ledger.Pending(leftAs(grade)) {
		var still *engine.StillRunningError
		if _, err := data.Engine.AwaitTask(ctx, armcloud.ApplyBlacklist.Wait, task); errors.As(err, &still) {
			return err
		}
	}
	return nil
}
