package fleet

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const recordKey = "holdings"

// privateRecord is what a fleet keeps in private state. An instance that has what
// its profile says needs no note, so that the record of ten thousand converged
// instances stays small.
type privateRecord struct {
	ownership.Identity
	// Notes holds the instances that failed or drifted, by pad code.
	Notes map[string]instanceNote `json:"notes,omitempty"`
	// Confirmed holds, by setting, the instances without a note on which its
	// inferred source has shown the applied value.
	Confirmed map[string]padSet `json:"confirmed,omitempty"`
	// Unshown holds, by setting and places, the instances with that
	// converge.Entry.Unshown.
	Unshown map[string]map[converge.Places]padSet `json:"unshown,omitempty"`
	// Others holds, by other owner and setting, the instances on which it held the
	// setting at the last refresh.
	Others map[string]map[string]padSet `json:"others,omitempty"`
	// Sent, Erased and Restarted hold, by the time of an apply, the instances that
	// were sent settings, erased and restarted last.
	Sent      storedTimes `json:"sent,omitempty"`
	Erased    storedTimes `json:"erased,omitempty"`
	Restarted storedTimes `json:"restarted,omitempty"`
	// Undone holds when settings were undone last, by setting, and MadeGood is
	// ledger.Loss.MadeGood, by owner.
	Undone   map[string]storedTimes `json:"undone,omitempty"`
	MadeGood map[string]storedTimes `json:"made_good,omitempty"`
	// ResetByOther is when another object planned to reset an instance last. It is
	// stored if that plan is applied.
	ResetByOther storedTimes `json:"reset_by_other,omitempty"`
	// Running holds what other objects had under way on an instance at the last refresh.
	Running map[string]ownership.Running `json:"running,omitempty"`
	// Passwords holds the fingerprints of the write-only proxy passwords that were sent,
	// by key pair.
	Passwords map[string]storedPasswords `json:"passwords,omitempty"`
	// CanariesPassed are profiles of a rollout that did not come to its end.
	CanariesPassed passedProfiles `json:"canaries_passed,omitempty"`
	// Took holds how long changes took that take instances out of service. See recordTook.
	Took map[string]int64 `json:"took,omitempty"`
	// Left is what others may have lost on instances that left the fleet, until others
	// had time to learn of it.
	Left map[string]ledger.Loss `json:"left,omitempty"`
}

// instanceNote is what is known of an instance that does not have all that its
// profile says.
type instanceNote struct {
	// Profile is the profile that the instance should have, "" if it leaves.
	Profile string           `json:"profile,omitempty"`
	Holding converge.Holding `json:"holding"`
}

// loadRecord returns the record in private state, or a new one. state and
// secretKey serve to upgrade the record of version 0.1.0.
func loadRecord(ctx context.Context, private tfkit.PrivateReader, state model, secretKey string) privateRecord {
	var record privateRecord
	stored := tfkit.GetPrivate(ctx, private, recordKey, &record)
	if !stored {
		var old recordV0
		if stored = tfkit.GetPrivate(ctx, private, recordKeyV0, &old); stored {
			record = old.upgrade(state, secretKey)
		}
	}
	record.Complete(stored)
	if record.Notes == nil {
		record.Notes = map[string]instanceNote{}
	}
	if record.Confirmed == nil {
		record.Confirmed = map[string]padSet{}
	}
	return record
}

func (r *privateRecord) save(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	diags := tfkit.SetPrivate(ctx, private, recordKey, r)
	diags.Append(private.SetKey(ctx, recordKeyV0, nil)...)
	return diags
}
