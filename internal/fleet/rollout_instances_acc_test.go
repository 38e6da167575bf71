package fleet_test

import (
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A canary that is skipped is no success: if all of them are, nothing else is begun. If
// one of two is, the other one decides.
func TestAccFleetRolloutSkipsCanaries(t *testing.T) {
	f := rolloutCase(t, `online_timeout = "50ms"`)
	f.Configure(imageFleet(imageA))
	f.Apply()
	f.Configure(imageFleet(imageB, rollout(`canary = 2`), skip))
	offline(f, true, 1, 2)
	acctest.Contains(t, f.FailsApply("").Output, "Warning: 2 of 10 instances skipped",
		"8 of 10 instances not begun: rollout stopped because no canary ended well", "0 done, 0 failed, 2 skipped, 8 waiting", "at least one ends well")
	f.WantState("shop", acctest.Join(acctest.Phones("waiting: rollout stopped because no canary ended well", 3, 10), acctest.Phones("skipped: offline", 1, 2)))
	acctest.Contains(t, f.PlanChanges().Output, `"AC32010000001" = "skipped: offline" -> "kiosk"`, `"AC32010000003" = "waiting: rollout stopped because no canary ended well" -> "kiosk"`)

	offline(f, false, 2)
	acctest.Contains(t, f.Applies("image 9").Output, "Warning: 1 of 10 instances skipped")
	f.WantSkipped("shop", 1)
	offline(f, false, 1)
	f.Applies("image 1")
	f.PlanEmpty()
}

// Without skip, an offline canary has failed. Instances that are off already take up no
// room: only what the apply takes out of service counts.
func TestAccFleetRolloutOffline(t *testing.T) {
	f := rolloutCase(t, `online_timeout = "50ms"`)
	f.Configure(imageFleet(imageA))
	f.Apply()
	offline(f, true, 1)
	f.Configure(imageFleet(imageB, rollout(`canary = 1`)))
	acctest.Contains(t, f.FailsApply("").Output, "1 of 10 instances failed, 9 not begun")
	offline(f, true, 2)
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 1`)))
	acctest.Contains(t, f.FailsApply("image 8").Output, "2 of 10 instances failed\n")
	wantOutOfService(f, 1)
}

// An instance that this apply has taken out of service and that does not come back takes
// up room, so the rollout stops. The next apply goes on once it runs again.
func TestAccFleetRolloutInstanceStaysOut(t *testing.T) {
	f := rolloutCase(t, `online_timeout = "50ms"`)
	f.Configure(imageFleet(imageA))
	f.Apply()
	volatile := "kiosk = {\n image = { image_id = \"" + imageB + "\" }\n " + acctest.Slow + "}\n"
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 10), volatile, rollout(`max_unavailable = 1`)))
	// After its image, instance 1 fails to set its bandwidth and does not run.
	f.Fault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskStatus, PadCode: acctest.PadCode(1), Status: 2})
	f.Fault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, PadCode: acctest.PadCode(1), Times: 1, Message: "crashed"})
	f.Sends("image 1, bandwidth 1", func() acctest.Result {
		apply := f.Start("apply", "-auto-approve", "-no-color")
		acctest.Eventually(t, "the bandwidth fails on instance 1", func() bool {
			return slices.ContainsFunc(f.Tasks(), func(task simulator.TaskState) bool {
				return task.PadCode == acctest.PadCode(1) && task.Path == setSpeed && task.Status < 0
			})
		})
		f.Must(f.SetStatus([]string{acctest.PadCode(1)}, 14))
		f.ClearFaults()
		result := apply.Wait()
		acctest.Contains(t, result.Output, "1 of 10 instances failed, 9 not begun", "Those take up max_unavailable until they run again.")
		return result
	})
	f.Must(f.SetStatus([]string{acctest.PadCode(1)}, 10))
	f.Applies("image 9, bandwidth 10")
	f.PlanEmpty()
}

// An instance that leaves the account in the middle of a rollout has failed. The others
// go on, and the next refresh forgets it.
func TestAccFleetRolloutInstanceLeaves(t *testing.T) {
	f := rolloutCase(t, "")
	f.Configure(imageFleet(imageA))
	f.Apply()
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 5`)))
	f.Fault(simulator.Fault{Path: "/pad/upgradeImage", Kind: simulator.FaultTaskStatus, PadCode: acctest.PadCode(5), Status: 2})
	apply := f.Start("apply", "-auto-approve", "-no-color")
	acctest.Eventually(t, "the first wave is sent", func() bool { return f.Submitted("/pad/upgradeImage") >= 5 })
	f.Must(f.Remove([]string{acctest.PadCode(8)}))
	f.ClearFaults()
	result := apply.Wait()
	acctest.Contains(t, result.Output, "1 of 10 instances failed", acctest.PadCode(8))
	acctest.NotContains(t, result.Output, "not begun")
	f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 7), acctest.Phones("kiosk", 9, 10)), imageProfile("kiosk", imageB), rollout(`max_unavailable = 5`)))
	f.Sends("", func() acctest.Result { return f.Apply() })
	f.PlanEmpty()
}

// Two fleets with an instance in common each keep their own bounds, and neither waits
// for the other forever.
func TestAccFleetRolloutOfTwoFleets(t *testing.T) {
	f := rolloutCase(t, "")
	write := func(version, limits string) {
		more := []string{limits, `restart_triggers = { v = "` + version + `" }`}
		f.Configure(acctest.FleetHCL("one", acctest.Phones("kiosk", 1, 5), "kiosk = {}\n", more...), acctest.FleetHCL("two", acctest.Phones("kiosk", 5, 9), "kiosk = {}\n", more...))
	}
	write("1", "")
	f.Apply()
	write("2", rollout(`max_unavailable = 1`))
	f.Sends("restart 10", func() acctest.Result { return f.Apply() })
	wantOutOfService(f, 2)
	f.PlanEmpty()
	write("3", "")
	f.Sends("restart 10", func() acctest.Result { return f.Apply() })
	if most := f.Counters().MaxOutOfService; most <= 2 {
		t.Errorf("got %d instances out of service at the same time without rollout, want more than 2", most)
	}
}

// Instances that leave the fleet are released in a wave too, but are no canaries. One
// that was not begun stays in the state until the next apply.
func TestAccFleetRolloutReleases(t *testing.T) {
	f := rolloutCase(t, "")
	write := func(from, mbps int) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", from, 4), acctest.SpeedProfile("kiosk", mbps, ""), rollout(`canary = 1`)))
	}
	write(1, 10)
	f.Apply()
	write(2, 20)
	failTimes(f, 2, 1)
	acctest.Contains(t, f.FailsApply("bandwidth 1").Output, "1 of 4 instances failed, 3 not begun")
	f.WantSpeed(10, 1, 3, 4)
	acctest.Contains(t, f.PlanChanges().Output, `"AC32010000001" = "waiting: rollout stopped after 1 failure" -> null`)
	f.Applies("bandwidth 4")
	f.WantSpeed(0, 1)
	f.WantSpeed(20, 2, 3, 4)
	f.PlanEmpty()
}
