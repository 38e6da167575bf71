package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// failTimes makes the bandwidth tasks of instance n fail so many times, or always
// if times is 0.
func failTimes(f *acctest.Case, n, times int) {
	f.T.Helper()
	f.Must(f.AddFault(simulator.Fault{
		Path: "/pad/setSpeed", Kind: simulator.FaultTaskFail, PadCode: acctest.PadCode(n), Times: times, Message: "no such device",
	}))
}

// partlyCreated creates a fleet of the instances 1 to 4, which fails for the
// bandwidth of 2.
func partlyCreated(t *testing.T) *acctest.Case {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	failTimes(f, 2, 1)
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 4), acctest.SpeedProfile("kiosk", 10, "Europe/Berlin")))
	acctest.Contains(t, f.FailApply().Output, "1 of 4 instances failed", acctest.PadCode(2)+": unable to set the bandwidth:", "no such device", "terraform untaint")
	f.WantSent(map[string]int{"setSpeed": 4, "updateTimeZone": 4})
	f.WantSpeed(10, 1, 3, 4)
	state := f.FleetState("shop")
	if state.Status != "tainted" {
		t.Errorf("got status %q after a partial create, want tainted", state.Status)
	}
	f.WantState("shop", acctest.Join(acctest.Phones("kiosk", 1, 4), acctest.Phones("failed: task failed (status -1): no such device", 2, 2)))
	return f
}

// After an untaint, the next apply sends only what failed.
func TestAccFleetUntaint(t *testing.T) {
	f := partlyCreated(t)
	f.Run("untaint", "armcloud_fleet.shop")
	acctest.Contains(t, f.Apply().Output, `"AC32010000002" = "failed: task failed (status -1): no such device" -> "kiosk"`)
	f.WantSent(map[string]int{"setSpeed": 1})
	f.WantSpeed(10, 1, 2, 3, 4)
	f.PlanEmpty()
}

// Without an untaint, what was applied is handed over to the replacement: it sends
// only what failed, and undoes nothing in between.
func TestAccFleetTaintedReplacement(t *testing.T) {
	f := partlyCreated(t)
	acctest.Contains(t, f.Apply().Output, "is tainted")
	f.WantSent(map[string]int{"setSpeed": 1})
	f.WantSpeed(10, 1, 2, 3, 4)
	f.PlanEmpty()

	// A fleet that is not tainted hands over too. An instance that leaves is released,
	// and one with another profile is sent what differs.
	f.Apply("-replace=armcloud_fleet.shop")
	f.WantSent(map[string]int{})
	f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones("kiosk", 1, 2), acctest.Phones("fast", 3, 3)),
		acctest.SpeedProfile("kiosk", 10, "Europe/Berlin")+acctest.SpeedProfile("fast", 50, "Europe/Berlin")))
	f.Apply("-replace=armcloud_fleet.shop", "-refresh=false")
	f.WantSent(map[string]int{"setSpeed": 2})
	f.WantSpeed(10, 1, 2)
	f.WantSpeed(50, 3)
	f.WantSpeed(0, 4)
	f.PlanEmpty()
}

// Destroying a tainted fleet undoes everything that was or may have been applied.
func TestAccFleetTaintedDestroy(t *testing.T) {
	f := partlyCreated(t)
	f.Destroy()
	f.WantSent(map[string]int{"setSpeed": 4})
	f.WantSpeed(0, 1, 2, 3, 4)
}

// With create_before_destroy, a replacement undoes only what the new fleet has not
// set: the settings of an instance that was removed.
func TestAccFleetCreateBeforeDestroy(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	first := "lifecycle {\n create_before_destroy = true\n }"
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), acctest.SpeedProfile("kiosk", 10, ""), first))
	f.Apply()
	f.Sent()
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 2, 3), acctest.SpeedProfile("kiosk", 10, ""), first))
	acctest.NotContains(t, f.Apply("-replace=armcloud_fleet.shop").Output, "Two resources manage one setting")
	f.WantSent(map[string]int{"setSpeed": 3})
	f.WantSpeed(0, 1)
	f.WantSpeed(10, 2, 3)
	f.PlanEmpty()
}

