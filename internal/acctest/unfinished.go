package acctest

import (
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Hang makes the tasks of a submission, such as "proxy/set", appear to run until
// the faults are cleared. The tasks themselves end as usual.
func (c *Case) Hang(path string) {
	c.T.Helper()
	c.Fault(simulator.Fault{Path: path, Kind: simulator.FaultTaskStatus, Status: 2})
}

// Idle waits until the instances run and have no unfinished tasks.
func (c *Case) Idle(codes ...string) {
	c.T.Helper()
	Eventually(c.T, "the instances are idle", func() bool {
		for _, code := range codes {
			if on := c.Instance(code); on.Unfinished > 0 || on.Status != 10 {
				return false
			}
		}
		return true
	})
}

// Interrupted runs the CLI and interrupts it as Ctrl-C does once ready holds and the
// provider polls tasks. It must fail.
func (c *Case) Interrupted(ready func() bool, args ...string) Result {
	c.T.Helper()
	run := c.Start(append(args, "-auto-approve", "-no-color")...)
	Eventually(c.T, "the changes are submitted", ready)
	c.AwaitPolls(c.T)
	run.Interrupt()
	result := run.Wait()
	if result.Exit != 1 {
		c.T.Fatalf("got exit code %d of an interrupted %s, want 1:\n%s", result.Exit, args[0], result.Output)
	}
	return result
}

// Submitted returns the number of instances that were sent a change since the
// counters were reset. path is the end of the operation's path.
func (c *Case) Submitted(path string) int {
	c.T.Helper()
	count := 0
	for full, sizes := range c.Counters().BatchSizes {
		if !strings.HasSuffix(full, path) {
			continue
		}
		for size, times := range sizes {
			count += size * times
		}
	}
	return count
}
