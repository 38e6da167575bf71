package fleet_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	// customer is an app that stands for data that an erasure would take.
	customer = "com.example.customer"
	// wipingShop is a profile with an image that erases data.
	wipingShop = "shop = {\n image = { image_id = \"" + simulator.ImageAndroid13B + "\", wipe_data = true }\n" + acctest.Slow +
		"apps = { \"com.example.kiosk\" = { app_id = 101 } }\n}\n"
	slowShop = "shop = {\n" + acctest.Slow + "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n}\n"
)

// wantData fails unless the customer's data is still on the instances with these
// numbers.
func wantData(f *acctest.Case, numbers ...int) {
	f.T.Helper()
	for _, n := range numbers {
		if _, has := f.Instance(acctest.PadCode(n)).Apps[customer]; !has {
			f.T.Errorf("got erased data of instance %d, want it kept", n)
		}
	}
}

// wantLimited fails unless the instances with these numbers have the bandwidth of the
// profiles, or none.
func wantLimited(f *acctest.Case, limited bool, numbers ...int) {
	f.T.Helper()
	for _, n := range numbers {
		if got := f.Instance(acctest.PadCode(n)).Bandwidth; (got.UploadMbps != 0) != limited {
			f.T.Errorf("instance %d: got bandwidth %+v, want limited: %v", n, got, limited)
		}
	}
}

// failsOnApp creates a fleet of the instances 1 to 3, in which an app fails on the
// instance with the number.
func failsOnApp(t *testing.T, n int, profile string, more ...string) *acctest.Case {
	t.Helper()
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	f.Fault(simulator.Fault{Path: "installApp", PadCode: acctest.PadCode(n), Kind: simulator.FaultTaskFail, Times: 1})
	f.Configure(append(more, acctest.FleetHCL("shop", acctest.Phones("shop", 1, 3), profile))...)
	f.FailCreates()
	return f
}

// If an instance that leaves cannot be released, the fleet is not replaced, and keeps
// what it knows of the others: the next apply erases nothing, and a destroy undoes
// everything. Control: the instance that leaves, which is released then.
func TestAccFleetReplacementThatFails(t *testing.T) {
	replacementThatFails(t, "bandwidth 1, install 1")
}

func TestAccLongFleetReplacementThatFails(t *testing.T) {
	acctest.Long(t)
	replacementThatFails(t, "image 1, bandwidth 2, install 1, uninstall 1", "-refresh=false")
	replacementThatFails(t, "bandwidth 1", "-replace=armcloud_fleet.shop")
}

// replacementThatFails replaces a fleet with the arguments of apply. sent is what the
// next apply sends.
func replacementThatFails(t *testing.T, sent string, args ...string) {
	t.Run(strings.Join(args, " "), func(t *testing.T) {
		t.Parallel()
		for _, then := range []string{"apply", "destroy"} {
			t.Run(then, func(t *testing.T) {
				f := failsOnApp(t, 1, wipingShop)
				if len(args) > 0 && strings.HasPrefix(args[0], "-replace") {
					f.Run("untaint", "armcloud_fleet.shop")
					f.Applies("install 1")
				}
				f.Must(f.Drift([]string{acctest.PadCode(1), acctest.PadCode(2)}, simulator.DriftSet{Apps: map[string]int64{customer: 7}}))
				failTimes(f, 3, 1)
				f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 2), wipingShop))
				acctest.Contains(t, f.FailApply(args...).Output, "1 of 3 instances could not be released", "3 of its instances stay in the state")
				if then == "destroy" {
					f.Destroy()
					wantLimited(f, false, 1, 2, 3)
					return
				}
				f.Sends(sent, func() acctest.Result { return f.Apply(args...) })
				wantData(f, 1, 2)
				wantLimited(f, true, 1, 2)
				wantLimited(f, false, 3)
				f.PlanEmpty()
			})
		}
	})
}

