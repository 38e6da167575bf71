package instance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// canary is an app that a reset removes.
const canary = "com.example.canary"

// If a pad code leaves a list under count, with on_release = "reset", only the instance
// that leaves is reset, 20 times with four instances. With more, or one at a time, each
// reset was announced. The control is that the instance that leaves is reset.
func TestAccLongOwnersIndexShift(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	shift := func(t *testing.T, p *acctest.Case, w way, count int, lifecycle string) {
		t.Helper()
		var codes []string
		for n := 1; n <= count; n++ {
			codes = append(codes, acctest.PadCode(n))
		}
		configure := func(codes []string) {
			p.Configure(fmt.Sprintf("locals {\n codes = [\"%s\"]\n}\nresource \"armcloud_instance\" \"all\" {\n count = length(local.codes)\n pad_code = local.codes[count.index]\n on_release = \"reset\"\n %s\n%s\n}\n",
				strings.Join(codes, "\", \""), acctest.Slow, lifecycle))
		}
		configure(codes)
		p.Apply()
		p.Must(p.Drift(codes, simulator.DriftSet{Apps: map[string]int64{canary: 1}}))
		configure(codes[1:])
		output := w.apply(p)
		for n, code := range codes {
			_, alive := p.Instance(code).Apps[canary]
			switch {
			case alive && n == 0:
				t.Errorf("%s left: got it not reset, want it reset", code)
			case !alive && n > 0 && !w.crowded:
				t.Errorf("%s stays: got it reset, want it as it was", code)
			case !alive:
				acctest.Contains(t, output, "This plan erases all data on 1 instance: "+code)
			}
		}
		acctest.Equal(t, "instances that have the bandwidth", slowOnes(p, count), count-1)
		p.PlanEmpty()
	}
	for name, lifecycle := range map[string]string{"destroy first": "", "create first": "lifecycle { create_before_destroy = true }"} {
		for _, count := range []int{4, 40} {
			inWays(t, count, fmt.Sprintf("%d, %s", count, name), func(t *testing.T, w way) {
				shift(t, acctest.NewCase(t, simulator.Options{Instances: count}, ""), w, count, lifecycle)
			})
		}
	}
	t.Run("repeated", func(t *testing.T) {
		t.Parallel()
		p := acctest.NewCase(t, simulator.Options{Instances: 4}, "")
		for range 20 {
			shift(t, p, way{}, 4, "")
		}
	})
}
