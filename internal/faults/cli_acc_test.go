package faults

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

func TestMain(m *testing.M) { acctest.Main(m) }

// mixedHCL is an instance, a fleet and a single setting with a time zone and a bandwidth.
func mixedHCL(zone string, mbps int) string {
	settings := fmt.Sprintf("time_zone = %q\n  bandwidth = { upload_mbps = %d, download_mbps = 20 }", zone, mbps)
	return acctest.InstanceHCL("one", pad(1), settings) +
		acctest.FleetHCL("some", map[string]string{pad(2): "all", pad(3): "all"}, "all = {\n"+settings+"\n}") +
		acctest.SettingHCL("time_zone", "alone", pad(4), fmt.Sprintf("time_zone = %q", zone))
}

// A random sample of faults, through the CLI: whatever an apply with a fault says, one
// without it converges, and the plan after it is empty. Faults that a run must wait for
// in real time are left to TestFaults. FAULTS_SEED repeats a sample.
func TestAccLongFaults(t *testing.T) {
	acctest.Long(t)
	seed := number("FAULTS_SEED", 0)
	if seed == 0 {
		seed = 1 + rand.IntN(1_000_000)
	}
	t.Logf("FAULTS_SEED=%d", seed)
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	c := acctest.NewCase(t, simulator.Options{Instances: 5}, "max_retries = 1\n  request_timeout = \"5s\"")
	c.Configure(mixedHCL("Europe/Berlin", 10))
	c.Apply()
	quick := slices.DeleteFunc(faults(), func(f fault) bool {
		waits := []string{simulator.FaultHang, simulator.FaultHangAfter, simulator.FaultSlow, simulator.FaultHuge}
		return f.rare || f.refuse || f.gone || f.target || f.unknown || f.rule.RetryAfter > 0 || slices.Contains(waits, f.rule.Kind)
	})
	paths := []string{armcloud.ListDetails.Path, armcloud.SetTimeZone.Path, armcloud.SetBandwidth.Path, armcloud.BatchPadProperties.Path}
	for n := range 10 {
		h := hit{path: paths[random.IntN(len(paths))], lasts: random.IntN(2) == 0}
		for h.fault.name == "" || h.fault.on != nil && !h.fault.on(operationOf(h.path)) {
			h.fault = quick[random.IntN(len(quick))]
		}
		zone, mbps := []string{"Asia/Tokyo", "Europe/Paris"}[n%2], 20+n
		c.Configure(mixedHCL(zone, mbps))
		rule := h.fault.rule
		rule.Path = h.path
		if !h.lasts {
			rule.Times = 1
		}
		c.Fault(rule)
		broken := c.Run("apply", "-auto-approve", "-no-color", "-parallelism=1")
		c.ClearFaults()
		t.Logf("%s: exit %d", h.name(), broken.Exit)
		if broken.Exit != 0 && broken.Exit != 1 {
			t.Errorf("%s: got exit %d, want 0 or 1:\n%s", h.name(), broken.Exit, broken.Output)
		}
		c.Apply()
		c.PlanEmpty()
		for instance := 1; instance <= 4; instance++ {
			state := c.Instance(pad(instance))
			if state.TimeZone != zone || instance < 4 && state.Bandwidth.UploadMbps != float64(mbps) {
				t.Errorf("%s: instance %d: got %s and %v, want %s and %d", h.name(), instance, state.TimeZone, state.Bandwidth.UploadMbps, zone, mbps)
			}
		}
	}
}
