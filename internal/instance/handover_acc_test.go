package instance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	kiosk   = "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
	counter = "apps = { \"com.example.counter\" = { app_id = 5000000103 } }\n"
)

// failsApps makes installations on instances fail, each this many times.
func failsApps(p *acctest.Case, times int, codes ...string) {
	p.T.Helper()
	for _, code := range codes {
		p.Fault(simulator.Fault{Path: "installApp", PadCode: code, Kind: simulator.FaultTaskFail, Times: times})
	}
}

// If tainted objects of one type on one instance are replaced in one apply, each new
// object continues its own predecessor: what that had set is not sent again, and only
// what the new one lacks is undone. The same holds for objects that are not tainted.
// Control: the settings that leave.
func TestAccTwoObjectsOfOneInstanceReplaced(t *testing.T) {
	t.Parallel()
	for kind, object := range map[string]func(name, settings string) string{
		"armcloud_instance": func(name, settings string) string { return acctest.InstanceHCL(name, acctest.InstanceA, settings) },
		"armcloud_fleet": func(name, settings string) string {
			return acctest.FleetHCL(name, acctest.Phones("k", 1, 1), "k = {\n"+settings+"}")
		},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			write := func(one, two string) {
				p.Configure(object("one", acctest.Slow+kiosk+one), object("two", acctest.Berlin+counter+two))
			}
			write(acctest.Socks, "adb_enabled = true\n")
			failsApps(p, 2, acctest.InstanceA)
			p.FailsCreates("time_zone 1, bandwidth 1, proxy 1, adb 1, install 2")
			write("", "")
			p.Applies("proxy 1, adb 1, install 2")
			on := p.Instance(acctest.InstanceA)
			acctest.Equal(t, "proxy is on", on.Proxy.Enabled, false)
			acctest.Equal(t, "number of apps", len(on.Apps), 2)
			p.PlanEmpty()
			p.Sends("", func() acctest.Result { return p.Apply("-replace="+kind+".one", "-replace="+kind+".two") })
			p.PlanEmpty()
			p.Destroys("bandwidth 1, uninstall 2")
		})
	}
}

// If tainted objects leave instances because their replacements manage other ones, and
// the other owners of a setting leave in the same apply, the last one undoes it, in
// whichever order they do. Control: an instance whose other owner stays.
func TestAccTaintedObjectLeavesItsOwners(t *testing.T) {
	t.Parallel()
	instances := func(first int) string {
		var all strings.Builder
		for n := range 4 {
			all.WriteString(acctest.InstanceHCL(fmt.Sprint("i", n), acctest.PadCode(first+n), acctest.Slow+kiosk))
		}
		return all.String()
	}
	fleet := func(first int) string {
		return acctest.FleetHCL("shop", acctest.Phones("k", first, first+3), "k = {\n"+acctest.Slow+kiosk+"}")
	}
	for kind, objects := range map[string]func(first int) string{"instances": instances, "fleet": fleet} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Instances: 8}, "")
			owner := func(n int) string {
				return acctest.SettingHCL("bandwidth", fmt.Sprint("b", n), acctest.PadCode(n), ownSpeed)
			}
			for n := range 4 {
				failsApps(p, 1, acctest.PadCode(n+1))
			}
			p.Configure(objects(1), owner(1), owner(2), owner(3), owner(4))
			p.FailCreates()
			p.Configure(objects(5), owner(4))
			p.Apply()
			for n := 1; n <= 4; n++ {
				acctest.Equal(t, "bandwidth is set on "+acctest.PadCode(n), p.Instance(acctest.PadCode(n)).Bandwidth.UploadMbps != 0, n == 4)
			}
			p.PlanEmpty()
		})
	}
}

// What a tainted object has cost others is known to the one that replaces it: they plan
// it again at the next refresh. Control: an image that erases nothing.
func TestAccReplacedTaintedObjectKeepsItsLosses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ address, object, sent, again string }{
		"instance": {"armcloud_instance.phone", acctest.InstanceHCL("phone", acctest.InstanceA, wipingImage+kiosk), "install 1", "bandwidth 1, proxy 1"},
		"fleet":    {"armcloud_fleet.phone", acctest.FleetHCL("phone", acctest.Phones("k", 1, 1), "k = {\n"+wipingImage+kiosk+"}"), "install 1", "bandwidth 1, proxy 1"},
		"control":  {"armcloud_instance.phone", acctest.InstanceHCL("phone", acctest.InstanceA, keepingImage+kiosk), "install 1", ""},
		"image": {"armcloud_instance_image.phone", acctest.SettingHCL("image", "phone", acctest.InstanceA,
			"image_id = \""+simulator.ImageAndroid13B+"\"\n wipe_data = true\n timeouts = { create = \"1s\" }"), "", "bandwidth 1, proxy 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(owners())
			p.Applies("bandwidth 1, proxy 1")
			if name == "image" {
				p.Hang("upgradeImage")
			}
			failsApps(p, 1, acctest.InstanceA)
			p.Configure(owners() + test.object)
			p.FailCreates()
			p.ClearFaults()
			p.Idle(acctest.InstanceA)
			p.Sends(test.sent, func() acctest.Result { return p.Apply("-target=" + test.address) })
			wantOwners(p, test.again == "")
			p.Applies(test.again)
			wantOwners(p, true)
			p.PlanEmpty()
		})
	}
}

// What a tainted object has sent after another one has erased the instance is not lost,
// whoever replaces it: it is not sent again. Control: the app, which failed.
func TestAccReplacedTaintedObjectKeepsItsTimes(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	eraser := acctest.InstanceHCL("eraser", acctest.InstanceA, wipingImage) + acctest.InstanceHCL("eraser_of_fleet", acctest.InstanceB, wipingImage)
	p.Configure(eraser)
	p.Applies("image 2")
	failsApps(p, 1, acctest.InstanceA, acctest.InstanceB)
	p.Configure(eraser + acctest.InstanceHCL("later", acctest.InstanceA, acctest.Slow+kiosk) + acctest.FleetHCL("later", acctest.Phones("k", 2, 2), "k = {\n"+acctest.Slow+kiosk+"}"))
	p.FailsCreates("bandwidth 2, install 2")
	p.Applies("install 2")
	p.PlanEmpty()
}
