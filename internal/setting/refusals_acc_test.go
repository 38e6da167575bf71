package setting_test

import (
	"regexp"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A response that accepts nothing fails the apply and names the instances, although
// its code says success. The control is the apply after it, which the service accepts.
func TestAccResponsesThatAcceptNothing(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	configure := func(latitude string) {
		p.Configure(acctest.SettingHCL("location", "a", acctest.InstanceA, "latitude = "+latitude+"\n longitude = 2") +
			acctest.SettingHCL("location", "b", acctest.InstanceB, "latitude = "+latitude+"\n longitude = 2"))
	}
	configure("0")
	p.Applies("location 2")
	configure("1")
	p.Fault(simulator.Fault{
		Kind: simulator.FaultBody, Path: "pad/gpsInjectInfo", Times: 2, // in case each is sent by itself
		Message: `{"code":200,"msg":"success","ts":1,"data":[{"taskId":null,"errorMsg":"refused","errorCode":100000}]}`,
	})
	output := p.FailsApply("").Output
	acctest.Contains(t, output, acctest.InstanceA, acctest.InstanceB)
	// In the list of a shared request, or in the error of one instance.
	if !regexp.MustCompile(`100000(: |\s+Problem:\s+)refused`).MatchString(output) {
		t.Errorf("got an output without the code 100000 and its message, want both:\n%s", output)
	}
	p.ClearFaults()
	p.Applies("location 2")
	wantLocation(p, acctest.InstanceA, 1, 2)
	wantLocation(p, acctest.InstanceB, 1, 2)
	p.PlanEmpty()
}
