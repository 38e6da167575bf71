package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Under ignore_changes, an instance that drifted or failed is left as it is: an
// unrelated update neither uninstalls its apps nor lifts its bandwidth limit. Once
// it is no longer ignored, it gets what it lacks. Control: another instance, which
// gets the update unless all of phones is ignored.
func TestAccFleetIgnoredInstanceIsLeftAlone(t *testing.T) {
	t.Parallel()
	for _, ignored := range []string{`phones["AC32010000001"]`, "phones"} {
		for _, how := range []string{"drifted", "failed"} {
			t.Run(ignored+", "+how, func(t *testing.T) {
				f := acctest.NewFleetCase(t, simulator.Options{}, "")
				write := func(mbps, profile, lifecycle string) {
					f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones(profile, 1, 1), acctest.Phones("shop", 2, 2)),
						"shop = {\n time_zone = \"Europe/Berlin\"\n bandwidth = { upload_mbps = "+mbps+", download_mbps = 20 }\n"+
							"apps = { \"com.example.kiosk\" = { app_id = 101 } }\n}\n", lifecycle))
				}
				lifecycle := "lifecycle {\n ignore_changes = [" + ignored + "]\n }"
				write("10", "shop", lifecycle)
				f.Apply()
				if how == "drifted" {
					f.DriftTimeZone(acctest.PadCode(1), "Asia/Tokyo")
				} else {
					f.Fault(simulator.Fault{Path: "pad/setSpeed", PadCode: acctest.PadCode(1), Kind: simulator.FaultTaskFail, Times: 1})
					write("9", "shop", lifecycle)
					f.FailApply()
				}
				write("11", "shop", lifecycle)
				f.Applies("bandwidth 1")
				on := f.Instance(acctest.PadCode(1))
				acctest.Equal(t, "apps of the ignored instance", len(on.Apps), 1)
				acctest.Equal(t, "bandwidth limit of the ignored instance", on.Bandwidth.DownloadMbps, 20)
				acctest.Equal(t, "bandwidth of the other instance", f.Instance(acctest.PadCode(2)).Bandwidth.UploadMbps, 11)
				f.PlanEmpty()

				write("11", "shop", "")
				f.PlanChanges()
				f.Applies(map[string]string{"drifted": "time_zone 1, bandwidth 1", "failed": "bandwidth 1"}[how])
				acctest.Equal(t, "bandwidth", f.Instance(acctest.PadCode(1)).Bandwidth.UploadMbps, 11)
				f.WantTimeZone("Europe/Berlin", 1, 2)
				f.PlanEmpty()
			})
		}
	}
}

// A planned name that is no profile fails in the plan, such as a new profile while
// profiles are ignored. Control: a profile that exists.
func TestAccFleetIgnoredProfiles(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	lifecycle := "lifecycle {\n ignore_changes = [profiles]\n }"
	first := acctest.SpeedProfile("shop", 10, "") + acctest.SpeedProfile("other", 20, "")
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 2), first, lifecycle))
	f.Applies("bandwidth 2")
	f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones("new", 1, 1), acctest.Phones("shop", 2, 2)), first+acctest.SpeedProfile("new", 30, ""), lifecycle))
	acctest.Contains(t, f.FailsApply("").Output, `There is no profile "new", which is planned for AC32010000001`, "ignore_changes")
	f.WantSpeed(10, 1, 2)
	f.Configure(acctest.FleetHCL("shop", acctest.Join(acctest.Phones("other", 1, 1), acctest.Phones("shop", 2, 2)), first, lifecycle))
	f.Applies("bandwidth 1")
	f.WantSpeed(20, 1)
}

