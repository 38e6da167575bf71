package instance_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A destroy that cannot reset one instance says so and resets the others, whichever
// code the service refuses the instance with. It does not take the refusal for a
// missing instance. Without the refusal, the control, the rest is reset.
func TestAccInstanceResetRefusedBecauseOfOneInstance(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for _, code := range []int{110042, 110028} {
		c := acctest.NewCase(t, simulator.Options{}, "max_retries = 0")
		var resources []string
		for _, pad := range c.PadCodes() {
			resources = append(resources, acctest.InstanceHCL(strings.ToLower(pad), pad, "on_release = \"reset\"\n  bandwidth = { upload_mbps = 1, download_mbps = 1 }"))
		}
		c.Configure(resources...)
		c.Applies("bandwidth 5")
		c.Fault(simulator.Fault{Path: "pad/reset", Kind: simulator.FaultReject, PadCode: acctest.InstanceC, Code: code})
		result := c.Sends("reset 4", func() acctest.Result { return c.Run("destroy", "-auto-approve", "-no-color") })
		if result.Exit != 1 || !strings.Contains(result.Output, acctest.InstanceC) {
			t.Errorf("code %d: got exit code %d of a destroy that could not reset %s, want 1:\n%s", code, result.Exit, acctest.InstanceC, result.Output)
		}
		c.ClearFaults()
		c.Destroys("reset 1")
	}
}
