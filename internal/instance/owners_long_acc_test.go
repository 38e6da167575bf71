package instance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// way is a way to plan and apply a configuration.
type way struct {
	flags []string
	// saved is true if the plan is saved and applied later.
	saved bool
	// blind is true if the resources are not refreshed.
	blind bool
	// crowded is true if Terraform works on fewer resources at once than it has.
	crowded bool
}

// ways are those for a number of resources.
func ways(resources int) map[string]way {
	crowded := resources > 10
	return map[string]way{
		"refreshed":            {crowded: crowded},
		"saved plan":           {saved: true, crowded: crowded},
		"one at a time":        {flags: []string{"-parallelism=1"}, crowded: true},
		"one at a time, saved": {flags: []string{"-parallelism=1"}, saved: true, crowded: true},
		"not refreshed":        {flags: []string{"-refresh=false"}, blind: true, crowded: crowded},
	}
}

// inWays runs a test in all ways, by name.
func inWays(t *testing.T, resources int, name string, test func(t *testing.T, w way)) {
	t.Helper()
	all := ways(resources)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		t.Run(name+"/"+key, func(t *testing.T) {
			t.Parallel()
			test(t, all[key])
		})
	}
}

// apply plans and applies, and returns the output of the plan.
func (w way) apply(p *acctest.Case) string {
	p.T.Helper()
	if !w.saved {
		return p.Apply(w.flags...).Output
	}
	planned := p.Run(slices.Concat([]string{"plan", "-no-color", "-out=saved.tfplan"}, w.flags)...)
	if planned.Exit != 0 {
		p.T.Fatalf("got exit code %d of a plan, want 0:\n%s", planned.Exit, planned.Output)
	}
	if r := p.Run(slices.Concat([]string{"apply", "-no-color"}, w.flags, []string{"saved.tfplan"})...); r.Exit != 0 {
		p.T.Fatalf("got exit code %d of an apply of a saved plan, want 0:\n%s", r.Exit, r.Output)
	}
	return planned.Output
}

// slowOnes returns how many of the first instances have the bandwidth acctest.Slow,
// and fails if another one has any bandwidth but none.
func slowOnes(p *acctest.Case, count int) int {
	p.T.Helper()
	slow := 0
	for n := 1; n <= count; n++ {
		switch got := p.Instance(acctest.PadCode(n)).Bandwidth; got {
		case simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10}:
			slow++
		case simulator.Bandwidth{}:
		default:
			p.T.Errorf("instance %d: got bandwidth %+v, want acctest.Slow or none", n, got)
		}
	}
	return slow
}

// sharing returns instances whose bandwidth "instance", "single" or "both" manage.
func sharing(owners string, count int) string {
	var b strings.Builder
	for n := 1; n <= count; n++ {
		code, name, settings := acctest.PadCode(n), fmt.Sprint("r", n), acctest.Berlin
		if owners == "instance" || owners == "both" {
			settings += acctest.Slow
		}
		if owners != "nothing" {
			b.WriteString(acctest.InstanceHCL(name, code, settings))
		}
		if owners == "single" || owners == "both" {
			b.WriteString(acctest.SettingHCL("bandwidth", name, code, ownSpeed))
		}
	}
	return b.String()
}

// If one of two owners of a setting leaves, the instance keeps it, or gets it back in
// the same apply. Without a refresh, what is undone is warned of, and the next apply
// sends it again if the one that left still exists. If both leave, at once or in two
// applies, it is undone.
func TestAccLongOwnersSharing(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	for _, count := range []int{2, 40} {
		for _, first := range []string{"single", "instance", "none", "nothing"} {
			inWays(t, 2*count, fmt.Sprintf("%d, %s", count, first), func(t *testing.T, w way) {
				p := acctest.NewCase(t, simulator.Options{Instances: count}, "")
				p.Configure(sharing("both", count))
				p.Apply()
				p.Configure(sharing(first, count))
				p.ResetCounters()
				output := w.apply(p)
				sent, slow := p.Submitted("pad/setSpeed"), slowOnes(p, count)
				switch stays := first == "single" || first == "instance"; {
				case !stays && (slow > 0 || sent < count || !w.crowded && sent > count):
					t.Errorf("both left: got %d sent and %d that have it, want %d and 0", sent, slow, count)
				case stays && !w.blind && (slow < count || !w.crowded && sent > 0):
					t.Errorf("one left: got %d sent and %d that have it, want 0 and %d", sent, slow, count)
				case stays && slow < count:
					acctest.Contains(t, output, "bandwidth is managed by armcloud_instance")
				}
				if w.blind && first == "single" {
					p.Apply()
					acctest.Equal(t, "instances that have it after the next apply", slowOnes(p, count), count)
				}
				p.PlanEmpty()
				p.Configure(sharing("nothing", count))
				if w.blind {
					// The notes name an owner that is gone until the next refresh.
					w = way{}
				}
				w.apply(p)
				acctest.Equal(t, "instances that have it when both have left", slowOnes(p, count), 0)
			})
		}
	}
}

// moving returns single-setting resources, or the resources that their settings move
// to.
func moving(kind string, count int) string {
	const proxy = "proxy = { ip = \"192.0.2.7\", port = 1080 }\n"
	var b strings.Builder
	for n := 1; n <= count; n++ {
		code := acctest.PadCode(n)
		switch kind {
		case "single":
			b.WriteString(acctest.SettingHCL("bandwidth", fmt.Sprint("b", n), code, ownSpeed))
			b.WriteString(acctest.SettingHCL("proxy", fmt.Sprint("p", n), code, ownProxy))
		case "instances":
			b.WriteString(acctest.InstanceHCL(fmt.Sprint("i", n), code, acctest.Slow+proxy))
		}
	}
	if kind == "fleet" {
		return acctest.FleetHCL("shop", acctest.Phones("k", 1, count), "k = {"+acctest.Slow+proxy+"}")
	}
	return b.String()
}

// If settings move to new resources in one apply, nothing is undone with up to nine
// deletes, 20 times. With more of them, or one at a time, what is undone before it is
// set again was warned of.
func TestAccLongOwnersMoves(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	move := func(t *testing.T, p *acctest.Case, w way, to string, count int) {
		t.Helper()
		p.Configure(moving("single", count))
		p.Apply()
		p.Configure(moving(to, count))
		p.ResetCounters()
		output := w.apply(p)
		undone := p.Submitted("pad/setSpeed") + p.Submitted("proxy/set") - 2*count
		switch {
		case undone < 0 || undone > 0 && !w.crowded:
			t.Errorf("got %d undone, want none", undone)
		case undone > 0:
			acctest.Contains(t, output, "may be undone before it is set again", " moves from armcloud_instance_", "destroy = false")
		}
		acctest.Equal(t, "instances that have the bandwidth", slowOnes(p, count), count)
		p.PlanEmpty()
	}
	for _, to := range []string{"fleet", "instances"} {
		for _, count := range []int{4, 40} {
			inWays(t, 2*count, fmt.Sprintf("%d to %s", count, to), func(t *testing.T, w way) {
				move(t, acctest.NewCase(t, simulator.Options{Instances: count}, ""), w, to, count)
			})
		}
		t.Run("repeated, to "+to, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Instances: 3}, "")
			for range 20 {
				move(t, p, way{}, to, 3)
				p.Destroy()
			}
		})
	}
}
