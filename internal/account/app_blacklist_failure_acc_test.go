package account_test

import (
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// The error lists an instance that fails, one that is offline, one of another grade
// and one that does not exist; the others enforce the list. Nothing is sent to the
// offline one. The next apply only retries those that failed, also after untaint.
func TestAccAppBlacklistPartialFailure(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 20}, `online_timeout = "1s"`)
	if err := h.SetOnline([]string{code(2)}, false); err != nil {
		t.Fatal(err)
	}
	h.fault(simulator.Fault{Path: "triggeringBlacklist", Kind: simulator.FaultTaskFail, PadCode: code(3), Message: "no room"})
	h.config(blacklistHCL("m2-3", "game", pads(1, 2, 3, 4, 5, 99)))
	failed := h.runs("setUpBlackList 1, triggeringBlacklist 3", blacklistChanges, h.fails)
	says(t, failed.Output, "4 of 6 instances do not enforce the app blacklist",
		code(2)+": offline for", code(3)+": task failed (status -1): no room (task ", code(5)+": the instance has specification m2-4, but the list is for m2-3",
		code(99)+": not in the account", "terraform untaint")
	h.rolledOut(3)
	h.enforces("game", 1, 4)
	h.enforces("", 2, 3, 5)
	if got := h.State("armcloud_app_blacklist.it")["enforcement"]; got != "incomplete: "+strings.Join([]string{code(2), code(3), code(5), code(99)}, ", ") {
		t.Errorf("got enforcement %v, want the instances that failed", got)
	}
	if r := h.Run("untaint", "armcloud_app_blacklist.it"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	says(t, h.PlanChanges().Output, `enforcement = "incomplete: `, "0 to add, 1 to change")
	h.ClearFaults()
	h.config(blacklistHCL("m2-3", "game", pads(1, 2, 3, 4)))
	failed = h.runs("triggeringBlacklist 1", blacklistChanges, h.fails)
	says(t, failed.Output, "1 of 4 instances does not enforce", code(2)+": offline for", "Nothing was submitted", "retry only the instances that failed")
	silent(t, failed.Output, "untaint")
	h.rolledOut(1)
	if err := h.SetOnline([]string{code(2)}, true); err != nil {
		t.Fatal(err)
	}
	h.runs("triggeringBlacklist 1", blacklistChanges, h.applies)
	h.rolledOut(1)
	h.enforces("game", 1, 2, 3, 4)
	h.PlanEmpty()

	// If an instance is offline, a destroy keeps the resource, and the next one does
	// not repeat what succeeded.
	if err := h.SetOnline([]string{code(2)}, false); err != nil {
		t.Fatal(err)
	}
	destroyed := h.runs("setUpBlackList 1, triggeringBlacklist 3", blacklistChanges, func() acctest.Result {
		return h.Run("destroy", "-auto-approve", "-no-color")
	})
	says(t, destroyed.Output, "1 instance still enforces the app blacklist", code(2)+": offline for")
	h.rolledOut(3)
	says(t, h.PlanChanges().Output, "none: the list was emptied")
	if err := h.SetOnline([]string{code(2)}, true); err != nil {
		t.Fatal(err)
	}
	h.destroys()
	h.enforces("", 1, 2, 3, 4)
}

// Replacing a tainted blacklist does not empty it in between.
func TestAccAppBlacklistReplacesTainted(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 10}, "")
	h.fault(simulator.Fault{Path: "triggeringBlacklist", Kind: simulator.FaultTaskFail, PadCode: code(2), Times: 1})
	h.config(blacklistHCL("m2-3", "game", pads(1, 2)))
	h.fails()
	h.runs("setUpBlackList 1, triggeringBlacklist 2", blacklistChanges, h.applies)
	h.enforces("game", 1, 2)
	h.PlanEmpty()
}

// The next apply waits for the tasks of an interrupted one, so that no instance
// gets two changes at once: after a create, which is replaced, and after an update.
func TestAccAppBlacklistInterrupted(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 10, TaskTime: 2 * time.Second}, "")
	tasks := 0
	interrupt := func(app string) {
		h.config(blacklistHCL("m2-3", app, ""))
		// The tasks seem to run until the apply has ended, however slow the machine is.
		h.fault(simulator.Fault{Path: "triggeringBlacklist", Kind: simulator.FaultTaskStatus, Status: 2})
		apply := h.Start("apply", "-auto-approve", "-no-color")
		tasks += 2
		acctest.Eventually(t, "the tasks run", func() bool { return len(h.Tasks()) == tasks })
		h.AwaitPolls(t)
		apply.Interrupt()
		result := apply.Wait()
		h.ClearFaults()
		says(t, result.Output, "2 of 2 instances do not enforce the app blacklist", "interrupted; its task may still be running")
	}
	interrupt("game")
	says(t, h.runs("setUpBlackList 1, triggeringBlacklist 2", blacklistChanges, h.applies).Output, "1 destroyed")
	h.enforces("game", 1, 2)
	interrupt("video")
	says(t, h.runs("triggeringBlacklist 2", blacklistChanges, h.applies).Output, "1 changed")
	h.enforces("video", 1, 2)
	h.PlanEmpty()
}

// If the response to a change of the list is lost, the state has the old list and
// marks it as unknown, so that going back to the old list sends it again.
func TestAccAppBlacklistLostAnswer(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 10}, "max_retries = 0")
	h.config(blacklistHCL("m2-3", "game", pads(1, 2)))
	h.applies()
	h.fault(simulator.Fault{Path: "setUpBlackList", Kind: simulator.FaultDropAfter, Times: 1})
	h.config(blacklistHCL("m2-3", "video", pads(1, 2)))
	says(t, h.runs("setUpBlackList 1", blacklistChanges, h.fails).Output, "Unable to set the app blacklist of m2-3")
	h.config(blacklistHCL("m2-3", "game", pads(1, 2)))
	says(t, h.PlanChanges().Output, `enforcement = "unknown: the response to the last change of the list was lost" -> "complete"`)
	h.runs("setUpBlackList 1, triggeringBlacklist 2", blacklistChanges, h.applies)
	if got := h.Blacklists()["m2-3"]; got["com.example.game"] != "game" || len(got) != 1 {
		t.Errorf("got list %v, want only com.example.game", got)
	}
	h.enforces("game", 1, 2)
	h.PlanEmpty()
}
