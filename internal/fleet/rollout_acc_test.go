package fleet_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Images of the same Android version.
const (
	imageA = simulator.ImageAndroid13A
	imageB = simulator.ImageAndroid13B
)

// rolloutCase is a case of a fleet of 10 instances, whose restarts and image changes take
// a tenth of a second.
func rolloutCase(t *testing.T, provider string) *acctest.Case {
	return acctest.NewFleetCase(t, simulator.Options{Instances: 10, RestartTime: 100 * time.Millisecond}, provider)
}

// imageFleet returns a fleet of the instances 1 to 10 with an image. more are further
// lines of the block.
func imageFleet(image string, more ...string) string {
	return acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 10), imageProfile("kiosk", image), more...)
}

func imageProfile(name, image string) string {
	return fmt.Sprintf("%s = {\n image = { image_id = %q }\n}\n", name, image)
}

// rollout returns the attribute.
func rollout(attributes string) string { return "rollout = { " + attributes + " }" }

// failImage makes the next image change of instance n fail.
func failImage(f *acctest.Case, n int) {
	f.Fault(simulator.Fault{Path: "/pad/upgradeImage", Kind: simulator.FaultTaskFail, PadCode: acctest.PadCode(n), Times: 1, Message: "boot loop"})
}

// wantImage fails unless exactly the instances with these numbers have an image.
func wantImage(f *acctest.Case, image string, numbers ...int) {
	f.T.Helper()
	for n := 1; n <= 10; n++ {
		if has := f.Instance(acctest.PadCode(n)).ImageID == image; has != slices.Contains(numbers, n) {
			f.T.Errorf("instance %d: got image %s, want %s: %v", n, f.Instance(acctest.PadCode(n)).ImageID, image, !has)
		}
	}
}

// upTo returns the numbers from one to another.
func upTo(from, to int) []int {
	var numbers []int
	for n := from; n <= to; n++ {
		numbers = append(numbers, n)
	}
	return numbers
}

// wantOutOfService fails unless instances were out of service since the counters were
// reset, but no more than so many at the same time.
func wantOutOfService(f *acctest.Case, most int) {
	f.T.Helper()
	if c := f.Counters(); c.MaxOutOfService > most || c.MaxOutOfService == 0 || c.OutOfService != 0 {
		f.T.Errorf("got %d instances out of service at the same time and %d now, want 1 to %d and none now", c.MaxOutOfService, c.OutOfService, most)
	}
}

// waves returns what the log says of the waves that began.
func waves(result acctest.Result) []string {
	return regexp.MustCompile(`wave \d+ of \d+: [^\n]*`).FindAllString(result.Output, -1)
}

// waiting is the state of instances that a rollout has not begun.
func waiting(failures int) string {
	if failures == 1 {
		return "waiting: rollout stopped after 1 failure"
	}
	return fmt.Sprintf("waiting: rollout stopped after %d failures", failures)
}

// max_unavailable bounds how many instances are out of service at the same time, as a
// number or a percentage, for images and restarts. Changes that take none out of service
// are not delayed. The plan says so before. The control is the same without rollout.
func TestAccFleetRolloutBounds(t *testing.T) {
	f := rolloutCase(t, "")
	f.Setenv("TF_LOG_PROVIDER", "INFO")
	f.Configure(imageFleet(imageA, rollout(`max_unavailable = "25%"`)))
	acctest.Contains(t, f.PlanChanges().Output, "This apply takes up to 3 of 10 instances out of service at a time, 4 waves\n", "There is no estimate")
	result := f.Applies("image 10")
	wantOutOfService(f, 3)
	acctest.Contains(t, result.Output, "Rollout: wave 1 of 4: 3 instances, AC32010000001 to AC32010000003", "Rollout: wave 4 of 4: instance AC32010000010",
		"Rollout: wave 4 of 4 ended after", ": 10 done, 0 failed, 0 waiting")
	f.PlanEmpty()

	f.Configure(imageFleet(imageB))
	acctest.NotContains(t, f.Applies("image 10").Output, "out of service at a time")
	if most := f.Counters().MaxOutOfService; most <= 3 {
		t.Errorf("got %d instances out of service at the same time without rollout, want more than 3", most)
	}

	f.Configure(imageFleet(imageA, rollout(`max_unavailable = 2, canary = 1`)))
	acctest.Contains(t, f.PlanChanges().Output, "This apply takes up to 2 of 10 instances out of service at a time, 6 waves, about ", "took last in this")
	f.Applies("image 10")
	wantOutOfService(f, 2)

	f.Configure(imageFleet(imageA, rollout(`max_unavailable = 5`), `restart_triggers = { v = "1" }`))
	acctest.Contains(t, f.PlanChanges().Output, "at a time, 2 waves\n", "There is no estimate")
	f.Applies("restart 10")
	wantOutOfService(f, 5)

	// Only the bandwidth changes: all at once.
	slow := "kiosk = {\n image = { image_id = \"" + imageA + "\" }\n " + acctest.Slow + "}\n"
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 10), slow, rollout(`max_unavailable = 1`), `restart_triggers = { v = "1" }`))
	acctest.NotContains(t, f.PlanChanges().Output, "out of service at a time")
	f.Applies("bandwidth 10")
	f.WantShared(setSpeed, 10, 1)
}