// -replace undoes only what the new fleet lacks, and erases nothing; the plan does not
// warn of an erasure. Control: another image, which erases.
func TestAccFleetReplaceErasesNothing(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 2), wipingShop))
	f.Apply()
	put := func() {
		f.Must(f.Drift([]string{acctest.PadCode(1), acctest.PadCode(2)}, simulator.DriftSet{Apps: map[string]int64{customer: 7}}))
	}
	put()
	for _, args := range [][]string{{"-replace=armcloud_fleet.shop"}, {"-replace=armcloud_fleet.shop", "-refresh=false"}} {
		acctest.NotContains(t, f.PlanChanges(args...).Output, "This plan erases")
		f.Sends("", func() acctest.Result { return f.Apply(args...) })
		wantData(f, 1, 2)
		f.PlanEmpty()
	}
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 2), "shop = {\n image = { image_id = \""+simulator.ImageAndroid13B+"\", wipe_data = true }\n}\n"))
	f.Sends("bandwidth 2, uninstall 2", func() acctest.Result { return f.Apply("-replace=armcloud_fleet.shop") })
	wantData(f, 1, 2)
	wantLimited(f, false, 1, 2)
	f.PlanEmpty()
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 2), "shop = {\n image = { image_id = \""+simulator.ImageAndroid13A+"\", wipe_data = true }\n}\n"))
	acctest.Contains(t, f.Apply("-replace=armcloud_fleet.shop").Output, "This plan erases all data on 2 instances")
	if _, has := f.Instance(acctest.PadCode(1)).Apps[customer]; has {
		t.Error("got the data of instance 1 after another image, want it erased")
	}
}

// The replacement of a tainted fleet takes over only what that fleet itself knew:
// another one that has the same instances keeps its settings. Control: what the
// tainted fleet had and its replacement lacks is undone.
func TestAccFleetTaintedBesideAnother(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"armcloud_fleet", "armcloud_instance"} {
		t.Run(kind, func(t *testing.T) {
			f := acctest.NewFleetCase(t, simulator.Options{}, "")
			write := func(settings string) {
				if kind == "armcloud_fleet" {
					f.Configure(acctest.FleetHCL("one", acctest.Phones("p", 1, 2), "p = {\n"+settings+"}\n"),
						acctest.FleetHCL("two", acctest.Phones("p", 1, 2), "p = {\n"+acctest.Berlin+"apps = { \"com.example.kiosk\" = { app_id = 101 } }\n}\n"))
					return
				}
				f.Configure(acctest.InstanceHCL("one", acctest.PadCode(1), settings),
					acctest.InstanceHCL("two", acctest.PadCode(1), acctest.Berlin+"apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"))
			}
			write(acctest.Slow + acctest.Socks)
			failTimes(f, 1, 1)
			f.FailCreates()
			write(acctest.Slow)
			f.Apply()
			on := f.Instance(acctest.PadCode(1))
			acctest.Equal(t, "number of apps", len(on.Apps), 1)
			acctest.Equal(t, "proxy", on.Proxy.Enabled, false)
			wantLimited(f, true, 1)
			f.PlanEmpty()
			f.Run("taint", kind+".one")
			f.Applies("")
			acctest.Equal(t, "number of apps", len(f.Instance(acctest.PadCode(1)).Apps), 1)
		})
	}
}

// What another resource held at the last refresh is not undone on an instance that
// leaves a tainted fleet. Control: the app, which nobody else has.
func TestAccFleetTaintedLeavesSharedSettings(t *testing.T) {
	own := acctest.SettingHCL("bandwidth", "own", acctest.PadCode(3), "upload_mbps = 5\n download_mbps = 10")
	f := failsOnApp(t, 1, slowShop, own)
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 2), slowShop), own)
	f.Applies("install 1, uninstall 1")
	wantLimited(f, true, 1, 2, 3)
	f.PlanEmpty()
}

