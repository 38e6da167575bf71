package simulator

import (
	"fmt"
	"slices"
	"time"
)

// Kinds of faults.
const (
	FaultError       = "error"        // HTTP 200 with Code and Message, nothing done
	FaultStatus      = "status"       // HTTP Status, nothing done; RetryAfter in seconds is sent if set
	FaultDropBefore  = "drop_before"  // the connection closes, nothing done
	FaultDropAfter   = "drop_after"   // the connection closes after the work is done: the answer is lost
	FaultTruncate    = "truncate"     // the work is done, the answer ends half way
	FaultHTML        = "html"         // a page of HTML with Status (200 if not set), nothing done
	FaultHuge        = "huge"         // an answer of more than 64 MiB, nothing done
	FaultHang        = "hang"         // no answer until the client gives up, nothing done
	FaultSlow        = "slow"         // the answer takes Delay longer
	FaultRedirect    = "redirect"     // HTTP 307 to Message (a URL), nothing done
	FaultTaskFail    = "task_fail"    // the task of PadCode (or of an upload, without one) ends with Status (-1 if not set) and Message
	FaultTaskUnknown = "task_unknown" // task queries leave out the tasks of PadCode
	FaultTaskStatus  = "task_status"  // task queries show Status for the tasks of PadCode
	FaultOmit        = "omit"         // a submission leaves out PadCode: no task, no item
	FaultReject      = "reject"       // a call that names PadCode is refused with Code and Message

	// Faults of listings: padDetails, infos, and every other that has pages.
	FaultTotal         = "total"          // total and totalPage are those of Count rows; below 0: they are missing
	FaultDuplicateRows = "duplicate_rows" // the first Count rows (1 if not set) of a page stand on it twice, beside all others
	FaultEndless       = "endless"        // every page is full, from the start again after the last row, and tells of one more
	FaultShortPages    = "short_pages"    // pages hold at most Count rows (half of what is asked for if not set)
	FaultVanish        = "vanish"         // the first Count rows (1 if not set) of the listing are gone when page 2 is asked for, so that as many are passed over
)

// Fault is a rule by which the service misbehaves.
type Fault struct {
	Path       string        // path or the end of one, such as "pad/restart"; empty: every path. For task_unknown and task_status: of the query, or of the submission
	Kind       string        // one of the Fault constants
	Times      int           // how often it strikes; 0: until ClearFaults
	After      int           // how many calls it lets pass first
	PadCode    string        // strikes only calls (or tasks) of this instance; empty: all, and uploads
	Code       int           // body code; 0: 100000 (error) or 110028 (reject)
	Message    string        // msg or errorMsg
	Status     int           // HTTP status, or status of a task
	RetryAfter int           // seconds; with FaultStatus, also sent as X-RateLimit-Reset
	Delay      time.Duration // with FaultSlow
	Count      int           // rows, with the faults of listings
}

type faultRule struct {
	Fault
	matches int // calls that matched
	hits    int // times that it struck
}

// taskFaults are the kinds that concern one instance's task or place in an answer,
// not the whole call.
var taskFaults = []string{FaultTaskFail, FaultTaskUnknown, FaultTaskStatus, FaultOmit}

var requestFaults = []string{
	FaultError, FaultStatus, FaultDropBefore, FaultDropAfter, FaultTruncate, FaultHTML,
	FaultHuge, FaultHang, FaultSlow, FaultRedirect, FaultReject,
}

// FaultKinds returns all kinds of faults.
func FaultKinds() []string { return slices.Concat(requestFaults, taskFaults, listingFaults) }

// AddFault adds a rule. Rules are tried in the order they were added.
func (s *Simulator) AddFault(f Fault) error {
	if err := f.validate(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &faultRule{Fault: f})
	return nil
}

func (f Fault) validate() error {
	if !slices.Contains(taskFaults, f.Kind) && !slices.Contains(requestFaults, f.Kind) && !slices.Contains(listingFaults, f.Kind) {
		return fmt.Errorf("unknown kind of fault %q", f.Kind)
	}
	if f.Times < 0 || f.After < 0 || f.Delay < 0 {
		return fmt.Errorf("times, after and delay must not be negative")
	}
	switch {
	case f.Kind == FaultReject && f.PadCode == "":
		return fmt.Errorf("the fault %q needs a pad code", f.Kind)
	case f.Kind == FaultStatus && (f.Status < 400 || f.Status > 599):
		return fmt.Errorf("the fault %q needs an HTTP status from 400 to 599", f.Kind)
	case f.Kind == FaultRedirect && f.Message == "":
		return fmt.Errorf("the fault %q needs a URL as its message", f.Kind)
	case f.Count < 0 && f.Kind != FaultTotal:
		return fmt.Errorf("the count of the fault %q must not be negative", f.Kind)
	case f.Kind == FaultTaskStatus && f.Status == 0:
		return fmt.Errorf("the fault %q needs a status", f.Kind)
	}
	return nil
}

// ClearFaults removes all rules.
func (s *Simulator) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}
