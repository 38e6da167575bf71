package fleet

import (
	"fmt"
	"strings"
)

// stopped returns the summary of the error of a rollout that has stopped.
func (a *applier) stopped(failed, all int) string {
	if failed == 0 {
		return fmt.Sprintf("%d of %d instances not begun: %s", a.progress.Waiting, all, a.progress.Stopped)
	}
	return fmt.Sprintf("%d of %d instances failed, %d not begun", failed, all, a.progress.Waiting)
}

// howFar describes how far a rollout came that has stopped, before the failures.
func (a *applier) howFar() string {
	p := a.progress
	text := "The rollout stopped before its first wave"
	if p.Waves > 0 {
		text = fmt.Sprintf("The rollout stopped after wave %d of %d", p.Waves, p.Of)
	}
	text += ": " + countsOf(p) + ". "
	switch {
	case p.CanaryStopped:
		text += "The others are begun only if no canary fails and at least one ends well. "
	case p.Failed > a.limits.MaxFailures:
		text += fmt.Sprintf("max_failures allows %d. ", a.limits.MaxFailures)
	case strings.HasSuffix(p.Stopped, "out of service"):
		text += "Those take up max_unavailable until they run again. "
	}
	return text + "Instances that wait were not changed.\n\n"
}

// nextStep returns what to do after an update that failed.
func (a *applier) nextStep() string {
	switch p := a.progress; {
	case p.CanaryStopped:
		return "Once the cause is gone, apply again: the canaries come first again, and what succeeded is not repeated."
	case p.Waiting == 0:
		return "Apply again to repair the failed instances; what succeeded is not repeated."
	case p.CanariesPassed:
		return "Apply again to continue with the instances that failed or wait; what succeeded is not repeated. The canaries are not repeated either, unless their profile changes."
	default:
		return "Apply again to continue with the instances that failed or wait; what succeeded is not repeated."
	}
}
