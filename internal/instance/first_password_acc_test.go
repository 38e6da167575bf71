package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// The first password of a proxy without a user name may be null in a saved plan and
// not in its apply, which sends it: in a create, and in an update of something else.
// Control: without a password in the apply, the plan stays empty.
func TestAccFirstPasswordWithoutUserName(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	all := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC}
	proxy := func(ip string) string { return "ip = \"" + ip + "\"\n port = 1080\n " + nullable + "\n" }
	speed := "bandwidth = { upload_mbps = var.other, download_mbps = 9 }\n"
	p.Configure("variable \"password\" {\n type = string\n ephemeral = true\n}\nvariable \"other\" {\n type = number\n}\n",
		acctest.InstanceHCL("a", acctest.InstanceA, speed+"proxy = {\n"+proxy("192.0.2.7")+"}"),
		acctest.SettingHCL("proxy", "b", acctest.InstanceB, proxy("192.0.2.${var.other}")),
		acctest.FleetHCL("c", map[string]string{acctest.InstanceC: "k"}, "k = {\n"+speed+"proxy = {\n"+proxy("192.0.2.7")+"}\n}"))
	for _, plans := range [][]savedPlan{
		{{1, "", "", "bandwidth 2, proxy 3", ""}, {2, "", "", "bandwidth 2, proxy 1", ""}, {3, "", "one", "bandwidth 2, proxy 3", "one"}},
		{{1, "", "one", "bandwidth 2, proxy 3", "one"}},
	} {
		runSavedPlans(p, all, plans)
		if r := p.Run("destroy", "-auto-approve", "-no-color", "-var=password=one", "-var=other=1"); r.Exit != 0 {
			t.Fatal(r.Output)
		}
	}
}
