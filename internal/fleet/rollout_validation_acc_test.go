package fleet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Bad values are errors of validate, at the attribute. The control are good ones.
func TestAccFleetRolloutValidation(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	one, two, other := acctest.PadCode(1), acctest.PadCode(2), acctest.PadCode(9)
	bad := map[string]string{
		`max_unavailable = 0`:                               `"0" is neither a whole number from 1 nor a percentage`,
		`max_unavailable = "0%"`:                            `"0%" is neither`,
		`max_unavailable = "101%"`:                          `"101%" is neither`,
		`max_unavailable = -1`:                              `"-1" is neither`,
		`max_unavailable = "some"`:                          `"some" is neither`,
		`max_unavailable = 1.5`:                             `"1.5" is neither`,
		`max_unavailable = ""`:                              `"" is neither`,
		`max_unavailable = "99999999999999999999"`:          `is too large`,
		`max_failures = -1`:                                 `"-1" is neither a whole number from 0`,
		`max_failures = "102%"`:                             `"102%" is neither`,
		`max_failures = "none"`:                             `"none" is neither`,
		`canary = -1`:                                       `at least 0`,
		`canary = 3`:                                        `canary is 3, but phones has only 2 instances`,
		`canary_pad_codes = ["` + other + `"]`:              `not in phones: ` + other,
		`canary_pad_codes = ["` + one + `", "` + one + `"]`: `twice`,
		`canary_pad_codes = ["a code"]`:                     `must be a pad code`,
		`canary_pad_codes = [null]`:                         `Null List Value`,
		`canary = 1, canary_pad_codes = ["` + one + `"]`:    `cannot be specified when`,
		`pause = "soon"`:                                    `"soon" is not a duration`,
		`pause = "-1s"`:                                     `"-1s" is not a duration`,
	}
	var fleets []string
	names := map[string]string{}
	for attributes := range bad {
		names[attributes] = fmt.Sprint("bad", len(fleets))
		fleets = append(fleets, acctest.FleetHCL(names[attributes], acctest.Phones("kiosk", 1, 2), "kiosk = {}\n", rollout(attributes)))
	}
	f.Configure(fleets...)
	result := f.Run("validate", "-no-color")
	errors := strings.Split(result.Output, "Error: ")[1:]
	for attributes, want := range bad {
		if !slices.ContainsFunc(errors, func(e string) bool {
			return strings.Contains(e, "armcloud_fleet."+names[attributes]+",") && strings.Contains(strings.Join(strings.Fields(e), " "), want)
		}) {
			t.Errorf("%s: got no error with %q", attributes, want)
		}
	}
	if result.Exit != 1 || len(errors) < len(bad) {
		t.Errorf("got exit code %d and %d errors, want 1 and an error for each of %d values:\n%s", result.Exit, len(errors), len(bad), result.Output)
	}
	var good []string
	for i, attributes := range []string{
		"", `max_failures = 0`, `canary = 0`, `canary = 2`, `max_unavailable = "1%"`, `max_unavailable = "100%"`, `max_unavailable = 500`, `max_failures = "0%"`,
		`canary_pad_codes = ["` + two + `", "` + one + `"], pause = "0s"`, `canary_pad_codes = []`, `max_unavailable = null, canary = null`,
	} {
		good = append(good, acctest.FleetHCL(fmt.Sprint("good", i), acctest.Phones("kiosk", 1, 2), "kiosk = {}\n", rollout(attributes)))
	}
	f.Configure(good...)
	if result := f.Run("validate", "-no-color"); result.Exit != 0 {
		t.Errorf("got exit code %d of good values, want 0:\n%s", result.Exit, result.Output)
	}
}

// Parts of rollout can be unknown in the plan. Once they are known, bad ones are errors
// before anything is sent.
func TestAccFleetRolloutUnknown(t *testing.T) {
	f := rolloutCase(t, "")
	write := func(size string, attributes string) {
		f.Configure("resource \"terraform_data\" \"size\" {\n input = "+size+"\n triggers_replace = "+size+"\n}\n", imageFleet(imageA, attributes))
	}
	write(`"3"`, rollout(`max_unavailable = terraform_data.size.output, canary_pad_codes = [terraform_data.size.id == "x" ? "AC1" : "`+acctest.PadCode(4)+`"]`))
	f.Applies("image 10")
	wantOutOfService(f, 3)
	f.PlanEmpty()
	f.Configure(imageFleet(imageB))
	f.Apply()
	write(`"0%"`, `rollout = { max_unavailable = terraform_data.size.output }`)
	acctest.Contains(t, f.FailsApply("").Output, `"0%"`, "rollout.max_unavailable")
	write(`{ max_unavailable = "2" }`, `rollout = terraform_data.size.output`)
	f.Applies("image 10")
	wantOutOfService(f, 2)
	f.PlanEmpty()
}

// A change of rollout itself sends nothing.
func TestAccFleetRolloutAlone(t *testing.T) {
	f := rolloutCase(t, "")
	f.Configure(imageFleet(imageA))
	f.Apply()
	f.Configure(imageFleet(imageA, rollout(`max_unavailable = 1, canary = 1, pause = "1h"`)))
	acctest.NotContains(t, f.PlanChanges().Output, "out of service")
	f.Applies("")
	f.PlanEmpty()
	f.Configure(imageFleet(imageA))
	f.Applies("")
	f.PlanEmpty()
}
