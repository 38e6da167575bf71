package fleet_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const setSpeed = "/openapi/open/pad/setSpeed"

// 1,000 instances with one setting take about ten requests of 100, and no instance has
// two changes at once.
func TestAccFleetOfAThousand(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 1000, TaskTime: 200 * time.Millisecond, TaskJitter: 100 * time.Millisecond}, "")
	phones := acctest.Phones("kiosk", 1, 1000)
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "")))
	f.Apply()
	f.WantShared(setSpeed, 1000, 10)
	f.WantSent(map[string]int{"setSpeed": 1000})
	f.WantSpeed(10, 1, 1000)
	f.PlanEmpty()
	// One request reads the number of instances, and two read the pages of the listing.
	if requests := f.Counters().Total(); requests > 3 {
		t.Errorf("got %d requests of an empty plan, want at most 3: %v", requests, f.Counters().Requests)
	}

	// If 200 instances fail, the error lists some and counts the others.
	f.Must(f.AddFault(simulator.Fault{Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, Times: 200}))
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 20, "")))
	acctest.Contains(t, f.FailApply().Output, "200 of 1000 instances failed", "and 180 more:", "180 × task failed (status -1)")
	f.WantSent(map[string]int{"setSpeed": 1000})
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 200})
}

// Each of many profiles takes about one request, because only the instances of a
// profile have equal values. An undo has no value, so instances of all profiles share
// full requests.
func TestAccFleetOfManyProfiles(t *testing.T) {
	testFleetOfManyProfiles(t, 500, 50)
}

func TestAccLongFleetOfManyProfiles(t *testing.T) {
	acctest.Long(t)
	testFleetOfManyProfiles(t, 2_000, 200)
}

func testFleetOfManyProfiles(t *testing.T, size, kinds int) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: size}, "")
	var profiles strings.Builder
	phones := map[string]string{}
	for n := range kinds {
		profiles.WriteString(acctest.SpeedProfile(fmt.Sprint("p", n), n+1, ""))
	}
	for n := 1; n <= size; n++ {
		phones[acctest.PadCode(n)] = fmt.Sprint("p", n%kinds)
	}
	f.Configure(acctest.FleetHCL("shop", phones, profiles.String()))
	f.Apply()
	f.WantShared(setSpeed, size, kinds)
	// No request has instances of two profiles.
	for n := 1; n <= size; n++ {
		f.WantSpeed(float64(n%kinds+1), n)
	}
	f.PlanEmpty()

	// A change of one profile is sent only to its instances.
	f.Sent()
	changed := strings.Replace(profiles.String(), acctest.SpeedProfile("p7", 8, ""), acctest.SpeedProfile("p7", 500, ""), 1)
	f.Configure(acctest.FleetHCL("shop", phones, changed))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": size / kinds})

	f.Destroy()
	f.WantShared(setSpeed, size, size/100)
	if got := countWithSpeed(f, 0); got != size {
		t.Errorf("got the bandwidth undone on %d instances, want %d", got, size)
	}
}

// A long apply logs its progress every ten seconds and at its end. The control is a
// short apply, which logs none.
func TestAccFleetProgress(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 40, TaskTime: 11 * time.Second}, "")
	quick := &acctest.Case{Account: acctest.Start(t, simulator.Options{Instances: 40}), Workspace: acctest.NewWorkspace(t, ""), T: t}
	for _, c := range []struct {
		f    *acctest.Case
		want []string
	}{{f, []string{
		`Progress: 0 of 40 instances done, 0 failed, 40 running, after 10s; too early for an estimate`,
		`Progress: 40 of 40 instances done, 0 failed, 0 running, after 1\ds`,
	}}, {quick, nil}} {
		c.f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 40), acctest.SpeedProfile("kiosk", 10, "")))
		c.f.Setenv("TF_LOG_PROVIDER", "INFO")
		result := c.f.Apply()
		lines := regexp.MustCompile(`\[INFO\].*Progress: [^:]*`).FindAllString(result.Output, -1)
		if len(lines) != len(c.want) {
			t.Errorf("got %d lines of progress, want %d: %q", len(lines), len(c.want), lines)
		}
		for i, pattern := range c.want {
			if i < len(lines) && !regexp.MustCompile(pattern).MatchString(lines[i]) {
				t.Errorf("got line %q, want a match of %q", lines[i], pattern)
			}
		}
	}
	if !slices.Equal(f.PadCodes(), quick.PadCodes()) {
		t.Error("got different instances in the two accounts, want the same")
	}
}
