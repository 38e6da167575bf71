package simulator

import (
	"fmt"
	"slices"
	"time"
)

// Kinds of faults.
const (
	FaultError       = "error"        // HTTP 200 with Code and Message; nothing is done
	FaultStatus      = "status"       // HTTP Status, with Retry-After if RetryAfter is set; nothing is done
	FaultDropBefore  = "drop_before"  // the connection closes; nothing is done
	FaultDropAfter   = "drop_after"   // the work is done, then the connection closes: the response is lost
	FaultHangAfter   = "hang_after"   // the work is done, but there is no response until the client gives up
	FaultTruncate    = "truncate"     // the work is done, the response is cut in half
	FaultGarble      = "garble"       // the work is done, the response is HTTP Status (default 200) with Message as the body
	FaultHTML        = "html"         // an HTML page with Status (default 200); nothing is done
	FaultBody        = "body"         // HTTP Status (default 200) with Message as the body; nothing is done
	FaultHuge        = "huge"         // a response of more than 64 MiB; nothing is done
	FaultHang        = "hang"         // no response until the client gives up; nothing is done
	FaultSlow        = "slow"         // the response is delayed by Delay
	FaultRedirect    = "redirect"     // HTTP 307 to Message (a URL); nothing is done
	FaultTaskFail    = "task_fail"    // the task of PadCode (if empty, also of an upload) ends with Status (default -1) and Message
	FaultTaskUnknown = "task_unknown" // task queries omit the tasks of PadCode
	FaultTaskStatus  = "task_status"  // task queries show Status for the tasks of PadCode
	FaultOmit        = "omit"         // a submission skips PadCode: no task and no item in the response
	FaultReject      = "reject"       // a request that names PadCode is refused with Code and Message
	FaultClockSkew   = "clock_skew"   // the clock of the service is Delay ahead, so that it refuses the signature after 15 minutes
	FaultGone        = "gone"         // the work is done, then the account no longer has PadCode

	FaultTaskFailAfter = "task_fail_after" // like task_fail, but the task takes effect
	FaultRefuseItem    = "refuse_item"     // a submission refuses PadCode with Code (default 110031) and Message in its item, and accepts the others

	// Faults of listings: padDetails, infos and all other paged endpoints.
	FaultTotal         = "total"          // total and totalPage are those of Count rows; if Count is negative, they are absent
	FaultDuplicateRows = "duplicate_rows" // the first Count rows (default 1) of a page occur twice on it
	FaultEndless       = "endless"        // every page is full, starting over after the last row, and promises one more
	FaultShortPages    = "short_pages"    // pages have at most Count rows (default: half of the requested rows)
	FaultVanish        = "vanish"         // the first Count rows (default 1) of the listing disappear before page 2, so as many rows are skipped
)

// Fault is a rule that makes the service misbehave.
type Fault struct {
	Path       string        // path or its end, such as "pad/restart"; empty: every path. For task_unknown and task_status: the path of the query or of the submission
	Kind       string        // one of the Fault constants
	Times      int           // how often it fires; 0: until ClearFaults
	After      int           // how many matching requests pass before it fires
	PadCode    string        // only requests for (or tasks of) this instance; empty: all, and uploads
	Code       int           // code in the body; default: 100000 (error), 110028 (reject) or 110031 (refuse_item)
	Message    string        // msg or errorMsg
	Status     int           // HTTP status, or status of a task
	RetryAfter int           // seconds; with FaultStatus, also sent as X-RateLimit-Reset
	Delay      time.Duration // with FaultSlow and FaultClockSkew
	Count      int           // rows, with faults of listings
}

type faultRule struct {
	Fault
	matches int // matching requests so far
	hits    int // how often it fired
}

// taskFaults are the kinds that concern one instance in a request, not the
// whole request.
var taskFaults = []string{FaultTaskFail, FaultTaskFailAfter, FaultTaskUnknown, FaultTaskStatus, FaultOmit, FaultRefuseItem}

var requestFaults = []string{
	FaultError, FaultStatus, FaultDropBefore, FaultDropAfter, FaultTruncate, FaultHTML, FaultBody,
	FaultHuge, FaultHang, FaultHangAfter, FaultGarble, FaultSlow, FaultRedirect, FaultReject, FaultClockSkew, FaultGone,
}

// FaultKinds returns all kinds of faults.
func FaultKinds() []string { return slices.Concat(requestFaults, taskFaults, listingFaults) }

// AddFault adds a rule. Rules apply in the order in which they were added.
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
		return fmt.Errorf("times, after and delay cannot be negative")
	}
	switch {
	case (f.Kind == FaultReject || f.Kind == FaultGone) && f.PadCode == "":
		return fmt.Errorf("the fault %q needs a pad code", f.Kind)
	case f.Kind == FaultStatus && (f.Status < 400 || f.Status > 599):
		return fmt.Errorf("the fault %q needs an HTTP status from 400 to 599", f.Kind)
	case f.Kind == FaultRedirect && f.Message == "":
		return fmt.Errorf("the fault %q needs a URL as its message", f.Kind)
	case f.Count < 0 && f.Kind != FaultTotal:
		return fmt.Errorf("the count of the fault %q cannot be negative", f.Kind)
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

// FaultHits returns how often the rules that are set have fired so far.
func (s *Simulator) FaultHits() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	hits := 0
	for _, f := range s.faults {
		hits += f.hits
	}
	return hits
}
