package instance_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// If one of two owners of a setting leaves it, in an update or because it is
// destroyed, the instance keeps it; if both leave, in one apply or in two, the last
// one undoes it, once. Setting "instance" and "single" say which of them have it.
func TestAccOwnersLastOneUndoes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		// flags are those of the first apply in which one leaves.
		flags []string
		// first and then are the owners that stay after each step.
		first, then string
		// sent are the requests of both steps.
		sent, sentThen string
	}{
		"attribute leaves":           {first: "single", then: "", sent: "", sentThen: "bandwidth 1"},
		"resource leaves":            {first: "instance", then: "", sent: "", sentThen: "bandwidth 1"},
		"resource leaves, then both": {first: "instance", then: "none", sent: "", sentThen: "bandwidth 1"},
		"both leave in one apply":    {first: "", then: "", sent: "bandwidth 1"},
		"both destroyed":             {first: "none", then: "none", sent: "bandwidth 1"},
		"target":                     {first: "instance", then: "", sent: "", sentThen: "bandwidth 1", flags: []string{"-target=armcloud_instance_bandwidth.own", "-target=armcloud_instance.a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			configure := func(owners string) {
				var resources []string
				switch owners {
				case "none":
				case "instance", "both":
					resources = append(resources, acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow))
				default:
					resources = append(resources, acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin))
				}
				if owners == "single" || owners == "both" {
					resources = append(resources, acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, "upload_mbps = 5\n download_mbps = 10"))
				}
				p.Configure(resources...)
			}
			slow := simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10}
			configure("both")
			p.Applies("time_zone 1, bandwidth 2")
			configure(test.first)
			result := p.Sends(test.sent, func() acctest.Result { return p.Apply(test.flags...) })
			want := slow
			if test.sent != "" {
				want = simulator.Bandwidth{}
			} else {
				acctest.Contains(t, result.Output, "Setting left on the instance", "Instance "+acctest.InstanceA+": bandwidth is no longer managed by")
			}
			acctest.Equal(t, "bandwidth after the first left", p.Instance(acctest.InstanceA).Bandwidth, want)
			p.PlanEmpty()
			configure(test.then)
			p.Applies(test.sentThen)
			acctest.Equal(t, "bandwidth after the last left", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{})
			p.PlanEmpty()
		})
	}
}

// If resources are refreshed and planned one at a time, the first of two owners
// learns nothing of the second one. The second one protects its setting: the first
// does not undo it, or the second sends it again in the same apply.
func TestAccOwnersOneAtATime(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	configure := func(attributes, resources int) {
		var all []string
		for n := 1; n <= 4; n++ {
			settings := acctest.Berlin
			if n <= attributes {
				settings += acctest.Slow
			}
			all = append(all, acctest.InstanceHCL(fmt.Sprint("i", n), acctest.PadCode(n), settings))
			if 4-n < resources {
				all = append(all, acctest.SettingHCL("bandwidth", fmt.Sprint("b", n), acctest.PadCode(n), "upload_mbps = 5\n download_mbps = 10"))
			}
		}
		p.Configure(all...)
	}
	configure(4, 4)
	p.Apply()
	configure(2, 2)
	p.Apply("-parallelism=1")
	for n := 1; n <= 4; n++ {
		acctest.Equal(t, "bandwidth of "+acctest.PadCode(n), p.Instance(acctest.PadCode(n)).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	}
	p.PlanEmpty()
	// Control: the last ones undo it.
	configure(0, 0)
	p.Applies("bandwidth 4")
}

// Without a refresh nothing is known of an owner that was created in another apply: the
// plan warns of it, names instance, setting and types, and says what to do. The
// controls are the ways out.
func TestAccOwnersUnknownWithoutRefresh(t *testing.T) {
	t.Parallel()
	const single = "upload_mbps = 5\n download_mbps = 10"
	p := acctest.NewCase(t, simulator.Options{}, "")
	instance := acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow)
	p.Configure(instance)
	p.Applies("time_zone 1, bandwidth 1")
	p.Configure(instance + acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, single))
	acctest.Contains(t, p.Sends("bandwidth 1", func() acctest.Result { return p.Apply("-refresh=false") }).Output, "Two resources manage one setting", `on_release = "keep"`, "lifecycle { destroy = false }")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin) + acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, single))
	acctest.Contains(t, p.PlanChanges("-refresh=false").Output, "Instance "+acctest.InstanceA+": bandwidth", "armcloud_instance ", "armcloud_instance_bandwidth",
		`on_release = "keep"`, "lifecycle { destroy = false }")

	// An attribute leaves with on_release = "keep", a resource with destroy = false.
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+"on_release = \"keep\"") + acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, single))
	acctest.NotContains(t, p.Sends("", func() acctest.Result { return p.Apply("-refresh=false") }).Output, "Two resources manage", "may be undone", "left on the instance")
	p.Configure("removed {\n from = armcloud_instance.a\n lifecycle { destroy = false }\n}\n" + acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, single))
	acctest.NotContains(t, p.Sends("", func() acctest.Result { return p.Apply("-refresh=false") }).Output, "Two resources manage", "may be undone", "left on the instance")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
}