// A move between profiles that differ only in password_wo sends the password, and so
// does renaming a profile and changing its password at once. A move that failed is
// made up for. Control: a move between profiles with equal passwords, which sends
// nothing.
func TestAccFleetProfileWithAnotherPassword(t *testing.T) {
	acctest.OneCLI(t)
	f := acctest.NewFleetCase(t, simulator.Options{}, `online_timeout = "300ms"`)
	profile := func(name, password string) string {
		return name + " = { proxy = { ip = \"192.0.2.10\", port = 1080, username = \"shop\", password_wo = \"" + password + "\" } }\n"
	}
	write := func(profiles string, names ...string) {
		phones := map[string]string{}
		for i, name := range names {
			phones[acctest.PadCode(i+1)] = name
		}
		f.Configure(acctest.FleetHCL("shop", phones, profiles))
	}
	want := func(passwords ...string) {
		t.Helper()
		for i, password := range passwords {
			acctest.Equal(t, "password of "+acctest.PadCode(i+1), f.Instance(acctest.PadCode(i+1)).Proxy.Password, password)
		}
	}
	three := profile("one", acctest.WriteOnly+"one") + profile("two", acctest.WriteOnly+"two") + profile("same", acctest.WriteOnly+"one")
	write(three, "one", "two")
	f.Applies("proxy 2")
	write(three, "two", "two")
	f.Applies("proxy 1")
	want(acctest.WriteOnly+"two", acctest.WriteOnly+"two")
	f.PlanEmpty()
	write(three, "one", "one")
	f.Applies("proxy 2")
	write(three, "same", "one")
	f.Applies("")
	want(acctest.WriteOnly+"one", acctest.WriteOnly+"one")

	renamed := profile("renamed", acctest.WriteOnly+"new") + profile("one", acctest.WriteOnly+"one")
	write(renamed, "renamed", "one")
	f.Applies("proxy 1")
	want(acctest.WriteOnly+"new", acctest.WriteOnly+"one")
	f.PlanEmpty()

	f.SetOnline(acctest.PadCode(1), false)
	f.Fault(simulator.Fault{Path: "proxy/set", PadCode: acctest.PadCode(2), Kind: simulator.FaultReject, Times: 1})
	write(renamed, "one", "renamed")
	f.FailsApply("")
	f.SetOnline(acctest.PadCode(1), true)
	f.Applies("proxy 2")
	want(acctest.WriteOnly+"one", acctest.WriteOnly+"new")
	f.PlanEmpty()
}

// The replacement of a tainted fleet sends a password that was changed meanwhile.
func TestAccFleetTaintedWithAnotherPassword(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(password string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("one", 1, 2), "one = {\n"+acctest.Slow+
			"proxy = { ip = \"192.0.2.10\", port = 1080, username = \"shop\", password_wo = \""+password+"\" }\n}\n"))
	}
	failTimes(f, 1, 1)
	write(acctest.WriteOnly + "one")
	f.FailsApply("bandwidth 2, proxy 2")
	write(acctest.WriteOnly + "two")
	f.Applies("bandwidth 1, proxy 2")
	acctest.Equal(t, "password", f.Instance(acctest.PadCode(2)).Proxy.Password, acctest.WriteOnly+"two")
	f.PlanEmpty()
}

// After an import and a first apply, triggers and restart_triggers act like after a
// create, also if they come with the import. Control: a fleet without them.
func TestAccFleetTriggersAfterImport(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	write := func(more string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 2), acctest.SpeedProfile("shop", 10, ""), more))
	}
	imports := func() {
		if r := f.Run("import", "-no-color", "armcloud_fleet.shop", acctest.PadCode(1)+","+acctest.PadCode(2)); r.Exit != 0 {
			t.Fatal(r.Output)
		}
	}
	triggers := func(run string) string {
		return "triggers = { run = \"" + run + "\" }\nrestart_triggers = { run = \"" + run + "\" }"
	}
	write(triggers("1"))
	imports()
	f.Applies("bandwidth 2, restart 2")
	f.PlanEmpty()
	write(triggers("2"))
	f.Applies("bandwidth 2, restart 2")
	f.Run("state", "rm", "armcloud_fleet.shop")
	write("")
	imports()
	f.Applies("bandwidth 2")
	write(triggers("1"))
	f.Applies("bandwidth 2, restart 2")
	f.PlanEmpty()
}
