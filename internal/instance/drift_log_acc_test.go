package instance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A plan with drift logs a decision for each setting that drifted, of an instance
// and of a fleet. The control is a plan without drift, which logs none.
func TestAccDriftDecisionsInLog(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin),
		acctest.FleetOfOneHCL("b", acctest.InstanceB, acctest.Berlin))
	p.Apply()
	p.Setenv("TF_LOG_PROVIDER", "DEBUG")
	p.Setenv("TF_LOG_PATH", filepath.Join(p.Dir, "plan.log"))

	decisions := func() []string {
		t.Helper()
		path := filepath.Join(p.Dir, "plan.log")
		text, err := os.ReadFile(path)
		p.Must(err)
		p.Must(os.Remove(path))
		if !strings.Contains(string(text), "[DEBUG]") {
			t.Fatalf("got no DEBUG line in the log, want some:\n%s", text)
		}
		var found []string
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, "Drift decision") {
				found = append(found, line)
			}
		}
		return found
	}
	p.PlanEmpty()
	if got := decisions(); len(got) != 0 {
		t.Errorf("got %d decisions in a plan without drift, want none:\n%s", len(got), strings.Join(got, ""))
	}
	p.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	p.DriftTimeZone(acctest.InstanceB, "America/Lima")
	p.PlanChanges()
	got := strings.Join(decisions(), "")
	acctest.Equal(t, "number of decisions in a plan with drift", strings.Count(got, "Drift decision"), 2)
	acctest.Contains(t, got, "pad_code="+acctest.InstanceA, "pad_code="+acctest.InstanceB, "setting=time_zone", "source=properties",
		"Asia/Tokyo", "America/Lima", "confirmed=true", "verdict=drifted")
}