// Where the API lists tasks, a fleet without a record of its own learns from the account.
func TestAccFleetRolloutLearnsFromTheAccount(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Level: simulator.Level2024}, "")
	f.Configure(imageFleet(imageA, rollout(`max_unavailable = 5`)))
	acctest.Contains(t, f.PlanChanges().Output, "at a time, 2 waves\n", "There is no estimate")
	f.Apply()
	f.Run("state", "rm", "armcloud_fleet.shop")
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 2`)))
	acctest.Contains(t, f.PlanChanges().Output, "at a time, 5 waves, about ", "the latest tasks of the account")
}

// A rollout of the whole fleet at once takes no request more than none.
func TestAccFleetRolloutOfAllAtOnce(t *testing.T) {
	var counts [2]map[string]int
	f := rolloutCase(t, "")
	for i, more := range []string{"", rollout(`max_unavailable = 10, max_failures = 3`)} {
		other := &acctest.Case{Account: acctest.Start(t, f.Options()), Workspace: acctest.NewWorkspace(t, ""), T: t}
		other.Configure(imageFleet(imageA, more))
		other.Apply()
		counts[i] = other.Counters().Requests
		// How often a task is polled depends on the load of the machine.
		for path := range counts[i] {
			if regexp.MustCompile("TaskDetail|padDetails").MatchString(path) {
				delete(counts[i], path)
			}
		}
	}
	if fmt.Sprint(counts[0]) != fmt.Sprint(counts[1]) {
		t.Errorf("got requests %v with rollout, want %v as without", counts[1], counts[0])
	}
}

// A bad image stops at the canary. The others stay as they were and say why, in the
// state and in the next plan, with and without a refresh. As long as the profile is the
// same, the canary comes first again. With another image, everything is finished.
func TestAccFleetRolloutStopsAfterTheCanary(t *testing.T) {
	f := rolloutCase(t, "")
	limits := rollout(`max_unavailable = 5, canary = 1`)
	f.Configure(imageFleet(imageA))
	f.Apply()
	f.Configure(imageFleet(imageB, limits))
	failImage(f, 1)
	result := f.FailsApply("image 1")
	acctest.Contains(t, result.Output, "Error: 1 of 10 instances failed, 9 not begun", "The rollout stopped after wave 1 of 3: 0 done, 1 failed, 9 waiting.",
		acctest.PadCode(1)+": unable to set the image", "boot loop")
	failed := "failed: task failed (status -1): boot loop"
	stopped := acctest.Join(acctest.Phones(waiting(1), 2, 10), acctest.Phones(failed, 1, 1))
	f.WantState("shop", stopped)
	wantImage(f, imageA, upTo(1, 10)...)
	for _, refresh := range []string{"-refresh=true", "-refresh=false"} {
		acctest.Contains(t, f.PlanChanges(refresh).Output, `"AC32010000010" = "waiting: rollout stopped after 1 failure" -> "kiosk"`,
			"This apply takes up to 5 of 10 instances out of service at a time, 3 waves")
	}

	failImage(f, 1)
	f.FailsApply("image 1")
	f.WantState("shop", stopped)

	f.Must(f.AddImage("img-mended", "android13"))
	f.Configure(imageFleet("img-mended", limits))
	f.Setenv("TF_LOG_PROVIDER", "INFO")
	result = f.Applies("image 10")
	acctest.Contains(t, result.Output, "wave 1 of 3: canary AC32010000001", "wave 2 of 3: 5 instances")
	f.WantShared("/openapi/open/pad/upgradeImage", 10, 3)
	wantOutOfService(f, 5)
	wantImage(f, "img-mended", upTo(1, 10)...)
	f.WantState("shop", acctest.Phones("kiosk", 1, 10))
	f.PlanEmpty()
}

// max_failures stops the rollout after the wave in which one more failed. The next apply
// goes on, and does not repeat the canary, unless the profile has changed.
func TestAccFleetRolloutGoesOn(t *testing.T) {
	f := rolloutCase(t, "")
	f.Setenv("TF_LOG_PROVIDER", "INFO")
	limits := rollout(`max_unavailable = 2, canary_pad_codes = ["` + acctest.PadCode(5) + `"], max_failures = "10%"`)
	f.Configure(imageFleet(imageA, limits))
	f.Apply()
	f.Configure(imageFleet(imageB, limits))
	failImage(f, 2)
	failImage(f, 4)
	result := f.FailsApply("image 5")
	acctest.Contains(t, result.Output, "wave 1 of 6: canary AC32010000005", "2 of 10 instances failed, 5 not begun", "after wave 3 of 6: 3 done, 2 failed, 5 waiting. max_failures allows 1.")
	wantImage(f, imageB, 1, 3, 5)
	f.WantState("shop", acctest.Join(acctest.Phones(waiting(2), 6, 10), acctest.Phones("kiosk", 1, 5), acctest.Phones("failed: task failed (status -1): boot loop", 2, 2),
		acctest.Phones("failed: task failed (status -1): boot loop", 4, 4)))

	failImage(f, 2)
	failImage(f, 4)
	result = f.FailsApply("image 2")
	acctest.Contains(t, result.Output, "wave 1 of 4: 2 instances, AC32010000002 to AC32010000004", "2 of 7 instances failed, 5 not begun")
	acctest.NotContains(t, result.Output, "canary AC")

	result = f.Applies("image 7")
	if got := waves(result); len(got) != 4 {
		t.Errorf("got waves %q, want 4", got)
	}
	wantImage(f, imageB, upTo(1, 10)...)
	f.PlanEmpty()

	// The next change begins with the canary, also if it only restarts.
	f.Configure(imageFleet(imageB, limits, `restart_triggers = { v = "1" }`))
	acctest.Contains(t, f.Applies("restart 10").Output, "wave 1 of 6: canary AC32010000005")
}

// A failure in the last wave stops nothing: there is nothing left to begin.
func TestAccFleetRolloutFailsInTheLastWave(t *testing.T) {
	f := rolloutCase(t, "")
	f.Configure(imageFleet(imageA))
	f.Apply()
	f.Configure(imageFleet(imageB, rollout(`max_unavailable = 9, max_failures = 0`)))
	failImage(f, 10)
	acctest.Contains(t, f.FailsApply("image 10").Output, "Error: 1 of 10 instances failed\n")
	wantImage(f, imageB, upTo(1, 9)...)
	f.Applies("image 1")
	f.PlanEmpty()
}

// Changes that leave instances in service count for the canary and max_failures.
func TestAccFleetRolloutInService(t *testing.T) {
	f := rolloutCase(t, "")
	write := func(mbps int, limits string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 10), acctest.SpeedProfile("kiosk", mbps, ""), limits))
	}
	write(10, rollout(`canary = 2`))
	f.Applies("bandwidth 10")
	failTimes(f, 2, 1)
	write(20, rollout(`canary = 2`))
	acctest.Contains(t, f.FailsApply("bandwidth 2").Output, "1 of 10 instances failed, 8 not begun")
	f.WantSpeed(20, 1)
	f.WantSpeed(10, upTo(3, 10)...)
	f.Applies("bandwidth 9")
	f.PlanEmpty()
}