// Two owners that were created in one apply know of each other without a refresh: if
// one of them leaves, the instance keeps the setting. Control: the last one undoes it.
func TestAccOwnersKnownWithoutRefresh(t *testing.T) {
	t.Parallel()
	// Both are created before either is done.
	p := acctest.NewCase(t, simulator.Options{TaskTime: 500 * time.Millisecond}, "")
	own := acctest.SettingHCL("bandwidth", "own", acctest.InstanceA, "upload_mbps = 5\n download_mbps = 10")
	fleet := acctest.FleetOfOneHCL("other", acctest.InstanceB, acctest.Slow)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow), own, acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow), fleet)
	p.Apply()
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin), own, acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow))
	p.Sends("", func() acctest.Result { return p.Apply("-refresh=false") })
	p.Configure()
	p.Applies("bandwidth 2")
}

// If a setting was undone that another resource manages, because nothing was known of
// it without a refresh, it is sent again after the next refresh: by the other resource,
// or by the one that has undone it. The control is a plan after that.
func TestAccOwnersUndoneWithoutRefresh(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	fleet := func(profile string) string {
		return acctest.FleetHCL("shop", map[string]string{acctest.InstanceB: profile}, "k = {\n"+acctest.Berlin+acctest.Slow+"}\nbare = {\n"+acctest.Berlin+"}")
	}
	single := acctest.SettingHCL("bandwidth", "a", acctest.InstanceA, ownSpeed) + acctest.SettingHCL("bandwidth", "b", acctest.InstanceB, ownSpeed)
	first := acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+acctest.Slow) + fleet("k")
	p.Configure(first)
	p.Applies("time_zone 2, bandwidth 2")
	p.Configure(first, single)
	p.Sends("bandwidth 2", func() acctest.Result { return p.Apply("-refresh=false") })
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin), fleet("bare"), single)
	p.Sends("bandwidth 2", func() acctest.Result { return p.Apply("-refresh=false") })
	p.PlanChanges()
	p.Applies("bandwidth 2")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		acctest.Equal(t, "bandwidth of "+code, p.Instance(code).Bandwidth, simulator.Bandwidth{UploadMbps: 5, DownloadMbps: 10})
	}
	p.PlanEmpty()
}

// An instance that moves to a new resource in one apply keeps its settings all the
// time: nothing is undone in between.
func TestAccOwnersMoveUndoesNothing(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	var single, instances strings.Builder
	for n := 1; n <= 3; n++ {
		code := acctest.PadCode(n)
		single.WriteString(acctest.SettingHCL("bandwidth", fmt.Sprint("b", n), code, "upload_mbps = 5\n download_mbps = 10"))
		single.WriteString(acctest.SettingHCL("proxy", fmt.Sprint("p", n), code, "ip = \"192.0.2.7\"\n port = 1080"))
		instances.WriteString(acctest.InstanceHCL(fmt.Sprint("i", n), code, acctest.Slow+"proxy = { ip = \"192.0.2.7\", port = 1080 }"))
	}
	p.Configure(single.String())
	p.Applies("bandwidth 3, proxy 3")
	p.Configure(instances.String())
	p.Applies("bandwidth 3, proxy 3")
	p.Configure(acctest.FleetHCL("shop", acctest.Phones("k", 1, 3), "k = {"+acctest.Slow+"proxy = { ip = \"192.0.2.7\", port = 1080 }\n}"))
	p.Applies("bandwidth 3, proxy 3")
	p.PlanEmpty()
	// Control: without a successor, everything is undone.
	p.Destroys("bandwidth 3, proxy 3")
}

// If a pad code leaves a list under count, with on_release = "reset", the instances
// that stay are not reset, although each is released by one object and adopted by
// another. The plan warns. Control: the instance that leaves is reset.
func TestAccOwnersIndexShiftResetsOne(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	configure := func(codes ...string) {
		p.Configure(fmt.Sprintf("locals {\n codes = [\"%s\"]\n}\nresource \"armcloud_instance\" \"all\" {\n count = length(local.codes)\n pad_code = local.codes[count.index]\n on_release = \"reset\"\n %s\n}\n",
			strings.Join(codes, "\", \""), acctest.Slow))
	}
	all := []string{acctest.PadCode(1), acctest.PadCode(2), acctest.PadCode(3), acctest.PadCode(4)}
	configure(all...)
	p.Applies("bandwidth 4")
	p.Must(p.Drift(all, simulator.DriftSet{Apps: map[string]int64{"com.example.canary": 1}}))
	configure(all[1:]...)
	acctest.Contains(t, p.PlanChanges().Output, "This plan erases all data", all[0])
	p.Applies("bandwidth 3, reset 1")
	for i, code := range all {
		_, alive := p.Instance(code).Apps["com.example.canary"]
		acctest.Equal(t, code+" keeps its data", alive, i > 0)
	}
	p.PlanEmpty()
}
