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

// blacklistHandover holds the running tasks of a tainted resource. The resource that
// replaces it waits for them, because an instance gets one change at a time.
var blacklistHandover = tfkit.Handover[[]int64]{Key: "left"}

// blacklistLedgerKey is the key of a grade's tasks in the ledger. It cannot be a
// pad code.
func blacklistLedgerKey(grade string) string { return "app_blacklist/" + grade }

// refreshHandover passes the tasks that may still be running to the plan.
func (r blacklistRecord) refreshHandover(l *ledger.Ledger, grade string) {
	l.SetPending(blacklistLedgerKey(grade), slices.Sorted(maps.Values(r.Pending)))
}

// planBlacklistHandover adds the tasks to the private state of a plan that
// creates.
func planBlacklistHandover(ctx context.Context, data *tfkit.Data, private tfkit.Private, grade string) diag.Diagnostics {
	if data == nil || data.Engine == nil {
		return nil
	}
	tasks := data.Ledger.Pending(blacklistLedgerKey(grade))
	if len(tasks) == 0 {
		return nil
	}
	return blacklistHandover.Plan(ctx, private, tasks)
}

// deleteBlacklistHandover passes the tasks from the private state of a Delete to
// the Create of the same replacement.
func deleteBlacklistHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader, grade string) {
	if tasks, planned := blacklistHandover.Planned(ctx, private); planned {
		data.Ledger.SetPending(blacklistLedgerKey(grade), tasks)
	}
}

// awaitBlacklistHandover waits for the tasks, whatever their outcome. The error
// is that of a wait that ended too early.
func awaitBlacklistHandover(ctx context.Context, data *tfkit.Data, grade string) error {
	for _, task := range data.Ledger.Pending(blacklistLedgerKey(grade)) {
		var still *engine.StillRunningError
		if _, err := data.Engine.AwaitTask(ctx, armcloud.ApplyBlacklist.Wait, task); errors.As(err, &still) {
			return err
		}
	}
	return nil
}
