package converge

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"
)

// Rollout bounds what one call of ApplyInWaves puts at risk. It knows nothing of what
// is rolled out.
type Rollout struct {
	// MaxUnavailable is how many instances may be out of service at the same time
	// because of the rollout, NoLimit for any number.
	MaxUnavailable int
	// Canary is how many instances go first, of those that are candidates.
	// CanaryPadCodes names them instead.
	Canary         int
	CanaryPadCodes []string
	// MaxFailures is how many instances may fail before nothing more is begun, NoLimit
	// for any number.
	MaxFailures int
	// Pause is the time between two waves.
	Pause time.Duration
}

// NoLimit is Rollout.MaxUnavailable and Rollout.MaxFailures of a rollout without them.
const NoLimit = math.MaxInt

// JobEnd is how a job of a rollout ended.
type JobEnd int

// Ends of jobs. A job that was skipped is neither a success nor a failure.
const (
	EndedWell JobEnd = iota
	EndedFailed
	EndedSkipped
)

// Watcher follows a rollout.
type Watcher struct {
	// Begin is called when a wave begins, if non-nil.
	Begin func(Wave)
	// End is called with the progress after a wave and how long the wave took, if
	// non-nil.
	End func(Wave, Progress, time.Duration)
	// Judge returns how a job ended. If it is nil, a job has failed if there was any
	// error.
	Judge func(Report) JobEnd
}

// Wave describes one wave of a rollout for a log.
type Wave struct {
	// Number counts from 1. Of is how many waves there are, if all ends well.
	Number, Of int
	// Canary is true if it consists of canaries.
	Canary bool
	// Jobs is how many instances it has.
	Jobs int
	// First and Last are its first and last instance by pad code.
	First, Last string
}

// Progress is how far a rollout has come.
type Progress struct {
	// Waves and Of are the waves that were begun and all of them.
	Waves, Of int
	// Well, Failed, Skipped and Waiting count the instances by how they ended. Those
	// that wait were not begun.
	Well, Failed, Skipped, Waiting int
	// Stopped is why nothing more was begun, such as "rollout stopped after 21
	// failures", or "" if everything was begun.
	Stopped string
	// CanariesPassed is true if there were canaries and the rest could follow.
	CanariesPassed bool
	// CanaryStopped is true if the rollout has stopped because of its canaries.
	CanaryStopped bool
}

// stopReason returns why a rollout whose context has ended begins nothing more.
func stopReason(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "rollout ran out of time"
	}
	return "rollout interrupted"
}

// failuresReason returns why a rollout stops after failures.
func failuresReason(failed int) string {
	if failed == 1 {
		return "rollout stopped after 1 failure"
	}
	return fmt.Sprintf("rollout stopped after %d failures", failed)
}

// outOfServiceReason returns why a rollout stops while instances that it has taken out
// of service are not back.
func outOfServiceReason(out int) string {
	if out == 1 {
		return "rollout stopped because 1 instance is still out of service"
	}
	return fmt.Sprintf("rollout stopped because %d instances are still out of service", out)
}

const noCanaryReason = "rollout stopped because no canary ended well"
