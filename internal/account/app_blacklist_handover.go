package account

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// A blacklist that is replaced or renamed hands its record over to the new object by
// the ledger, under the id of its key: the instances that may enforce a list, and the
// tasks that may still be running.

// blacklistHandover is the record of a tainted object in the plan of the one that
// replaces it.
var blacklistHandover = tfkit.Handover[blacklistRecord]{Key: "blacklist_handover"}

// planHandover is called in ModifyPlan of a create.
func (r *appBlacklist) planHandover(ctx context.Context, plan tfkit.Reader, private tfkit.Private) diag.Diagnostics {
	key, known := r.keyOf(ctx, plan)
	if r.Data == nil || !known {
		return nil
	}
	record, recorded := tfkit.Recorded[blacklistRecord](r.Data.Ledger, key.id)
	if !recorded || !tfkit.ReplacingTainted(ctx, private) {
		return nil
	}
	return blacklistHandover.Plan(ctx, private, record)
}

// blacklistOf is the key of the blacklist of a grade.
func blacklistOf(grade string) accountKey {
	return accountKey{id: "app_blacklist/" + grade, part: "list", noun: "the app blacklist of " + grade}
}

// keyOf returns the key of a plan or state.
func (r *appBlacklist) keyOf(ctx context.Context, from tfkit.Reader) (accountKey, bool) {
	var grade types.String
	diags := from.GetAttribute(ctx, path.Root(padGradeName), &grade)
	return blacklistOf(grade.ValueString()), !diags.HasError() && !grade.IsNull() && !grade.IsUnknown()
}

// takeHandover returns the record of a new object, and waits for the tasks that are
// handed over, whatever their outcome, because an instance gets one change at a time.
// The error is that of a wait that ended too early.
func (c *claim) takeHandover(ctx context.Context) (blacklistRecord, error) {
	handed, _ := tfkit.Taken[blacklistRecord](c.data.Ledger, c.id)
	record := handed.forgotten()
	for code, task := range handed.Pending {
		var still *engine.StillRunningError
		if _, err := c.data.Engine.AwaitTask(ctx, armcloud.ApplyBlacklist.Wait, task); errors.As(err, &still) {
			return record, err
		}
		delete(record.Pending, code)
	}
	return record, nil
}

// handOver is called in a Delete if another object keeps the list. If that was applied
// already, instances that it does not manage keep enforcing the list they have.
func (c *claim) handOver(ctx context.Context, private tfkit.PrivateReader) diag.Diagnostics {
	var diags diag.Diagnostics
	record, planned := blacklistHandover.Planned(ctx, private)
	if !planned {
		record = loadBlacklistRecord(ctx, private)
	}
	rest, applied := record.everApplied(), false
	for _, change := range c.data.Ledger.SetByOthers(c.id, c.owner()) {
		codes, _ := change.Value.([]string)
		rest, applied = without(rest, codes), true
	}
	switch {
	case len(rest) == 0:
	case applied:
		diags.AddWarning("Removed instances keep enforcing the app blacklist", fmt.Sprintf(
			"The resource that now manages %s does not have these instances, and they keep enforcing the list they have: %s.", c.noun, tfkit.Abbreviate(rest)))
	default:
		tfkit.Record(c.data.Ledger, c.id, record)
	}
	return diags
}

// released returns the record of an object that is deleted. For a tainted one, which
// has no private state, it is what the state shows.
func (r *appBlacklist) released(ctx context.Context, state appBlacklistModel, private tfkit.PrivateReader) (blacklistRecord, error) {
	if !tfkit.ReplacingTainted(ctx, private) {
		return loadBlacklistRecord(ctx, private), nil
	}
	desired, _ := state.desired(ctx)
	codes, err := desired.instances(ctx, r.Data.Engine)
	return blacklistRecord{Earlier: slices.Sorted(slices.Values(codes)), Pending: map[string]int64{}}, err
}

// forgotten returns the record if neither the current list nor its enforcement is
// known any more.
func (r blacklistRecord) forgotten() blacklistRecord {
	pending := map[string]int64{}
	maps.Copy(pending, r.Pending)
	return blacklistRecord{Earlier: r.everApplied(), Pending: pending}
}
