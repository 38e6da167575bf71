package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// failing prepares that the bandwidth of a phone fails.
func (f *fleetCase) failing(n, times int) {
	f.t.Helper()
	f.must(f.AddFault(simulator.Fault{
		Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, PadCode: pad(n), Times: times, Message: "no such device",
	}))
}

// partly makes a fleet of phones 1 to 4 of which the bandwidth of phone 2
// could not be set.
func partly(t *testing.T) *fleetCase {
	f := fleetStart(t, simulator.Options{}, "")
	f.failing(2, 1)
	f.write(fleetHCL("shop", pads("kiosk", 1, 4), speed("kiosk", 10, "Europe/Berlin")))
	f.contains(f.FailApply(), "1 of 4 phones failed", pad(2)+": unable to set the bandwidth:", "no such device", "terraform untaint")
	f.wantSent(map[string]int{"setSpeed": 4, "updateTimeZone": 4})
	f.wantSpeed(10, 1, 3, 4)
	state := f.state("shop")
	if state.Status != "tainted" {
		t.Errorf("the status of a fleet that was created in part is %q, expected tainted", state.Status)
	}
	f.wantState("shop", joined(pads("kiosk", 1, 4), pads("failed: task failed (status -1): no such device", 2, 2)))
	return f
}

// After untaint the repair sends what failed, and repeats nothing.
func TestAccFleetUntaint(t *testing.T) {
	f := partly(t)
	f.Run("untaint", "armcloud_fleet.shop")
	f.contains(f.Apply(), `"AC32010000002" = "failed: task failed (status -1): no such device" -> "kiosk"`)
	f.wantSent(map[string]int{"setSpeed": 1})
	f.wantSpeed(10, 1, 2, 3, 4)
	f.PlanEmpty()
}

// Without untaint the replacement sends everything again and takes nothing
// back in between.
func TestAccFleetTaintedReplacement(t *testing.T) {
	f := partly(t)
	f.contains(f.Apply(), "is tainted")
	f.wantSent(map[string]int{"setSpeed": 4, "updateTimeZone": 4})
	f.wantSpeed(10, 1, 2, 3, 4)
	f.PlanEmpty()

	// The control: a replacement that was asked for does take back.
	f.Apply("-replace=armcloud_fleet.shop")
	f.wantSent(map[string]int{"setSpeed": 8, "updateTimeZone": 4})
	f.wantSpeed(10, 1, 2, 3, 4)
}

// A real destroy of a tainted fleet takes back everything that was applied,
// also what may have been.
func TestAccFleetTaintedDestroy(t *testing.T) {
	f := partly(t)
	f.Destroy()
	f.wantSent(map[string]int{"setSpeed": 4})
	f.wantSpeed(0, 1, 2, 3, 4)
}

// A replacement that creates first takes back what the new fleet has not set:
// the phone that left, and nothing on those that stay.
func TestAccFleetCreateBeforeDestroy(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, "")
	first := "lifecycle {\n create_before_destroy = true\n }"
	f.write(fleetHCL("shop", pads("kiosk", 1, 3), speed("kiosk", 10, ""), first))
	f.Apply()
	f.sent()
	f.write(fleetHCL("shop", pads("kiosk", 2, 3), speed("kiosk", 10, ""), first))
	f.lacks(f.Apply("-replace=armcloud_fleet.shop"), "Two resources manage one setting")
	f.wantSent(map[string]int{"setSpeed": 3})
	f.wantSpeed(0, 1)
	f.wantSpeed(10, 2, 3)
	f.PlanEmpty()
}

// Phones that change fleets in one apply, in both directions, have the new
// fleet's settings, whichever comes first; what the new one does not manage is
// taken back.
func TestAccFleetMove(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, "")
	proxied := "proxied = {\n bandwidth = { upload_mbps = 10, download_mbps = 10 }\n proxy = { ip = \"192.0.2.1\", port = 1080 }\n }\n"
	second := "depends_on = [armcloud_fleet.two]"
	f.write(fleetHCL("one", pads("proxied", 1, 3), proxied, second), fleetHCL("two", pads("fast", 4, 6), speed("fast", 50, "")))
	f.Apply()
	f.wantSent(map[string]int{"setSpeed": 6, "set": 3})
	f.write(
		fleetHCL("one", joined(pads("proxied", 1, 2), pads("proxied", 6, 6)), proxied, second),
		fleetHCL("two", joined(pads("fast", 3, 3), pads("fast", 4, 5)), speed("fast", 50, "")))
	f.Apply()
	// Fleet two sets phone 3 and takes back 6; fleet one then leaves the
	// bandwidth of 3 alone, takes back its proxy, and sets both on 6.
	f.wantSent(map[string]int{"setSpeed": 3, "set": 2})
	f.wantSpeed(10, 1, 2, 6)
	f.wantSpeed(50, 3, 4, 5)
	for n, enabled := range map[int]bool{2: true, 3: false, 6: true} {
		if phone, _ := f.Instance(pad(n)); phone.Proxy.Enabled != enabled {
			t.Errorf("the proxy of phone %d is on: %v, expected %v", n, phone.Proxy.Enabled, enabled)
		}
	}
	f.PlanEmpty()
}

// A destroy that fails for some phones keeps exactly those, and a second one
// finishes; an update that fails for one keeps what the others have.
func TestAccFleetPartialUpdateAndDestroy(t *testing.T) {
	f := fleetStart(t, simulator.Options{}, "")
	phones := pads("kiosk", 1, 4)
	f.write(fleetHCL("shop", phones, speed("kiosk", 10, "")))
	f.Apply()
	f.sent()
	f.write(fleetHCL("shop", pads("kiosk", 1, 3), speed("kiosk", 20, "")))
	f.failing(2, 0)
	f.failing(4, 0)
	result := f.FailApply()
	f.contains(result, "2 of 4 phones failed", pad(2)+": unable to set the bandwidth", pad(4)+": unable to take back the bandwidth")
	f.wantSent(map[string]int{"setSpeed": 4})
	reason := "failed: task failed (status -1): no such device"
	f.wantState("shop", joined(pads("kiosk", 1, 3), pads(reason, 2, 2), pads(reason, 4, 4)))
	if status := f.state("shop").Status; status == "tainted" {
		t.Error("a failed update has tainted the fleet")
	}

	result = f.Run("destroy", "-auto-approve", "-no-color")
	f.contains(result, "2 of 4 phones could not be released", pad(2)+": unable to take back the bandwidth")
	f.lacks(result, pad(1)+":", pad(3)+":")
	f.wantSent(map[string]int{"setSpeed": 4})
	f.wantSpeed(0, 1, 3)
	f.wantState("shop", joined(pads(reason, 2, 2), pads(reason, 4, 4)))
	f.ClearFaults()
	f.Destroy()
	f.wantSent(map[string]int{"setSpeed": 2})
	f.wantSpeed(0, 1, 2, 3, 4)
}
