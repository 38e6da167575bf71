package provider_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// TestAccFailedCreatesAtOnce proves that all objects are in the state, tainted, if 10
// creates fail at the same moment, together with one that succeeds. Without the
// spread of responses, Terraform 1.16.4 crashes here and saves nothing.
func TestAccFailedCreatesAtOnce(t *testing.T) {
	t.Parallel()
	c := acctest.NewCase(t, simulator.Options{Instances: 11}, "")
	c.Configure(`
resource "armcloud_instance" "phone" {
  count     = 11
  pad_code  = format("AC320100000%02d", count.index + 1)
  bandwidth = { upload_mbps = 1, download_mbps = 2 }
  apps      = count.index == 0 ? null : { "com.example.broken" = { app_id = 104 } }
}`)
	c.FailApply("-parallelism=11")
	acctest.Equal(t, "objects in the state", len(c.States()), 11)
	plan := c.PlanChanges()
	acctest.Contains(t, plan.Output, "10 to add, 0 to change, 10 to destroy")
}
