package converge

import (
	"errors"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Kind is how a step of a job ended.
type Kind int

const (
	// NotSent: the step was not begun.
	NotSent Kind = iota
	// Done: the instance has the value, or no longer has it.
	Done
	// Refused: the service refused the change, so nothing was done.
	Refused
	// Failed: the change was begun and failed. The instance may have any value.
	Failed
	// Indeterminate: the end was not seen. See Result.Flight.
	Indeterminate
)

// Result is the end of one step.
type Result struct {
	Kind Kind
	// Flight is the change under way if Kind is Indeterminate.
	Flight *Flight
}

// Outcome is what became of a job.
type Outcome struct {
	PadCode string
	// Set and Undone hold the results of settings, by name. Undone includes earlier
	// undos that have ended.
	Set, Undone map[string]Result
	// Restarted is the result of the last restart of the job, and Reset that of
	// the reset.
	Restarted, Reset Result
	// AwaitingRestart names settings that were sent and whose restart is not done.
	AwaitingRestart []string
	// Erased is true if the data of the instance may have been erased.
	Erased bool
	// Found names settings whose values had erased the instance before the job, unseen.
	Found []string
	// Rebooted is true if the instance may have been restarted.
	Rebooted bool
	// OthersLost is true if settings of other resources were lost and could not be
	// sent again.
	OthersLost bool
	// Gone is true if the instance is not in the account.
	Gone bool
	// Touched is true once a request was sent for the instance.
	Touched bool
	// Shared names settings that another resource has set in this process too.
	Shared []Shared
	// Kept names settings of Undone that were not undone because of other resources.
	Kept []string
	// MaybeUndone names settings of Kept that an earlier undo may have undone.
	MaybeUndone []string
	// LeftTo names settings of Kept because of resources that were not seen in this
	// process, but managed them at the last refresh.
	LeftTo []Shared
	// ResetPreventedBy names the owners because of which a reset was not sent:
	// they have set or claimed a setting of the instance in this process.
	ResetPreventedBy []string
	// Paid is what was owed to other resources and was sent, or need not be.
	Paid []Owed
	// Tasks are tasks of others that may still run on the instance.
	Tasks []int64
	// Until is Holding.Until.
	Until time.Time
	// Others are changes for other resources whose end was not seen.
	Others []*Flight
	// Errors holds one error for each step that failed, or one for the instance.
	Errors []*Error
}

// Failed reports whether anything went wrong.
func (o Outcome) Failed() bool { return len(o.Errors) > 0 }

// Offline reports whether the instance did not run in time and nothing else went wrong:
// what is missing was not sent.
func (o Outcome) Offline() bool {
	for _, err := range o.Errors {
		var offline *engine.OfflineError
		if !errors.As(err, &offline) {
			return false
		}
	}
	return o.Failed()
}

// MayHaveUndone reports whether a setting of Undone may have been undone, by the job or
// by an earlier change, rather than kept because of other resources.
func (o Outcome) MayHaveUndone(name string) bool {
	switch o.Undone[name].Kind {
	case Done:
		return !slices.Contains(o.Kept, name) || slices.Contains(o.MaybeUndone, name)
	case Failed, Indeterminate:
		return true
	default:
		return false
	}
}