// Without a refresh, the profile of an instance that failed is not known. If such an
// instance leaves a tainted fleet, the settings of all profiles are undone, and the
// plan names those that only some have. Control: an instance that converged.
func TestAccFleetTaintedLosesAFailedInstanceWithoutRefresh(t *testing.T) {
	t.Parallel()
	for name, profiles := range map[string]string{"one profile": "", "two profiles": "other = {\n" + acctest.Slow + acctest.Socks + "}\n"} {
		t.Run(name, func(t *testing.T) {
			f := failsOnApp(t, 2, slowShop+profiles)
			f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 1), slowShop+profiles))
			r := f.Apply("-refresh=false")
			wantLimited(f, true, 1)
			wantLimited(f, false, 2, 3)
			if _, has := f.Instance(acctest.PadCode(3)).Apps["com.example.kiosk"]; has {
				t.Error("got the app on the instance that converged, want it uninstalled")
			}
			const warning = "Settings may stay on instances that failed"
			if profiles == "" {
				acctest.NotContains(t, r.Output, warning)
			} else {
				acctest.Contains(t, r.Output, warning, acctest.PadCode(2)+": the plan was made without a refresh", "proxy, apps/com.example.kiosk")
				acctest.NotContains(t, r.Output, acctest.PadCode(3)+": the plan")
			}
			f.PlanEmpty()
		})
	}
}

// If the pad codes are unknown in the plan, the new fleet releases what it does not
// have. Where that fails, the instance stays in its state and is released later.
// Control: the instance that is released at once.
func TestAccFleetTaintedWithUnknownInstances(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"fails":   {Kind: simulator.FaultTaskFail, Times: 1},
		"offline": {},
	} {
		t.Run(name, func(t *testing.T) {
			f := failsOnApp(t, 1, slowShop)
			unknown := "resource \"terraform_data\" \"code\" {\n input = \"" + acctest.PadCode(1) + "\"\n}\nresource \"armcloud_fleet\" \"shop\" {\n" +
				"phones = { (terraform_data.code.output == \"\" ? \"none\" : terraform_data.code.output) = \"shop\" }\n profiles = {\n" + slowShop + "}\n}\n"
			f.ProviderArguments = `online_timeout = "300ms"`
			if fault.Kind == "" {
				f.SetOnline(acctest.PadCode(3), false)
			} else {
				fault.Path, fault.PadCode = "pad/setSpeed", acctest.PadCode(3)
				f.Fault(fault)
			}
			f.Configure(unknown)
			acctest.Contains(t, f.FailApply().Output, acctest.PadCode(3)+": unable to undo the ")
			wantLimited(f, true, 1, 3)
			wantLimited(f, false, 2)
			if _, here := f.FleetState("shop").Attributes.Phones[acctest.PadCode(3)]; !here {
				t.Errorf("got phones %v, want %s among them", f.FleetState("shop").Attributes.Phones, acctest.PadCode(3))
			}
			f.Account.ClearFaults()
			f.SetOnline(acctest.PadCode(3), true)
			f.Apply()
			wantLimited(f, true, 1)
			wantLimited(f, false, 2, 3)
			f.PlanEmpty()
		})
	}
}

// A create that reaches no instance is saved if a tainted fleet has handed over what
// its instances have: a destroy undoes it. Control: a create without a handover,
// which leaves nothing.
func TestAccFleetTaintedReplacementReachesNobody(t *testing.T) {
	f := failsOnApp(t, 1, slowShop)
	f.ProviderArguments = `online_timeout = "300ms"`
	f.Must(f.Account.SetOnline([]string{acctest.PadCode(1), acctest.PadCode(2), acctest.PadCode(3), acctest.PadCode(4)}, false))
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("shop", 1, 3), "shop = {\n"+acctest.Slow+acctest.Berlin+"}\n"), acctest.FleetHCL("new", acctest.Phones("shop", 4, 4), slowShop))
	f.FailCreates()
	if phones := f.FleetState("new").Attributes.Phones; len(phones) != 0 {
		t.Errorf("got phones %v of a fleet that reached nobody, want no such fleet", phones)
	}
	f.Must(f.Account.SetOnline([]string{acctest.PadCode(1), acctest.PadCode(2), acctest.PadCode(3), acctest.PadCode(4)}, true))
	f.Destroy()
	wantLimited(f, false, 1, 2, 3)
}
