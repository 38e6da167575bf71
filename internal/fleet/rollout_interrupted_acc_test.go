package fleet_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
)

// interruptedWaves updates a fleet to image B in waves of two, and ends the apply in the
// pause after the first wave.
func interruptedWaves(t *testing.T, end func(*acctest.Running)) (f *acctest.Case, result acctest.Result) {
	f = rolloutCase(t, "")
	f.Configure(imageFleet(imageA))
	f.Apply()
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 2, canary = 2, pause = "1h"`)))
	result = f.Sends("image 2", func() acctest.Result {
		f.Setenv("TF_LOG_PROVIDER", "INFO")
		apply := f.Start("apply", "-auto-approve", "-no-color")
		apply.AwaitOutput("Rollout: wave 1 of 5 ended after")
		end(apply)
		return apply.Wait()
	})
	return f, result
}

// Ctrl-C between two waves ends the apply at once. The next one goes on without the
// canaries, and nothing is done twice.
func TestAccFleetRolloutInterrupted(t *testing.T) {
	f, result := interruptedWaves(t, func(apply *acctest.Running) { apply.Interrupt() })
	acctest.Contains(t, result.Output, "8 of 10 instances not begun: rollout interrupted", "after wave 1 of 5: 2 done, 0 failed, 8 waiting")
	f.WantState("shop", acctest.Join(acctest.Phones("waiting: rollout interrupted", 3, 10), acctest.Phones("kiosk", 1, 2)))
	wantImage(f, imageB, 1, 2)
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 2, canary = 2`)))
	result = f.Applies("image 8")
	acctest.NotContains(t, result.Output, "canaries, AC")
	wantOutOfService(f, 2)
	wantImage(f, imageB, upTo(1, 10)...)
	f.PlanEmpty()
}

// After a kill between two waves nothing was saved, but what the instances show is not
// done twice.
func TestAccFleetRolloutKilled(t *testing.T) {
	f, _ := interruptedWaves(t, func(apply *acctest.Running) { apply.Kill() })
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 2, canary = 2`)))
	f.Applies("image 8")
	wantOutOfService(f, 2)
	wantImage(f, imageB, upTo(1, 10)...)
	f.PlanEmpty()
}

// A rollout that runs out of time waits, and so do its instances.
func TestAccLongFleetRolloutOutOfTime(t *testing.T) {
	acctest.Long(t)
	f := rolloutCase(t, "")
	f.Configure(imageFleet(imageA))
	f.Apply()
	limits := rollout(`max_unavailable = 5, pause = "1h"`)
	f.Configure(imageFleet(imageB, limits, `timeouts = { update = "20s" }`))
	acctest.Contains(t, f.FailsApply("image 5").Output, "5 of 10 instances not begun: rollout ran out of time")
	f.WantState("shop", acctest.Join(acctest.Phones("waiting: rollout ran out of time", 6, 10), acctest.Phones("kiosk", 1, 5)))
	acctest.Contains(t, f.PlanChanges().Output, `-> "kiosk"`)
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 5`)))
	f.Applies("image 5")
	f.PlanEmpty()
}

// createdInPart creates a fleet with a restart of its settings in waves. The rollout
// stops after the wave of instance 3. more are further lines of the block.
func createdInPart(t *testing.T, more ...string) *acctest.Case {
	f := rolloutCase(t, "")
	f.Setenv("TF_LOG_PROVIDER", "INFO")
	f.Configure(imageFleet(imageA, append([]string{rollout(`max_unavailable = 2, canary = 1, max_failures = 0`)}, more...)...))
	failImage(f, 3)
	acctest.Contains(t, f.FailsApply("image 3").Output, "1 of 10 instances failed, 7 not begun", "terraform untaint", "prevent_destroy")
	if status := f.FleetState("shop").Status; status != "tainted" {
		t.Errorf("got status %q after a create that stopped, want tainted", status)
	}
	return f
}

// wantRest fails unless an apply sends what a create has left, without the canary.
func wantRest(f *acctest.Case, args ...string) {
	f.T.Helper()
	result := f.Sends("image 8", func() acctest.Result { return f.Apply(args...) })
	if got := waves(result); len(got) != 4 || strings.Contains(got[0], "canary") {
		f.T.Errorf("got waves %q, want 4 without a canary", got)
	}
	wantOutOfService(f, 2)
	wantImage(f, imageA, upTo(1, 10)...)
	f.PlanEmpty()
}

// A rollout that stops in a create leaves the fleet tainted. The fleet that replaces it
// goes on where it stopped.
func TestAccFleetRolloutTainted(t *testing.T) {
	f := createdInPart(t)
	acctest.Contains(t, f.PlanChanges().Output, "is tainted, so", "out of service at a time, 4 waves")
	wantRest(f)
}

// After an untaint, the fleet itself goes on. With prevent_destroy, that is the only way.
func TestAccFleetRolloutUntainted(t *testing.T) {
	f := createdInPart(t, "lifecycle {\n prevent_destroy = true\n }")
	acctest.Contains(t, f.FailApply().Output, "prevent_destroy")
	f.Run("untaint", "armcloud_fleet.shop")
	wantRest(f)
}

// A rollout that stops in the replacement of a tainted fleet hands its progress over
// again.
func TestAccFleetRolloutTaintedTwice(t *testing.T) {
	f := createdInPart(t)
	failImage(f, 4)
	acctest.Contains(t, f.FailsApply("image 2").Output, "1 of 8 instances failed, 6 not begun")
	wantImage(f, imageA, 1, 2, 3)
	result := f.Applies("image 7")
	if got := waves(result); len(got) != 4 || strings.Contains(got[0], "canary") {
		t.Errorf("got waves %q, want 4 without a canary", got)
	}
	f.PlanEmpty()
}