// Instances that move between fleets in one apply, in both directions, get the
// settings of their new fleet, in whichever order the fleets are applied. Settings
// that the new fleet does not manage are undone.
func TestAccFleetHandover(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	proxied := "proxied = {\n bandwidth = { upload_mbps = 10, download_mbps = 10 }\n proxy = { ip = \"192.0.2.1\", port = 1080 }\n }\n"
	second := "depends_on = [armcloud_fleet.two]"
	f.Configure(acctest.FleetHCL("one", acctest.Phones("proxied", 1, 3), proxied, second), acctest.FleetHCL("two", acctest.Phones("fast", 4, 6), acctest.SpeedProfile("fast", 50, "")))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 6, "set": 3})
	f.Configure(
		acctest.FleetHCL("one", acctest.Join(acctest.Phones("proxied", 1, 2), acctest.Phones("proxied", 6, 6)), proxied, second),
		acctest.FleetHCL("two", acctest.Join(acctest.Phones("fast", 3, 3), acctest.Phones("fast", 4, 5)), acctest.SpeedProfile("fast", 50, "")))
	f.Apply()
	// First, fleet two sets the bandwidth of 3 and undoes that of 6. Then, fleet one
	// doesn't undo the bandwidth of 3, undoes its proxy, and sets both on 6.
	f.WantSent(map[string]int{"setSpeed": 3, "set": 2})
	f.WantSpeed(10, 1, 2, 6)
	f.WantSpeed(50, 3, 4, 5)
	for n, enabled := range map[int]bool{2: true, 3: false, 6: true} {
		if on, _ := f.Account.Instance(acctest.PadCode(n)); on.Proxy.Enabled != enabled {
			t.Errorf("got enabled = %v of the proxy of instance %d, want %v", on.Proxy.Enabled, n, enabled)
		}
	}
	f.PlanEmpty()
}

// An update that fails for some instances saves the others. A destroy that fails for
// some instances leaves only those in the state, and a second one completes it.
func TestAccFleetPartialUpdateAndDestroy(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	phones := acctest.Phones("kiosk", 1, 4)
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, "")))
	f.Apply()
	f.Sent()
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), acctest.SpeedProfile("kiosk", 20, "")))
	failTimes(f, 2, 0)
	failTimes(f, 4, 0)
	result := f.FailApply()
	acctest.Contains(t, result.Output, "2 of 4 instances failed", acctest.PadCode(2)+": unable to set the bandwidth", acctest.PadCode(4)+": unable to undo the bandwidth")
	f.WantSent(map[string]int{"setSpeed": 4})
	reason := "failed: task failed (status -1): no such device"
	f.WantState("shop", acctest.Join(acctest.Phones("kiosk", 1, 3), acctest.Phones(reason, 2, 2), acctest.Phones(reason, 4, 4)))
	if status := f.FleetState("shop").Status; status == "tainted" {
		t.Error("got a tainted fleet after a failed update, want it untainted")
	}

	result = f.Run("destroy", "-auto-approve", "-no-color")
	acctest.Contains(t, result.Output, "2 of 4 instances could not be released", acctest.PadCode(2)+": unable to undo the bandwidth")
	acctest.NotContains(t, result.Output, acctest.PadCode(1)+":", acctest.PadCode(3)+":")
	f.WantSent(map[string]int{"setSpeed": 4})
	f.WantSpeed(0, 1, 3)
	f.WantState("shop", acctest.Join(acctest.Phones(reason, 2, 2), acctest.Phones(reason, 4, 4)))
	f.ClearFaults()
	f.Destroy()
	f.WantSent(map[string]int{"setSpeed": 2})
	f.WantSpeed(0, 1, 2, 3, 4)
}

// If the replacement of a fleet fails, nothing is forgotten: neither what stays if an
// instance cannot be released, nor what was applied if no instance can be reached. Then
// only what is missing is sent. Control: a destroy afterwards, which undoes everything.
func TestAccFleetFailedReplacement(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "online_timeout = \"50ms\"")
	write := func(to, mbps int) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, to), acctest.SpeedProfile("kiosk", mbps, "Europe/Berlin")))
	}
	write(3, 10)
	f.Apply()
	f.Sent()
	failTimes(f, 3, 1)
	write(2, 10)
	acctest.Contains(t, f.FailApply("-replace=armcloud_fleet.shop").Output, "1 of 3 instances could not be released", acctest.PadCode(3))
	f.WantSent(map[string]int{"setSpeed": 1})
	f.WantState("shop", acctest.Join(acctest.Phones("kiosk", 1, 2), acctest.Phones("failed: task failed (status -1): no such device", 3, 3)))
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 1})
	f.PlanEmpty()

	f.SetOnline(acctest.PadCode(1), false)
	f.SetOnline(acctest.PadCode(2), false)
	write(2, 20)
	acctest.Contains(t, f.FailApply("-replace=armcloud_fleet.shop").Output, "2 of 2 instances failed", "terraform untaint")
	f.SetOnline(acctest.PadCode(1), true)
	f.SetOnline(acctest.PadCode(2), true)
	f.Apply()
	f.WantSent(map[string]int{"setSpeed": 2})
	f.WantSpeed(20, 1, 2)
	f.PlanEmpty()
	f.Destroy()
	f.WantSent(map[string]int{"setSpeed": 2})
}
