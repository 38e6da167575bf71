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

// instances returns armcloud_instance for the first n instances, with the given
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

// atMost fails if there were more than most requests. It also fails if there were
// none, because the test proves nothing then.
func atMost(t testing.TB, what string, got, most int) {
	t.Helper()
	if got > most {
		t.Errorf("%s: got %d requests, want at most %d", what, got, most)
	}
	if got == 0 {
		t.Errorf("%s: got no requests, want some", what)
	}
}

// Instances with a resource each share requests: a plan reads the listing a few times,
// equal changes are batched, and so are the reads of properties.
func TestAccInstanceSpeed(t *testing.T) {
	testInstanceSpeed(t, 100)
}

func TestAccLongInstanceSpeed(t *testing.T) {
	acctest.Long(t)
	testInstanceSpeed(t, 500)
}

// testInstanceSpeed is not parallel, because the size of batches depends on timing. Its
// limits are a multiple of what an idle machine needs, and a fraction of the requests
// without batches, which are several per instance.
func testInstanceSpeed(t *testing.T, size int) {
	account := acctest.Start(t, simulator.Options{Instances: size + size/2, TaskTime: 2 * time.Second})
	w := acctest.NewWorkspace(t, account.ProviderWithDefaults("")+instances(size, "bandwidth = { upload_mbps = 10, download_mbps = 20 }\n  "+managedProperties))

	applied := acctest.CountRequests(t, account, "apply, -parallelism=200", func() { w.Apply("-parallelism=200") })
	atMost(t, "apply, -parallelism=200", applied.Total(), size)
	atMost(t, "submits of one bandwidth", applied.Requests[setSpeed], size/5)
	atMost(t, "task queries", applied.Requests[taskDetail], size/2)
	for _, code := range []string{acctest.PadCode(1), acctest.PadCode(size)} {
		if on, _ := account.Instance(code); on.Bandwidth != (simulator.Bandwidth{UploadMbps: 10, DownloadMbps: 20}) {
			t.Errorf("got bandwidth %+v of %s, want 10 and 20", on.Bandwidth, code)
		}
	}

	wide := acctest.CountRequests(t, account, "plan, -parallelism=200", func() { w.PlanEmpty("-parallelism=200") })
	atMost(t, "plan, -parallelism=200", wide.Total(), 5+size/10)
	usual := acctest.CountRequests(t, account, "plan, default parallelism", func() { w.PlanEmpty() })
	atMost(t, "plan, default parallelism", usual.Total(), 5+size/4)
}

// For a few instances in a large account, the provider does not read the whole
// listing.
func TestAccInstanceSpeedInLargeAccount(t *testing.T) {
	account := acctest.Start(t, simulator.Options{Instances: 10_000})
	for _, c := range []struct {
		what, settings  string
		instances, most int
	}{
		{"one instance", `bandwidth = { upload_mbps = 10, download_mbps = 20 }`, 1, 3},
		{"one instance with a time zone", `time_zone = "Europe/Berlin"`, 1, 5},
		{"three instances", `bandwidth = { upload_mbps = 10, download_mbps = 20 }`, 3, 8},
	} {
		w := acctest.NewWorkspace(t, account.Provider("")+instances(c.instances, c.settings))
		acctest.CountRequests(t, account, "apply, "+c.what, func() { w.Apply() })
		plan := acctest.CountRequests(t, account, "plan, "+c.what, func() { w.PlanEmpty() })
		atMost(t, "plan, "+c.what, plan.Total(), c.most)
	}
}

// Two data sources share one listing of 10,000 instances, which takes twenty pages
// of 500. The pad codes are sorted.
func TestAccInstancesSpeedOfTenThousand(t *testing.T) {
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
	counted := acctest.CountRequests(t, account, "two data sources of 10,000 instances", func() {
		result := w.Apply()
		for _, want := range []string{"sorted = true", "count  = 10000"} {
			if !strings.Contains(result.Output, want) {
				t.Errorf("got no %q in the output, want it:\n%s", want, result.Output)
			}
		}
	})
	atMost(t, "listing of 10,000 instances for two data sources", counted.Total(), 20)
}
