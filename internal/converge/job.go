package converge

import (
	"fmt"
	"slices"
)

// Desired is one setting and what it should be.
type Desired struct {
	Setting Setting
	Value   Value
	// Repair: the phone has had the value before and lost it.
	Repair bool
}

// Job is what one phone needs.
type Job struct {
	PadCode string
	// Owner names the resource that works ("armcloud_fleet/ID"), for the ledger
	// of this run.
	Owner string
	// Pending are tasks that an earlier process has left running; they are
	// waited for before anything is sent.
	Pending []int64
	// Undo lists the settings to take back; those that the API cannot take
	// back are passed over.
	Undo []Setting
	// Set lists the settings to send.
	Set []Desired
	// Restart restarts the phone after the settings.
	Restart bool
	// Reset erases the phone, in place of everything else.
	Reset bool
}

// Erases tells whether the job erases the phone before it sets the rest.
func (j Job) Erases() bool { return slices.ContainsFunc(j.Set, Desired.erases) }

// Erased tells whether the phone may have been erased, so that it has none of
// the other settings but those that the job has set since.
func (j Job) Erased(o Outcome) bool {
	return slices.ContainsFunc(j.Set, func(w Desired) bool {
		return w.erases() && (slices.Contains(o.Set, w.Setting.Name()) || slices.Contains(o.Attempted, w.Setting.Name()))
	})
}

func (w Desired) erases() bool { return !w.Repair && w.Setting.Erases(w.Value) }

// Outcome is what became of a job.
type Outcome struct {
	PadCode string
	// Set and Undone name the settings that the phone now has and no longer
	// has. An undo that another resource's setting made needless is in Undone.
	Set, Undone []string
	// Restarted is true when the job's restart is done.
	Restarted bool
	// Gone is true when the phone is not in the account.
	Gone bool
	// Touched is true once anything may have reached the phone.
	Touched bool
	// Shared names settings that another resource has set in this run too.
	Shared []Shared
	// NotReset names the owners for whose sake a reset was left undone: they
	// have set something on the phone in this run.
	ResetPreventedBy []string
	// Tried names settings that were sent and failed: the phone may have them.
	Attempted []string
	// Pending are the tasks that may still run on the phone.
	Pending []int64
	// Unseen names those of Tried whose end was not seen, or whose restart
	// failed: the phone may have the old value or the new one.
	Indeterminate []string
	// Errors holds one error for each setting that failed, or one for the
	// whole phone.
	Errors []*Error
}

// Shared is a setting of a phone that two resources manage.
type Shared struct {
	Setting Setting
	Other   string
}

// Failed tells whether anything went wrong.
func (o Outcome) Failed() bool { return len(o.Errors) > 0 }

// Error is the failure of one step on one phone.
type Error struct {
	PadCode string
	// Doing follows "Unable to": "set the time zone".
	Action string
	// Setting is the attribute's name, empty when the whole phone failed.
	Setting string
	Err     error
}

func (e *Error) Error() string {
	return fmt.Sprintf("unable to %s of %s: %v", e.Action, e.PadCode, e.Err)
}

// Unwrap gives the error below.
func (e *Error) Unwrap() error { return e.Err }
