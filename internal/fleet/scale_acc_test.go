package fleet_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Thousands of phones with two hundred profiles: one request for each profile,
// whose phones have equal values. What leaves is taken back in full requests,
// phones of all profiles together.
func TestAccFleetOfManyProfiles(t *testing.T) {
	const size, kinds = 2_000, 200
	f := acctest.NewFleetCase(t, simulator.Options{Instances: size}, "")
	var profiles strings.Builder
	phones := map[string]string{}
	for n := range kinds {
		profiles.WriteString(acctest.SpeedProfile(fmt.Sprint("p", n), n+1, ""))
	}
	for n := 1; n <= size; n++ {
		phones[acctest.PadCode(n)] = fmt.Sprint("p", n%kinds)
	}
	f.WriteResources(acctest.FleetHCL("shop", phones, profiles.String()))
	f.Apply()
	if sizes := f.Counters().BatchSizes["/openapi/open/pad/setSpeed"]; !maps.Equal(sizes, map[int]int{size / kinds: kinds}) {
		t.Errorf("batches by size are %v, expected %d of %d", sizes, kinds, size/kinds)
	}
	f.WantSpeed(8, 7, kinds+7)
	f.PlanEmpty()

	// One profile changes: its phones alone.
	f.Sent()
	changed := strings.Replace(profiles.String(), acctest.SpeedProfile("p7", 8, ""), acctest.SpeedProfile("p7", 500, ""), 1)
	f.WriteResources(acctest.FleetHCL("shop", phones, changed))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": size / kinds})

	f.Destroy()
	if sizes := f.Counters().BatchSizes["/openapi/open/pad/setSpeed"]; !maps.Equal(sizes, map[int]int{100: size / 100}) {
		t.Errorf("batches of the release by size are %v, expected %d of 100", sizes, size/100)
	}
	if have := countWithSpeed(f, 0); have != size {
		t.Errorf("%d phones were taken back, expected %d", have, size)
	}
}

// A group of the account is imported as a fleet; its phones come in without a
// profile, and the first apply sends what the configuration says, to the group
// alone.
func TestAccFleetImportsALargeGroup(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 2_000}, "")
	f.WriteResources(`
data "armcloud_instances" "group" {
  filter  = { group_ids = [2] }
  details = false
}
import {
  to = armcloud_fleet.shop
  id = "group:2"
}
resource "armcloud_fleet" "shop" {
  phones   = { for code in data.armcloud_instances.group.pad_codes : code => "kiosk" }
  profiles = { kiosk = { bandwidth = { upload_mbps = 10, download_mbps = 10 } } }
}
`)
	f.WantOutput(f.Apply(), "1 imported, 0 added, 1 changed, 0 destroyed")
	group := len(f.FleetState("shop").Attributes.Phones)
	if group < 300 || group == 2_000 {
		t.Errorf("the group has %d phones, expected a part of 2,000", group)
	}
	f.WantSent(map[string]int{"setSpeed": group})
	if have := countWithSpeed(f, 10); have != group {
		t.Errorf("%d phones have the bandwidth, expected the %d of the group", have, group)
	}
	f.PlanEmpty()
}

// An apply that takes long says in the log how it comes along, every ten
// seconds and at its end; the control, a short one, says nothing.
func TestAccFleetReportsProgress(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{Instances: 40, TaskTime: 11 * time.Second}, "")
	quick := &acctest.FleetCase{Account: acctest.Start(t, simulator.Options{Instances: 40}), Workspace: acctest.NewWorkspace(t, ""), T: t}
	for _, c := range []struct {
		f    *acctest.FleetCase
		want []string
	}{{f, []string{
		`Progress: 0 of 40 instances done, 0 failed, 40 running, after 10s; too early for an estimate`,
		`Progress: 40 of 40 instances done, 0 failed, 0 running, after 1\ds`,
	}}, {quick, nil}} {
		c.f.WriteResources(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 40), acctest.SpeedProfile("kiosk", 10, "")))
		c.f.Setenv("TF_LOG_PROVIDER", "INFO")
		result := c.f.Apply()
		lines := regexp.MustCompile(`\[INFO\].*Progress: [^:]*`).FindAllString(result.Output, -1)
		if len(lines) != len(c.want) {
			t.Errorf("%d lines of progress: %q, expected %d", len(lines), lines, len(c.want))
		}
		for i, pattern := range c.want {
			if i < len(lines) && !regexp.MustCompile(pattern).MatchString(lines[i]) {
				t.Errorf("line %q does not match %q", lines[i], pattern)
			}
		}
	}
	if !slices.Equal(f.PadCodes(), quick.PadCodes()) {
		t.Error("the two accounts differ in more than speed")
	}
}
