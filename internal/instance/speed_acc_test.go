package instance_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	setSpeed   = "/openapi/open/pad/setSpeed"
	taskDetail = "/task-center/open/task/padTaskDetail"
)

// instances writes armcloud_instance for the phones 1 to n, each with the
// settings.
func instances(n int, settings string) string {
	return fmt.Sprintf(`
resource "armcloud_instance" "all" {
  for_each = toset([for n in range(1, %d) : format("AC32010%%06d", n)])
  pad_code = each.key
  %s
}
`, n+1, settings)
}

// atMost fails when more requests were made than promised, and when none was:
// then the bound would prove nothing.
func atMost(t testing.TB, what string, got, most int) {
	t.Helper()
	if got > most {
		t.Errorf("%s: %d requests, expected at most %d", what, got, most)
	}
	if got == 0 {
		t.Errorf("%s: no request at all", what)
	}
}

// These tests do not run side by side: what travels together is what comes
// together, and a machine that does something else lets callers wait.

// Two hundred phones with one resource each share their requests: a plan costs
// a few looks at the listing, and equal changes travel together.
func TestAccSpeedTwoHundredInstances(t *testing.T) {
	account := acctest.Start(t, simulator.Options{Instances: 300, TaskTime: 2 * time.Second})
	w := acctest.NewWorkspace(t, account.Patient("")+instances(200, `bandwidth = { upload_mbps = 10, download_mbps = 20 }`))

	applied := acctest.CountRequests(t, account, "apply, -parallelism=200", func() { w.Apply("-parallelism=200") })
	atMost(t, "an apply of 200 instances, -parallelism=200", applied.Total(), 50)
	atMost(t, "submits of one bandwidth on 200 phones", applied.Requests[setSpeed], 6)
	atMost(t, "task queries", applied.Requests[taskDetail], 25)
	for _, code := range []string{"AC32010000001", "AC32010000200"} {
		if phone, _ := account.Instance(code); phone.Bandwidth != (simulator.Bandwidth{UploadMbps: 10, DownloadMbps: 20}) {
			t.Errorf("%s has %+v", code, phone.Bandwidth)
		}
	}

	wide := acctest.CountRequests(t, account, "plan, -parallelism=200", func() { w.PlanEmpty("-parallelism=200") })
	atMost(t, "plan, -parallelism=200", wide.Total(), 8)
	usual := acctest.CountRequests(t, account, "plan, default parallelism", func() { w.PlanEmpty() })
	atMost(t, "plan, default parallelism", usual.Total(), 25)
}

// A few phones in a huge account do not read its whole listing.
func TestAccSpeedFewPhonesOfManyThousand(t *testing.T) {
	account := acctest.Start(t, simulator.Options{Instances: 10_000})
	for _, c := range []struct {
		what, settings string
		phones, most   int
	}{
		{"one phone", `bandwidth = { upload_mbps = 10, download_mbps = 20 }`, 1, 3},
		{"one phone with a time zone", `time_zone = "Europe/Berlin"`, 1, 5},
		{"three phones", `bandwidth = { upload_mbps = 10, download_mbps = 20 }`, 3, 8},
	} {
		w := acctest.NewWorkspace(t, account.Provider("")+instances(c.phones, c.settings))
		acctest.CountRequests(t, account, "apply, "+c.what, func() { w.Apply() })
		plan := acctest.CountRequests(t, account, "plan, "+c.what, func() { w.PlanEmpty() })
		atMost(t, "plan, "+c.what, plan.Total(), c.most)
	}
}

// A fleet sends a hundred phones with each request.
func TestAccSpeedFleetOfAThousand(t *testing.T) {
	account := acctest.Start(t, simulator.Options{Instances: 1_000})
	w := acctest.NewWorkspace(t, account.Provider("")+`
resource "armcloud_fleet" "all" {
  phones   = { for n in range(1, 1001) : format("AC32010%06d", n) => "kiosk" }
  profiles = { kiosk = { bandwidth = { upload_mbps = 10, download_mbps = 20 } } }
}
`)
	applied := acctest.CountRequests(t, account, "apply of a fleet of 1,000", func() { w.Apply() })
	if got := applied.Requests[setSpeed]; got != 10 {
		t.Errorf("%d submits, expected 10 of 100 phones each: %v", got, applied.BatchSizes[setSpeed])
	}
	again := acctest.CountRequests(t, account, "second plan of a fleet of 1,000", func() { w.PlanEmpty() })
	if again.Requests[setSpeed] != 0 {
		t.Errorf("the second plan submitted: %v", again.Requests)
	}
	if phone, _ := account.Instance("AC32010001000"); phone.Bandwidth != (simulator.Bandwidth{UploadMbps: 10, DownloadMbps: 20}) {
		t.Errorf("the last phone has %+v", phone.Bandwidth)
	}
}

// Ten thousand phones are listed in twenty pages of 500, in order, for all data
// sources of a walk together; details take as many of the other list.
func TestAccSpeedListingOfTenThousand(t *testing.T) {
	account := acctest.Start(t, simulator.Options{Instances: 10_000})
	w := acctest.NewWorkspace(t, account.Provider("requests_per_second = 1000")+`
data "armcloud_instances" "all" {
  details = false
}
data "armcloud_instances" "running" {
  filter  = { status = "running" }
  details = false
}
output "sorted" {
  value = data.armcloud_instances.all.pad_codes == sort(data.armcloud_instances.all.pad_codes)
}
output "count" {
  value = length(data.armcloud_instances.running.pad_codes)
}
`)
	counted := acctest.CountRequests(t, account, "two data sources of 10,000 phones", func() {
		result := w.Apply()
		for _, want := range []string{"sorted = true", "count  = 10000"} {
			if !strings.Contains(result.Output, want) {
				t.Errorf("the output lacks %q:\n%s", want, result.Output)
			}
		}
	})
	atMost(t, "listing of 10,000 phones for two data sources", counted.Total(), 20)
}
