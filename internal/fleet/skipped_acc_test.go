package fleet_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const skip = `offline = "skip"`

// skippingCase is a case in which offline instances are awaited only briefly.
func skippingCase(t *testing.T) *acctest.Case {
	return acctest.NewFleetCase(t, simulator.Options{}, `online_timeout = "50ms"`)
}

// offline makes instances offline or online.
func offline(f *acctest.Case, off bool, numbers ...int) {
	f.T.Helper()
	for _, n := range numbers {
		f.SetOnline(acctest.PadCode(n), !off)
	}
}

// A create skips an instance that is offline: it ends with one warning, is not tainted,
// and keeps the planned phones. As long as the instance lacks anything, plans are not
// empty, with and without a refresh. Once it is online, it gets its settings. An update
// skips what changes, and the release of an instance that leaves, but no instance that is
// offline and lacks nothing.
func TestAccFleetSkips(t *testing.T) {
	f := skippingCase(t)
	phones := acctest.Join(acctest.Phones("kiosk", 1, 3), acctest.Phones("other", 4, 4))
	profiles := func(mbps int) string {
		return acctest.SpeedProfile("kiosk", mbps, "Europe/Berlin") + acctest.SpeedProfile("other", 7, "")
	}
	offline(f, true, 2)
	f.Configure(acctest.FleetHCL("shop", phones, profiles(10), skip))
	acctest.Contains(t, f.Applies("time_zone 2, bandwidth 3").Output, "Warning: 1 of 4 instances skipped", "Offline for 50ms: AC32010000002")
	if status := f.FleetState("shop").Status; status != "" {
		t.Errorf("got status %q after a create that skipped an instance, want none", status)
	}
	f.WantState("shop", phones)
	f.WantSkipped("shop", 2)
	acctest.Contains(t, f.PlanChanges().Output, `"AC32010000002" = "skipped: offline" -> "kiosk"`)
	acctest.Contains(t, f.PlanChanges("-refresh=false").Output, `skipped`, "known after apply")
	offline(f, false, 2)
	acctest.NotContains(t, f.Sends("time_zone 1, bandwidth 1", func() acctest.Result { return f.Apply("-refresh=false") }).Output, "Warning: 1 of")
	f.WantSkipped("shop")
	f.PlanEmpty()

	offline(f, true, 2, 3, 4)
	delete(phones, acctest.PadCode(3))
	f.Configure(acctest.FleetHCL("shop", phones, profiles(20), skip))
	acctest.Contains(t, f.Applies("bandwidth 1").Output, "2 of 3 instances skipped", "Offline for 50ms: AC32010000002, AC32010000003.")
	f.WantState("shop", phones)
	f.WantSkipped("shop", 2, 3)
	offline(f, false, 2, 3)
	acctest.Contains(t, f.Applies("bandwidth 2").Output, `"AC32010000002" = "skipped: offline" -> "kiosk"`, `- "AC32010000003" = "skipped: offline" -> null`)
	f.WantSpeed(20, 1, 2)
	f.WantSpeed(0, 3)
	f.WantSkipped("shop")
	f.PlanEmpty()
}

// By default, and with "fail", an instance that is offline fails. Changing only offline
// sends nothing. A fleet that skipped an instance and then no longer may fails.
func TestAccLongFleetOfflineFails(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	phones, profile := acctest.Phones("kiosk", 1, 2), func(mbps int) string { return acctest.SpeedProfile("kiosk", mbps, "") }
	f.Configure(acctest.FleetHCL("shop", phones, profile(10)))
	f.Applies("bandwidth 2")
	f.WantSkipped("shop")
	offline(f, true, 2)
	for _, mode := range []string{"", `offline = "fail"`} {
		f.Configure(acctest.FleetHCL("shop", phones, profile(20+len(mode)), mode))
		acctest.Contains(t, f.FailsApply("bandwidth 1").Output, "1 of 2 instances failed", "offline for 50ms")
		f.WantState("shop", acctest.Join(phones, acctest.Phones("failed: offline for 50ms", 2, 2)))
		f.WantSkipped("shop")
	}
	f.Configure(acctest.FleetHCL("shop", phones, profile(30), skip))
	f.Applies("bandwidth 1")
	f.WantSkipped("shop", 2)
	f.Configure(acctest.FleetHCL("shop", phones, profile(30), `offline = "fail"`))
	acctest.Contains(t, f.FailsApply("").Output, "1 of 1 instances failed")
	f.WantSkipped("shop")
	offline(f, false, 2)
	f.Applies("bandwidth 1")
	f.Configure(acctest.FleetHCL("shop", phones, profile(30), skip))
	acctest.NotContains(t, f.Sends("", func() acctest.Result { return f.Apply() }).Output, "known after apply")
	f.PlanEmpty()
}

// An instance that is removed from the fleet while it is offline stays in skipped until
// it is released, with and without a refresh, and each apply skips it again.
func TestAccLongFleetSkipsRelease(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	profile := acctest.SpeedProfile("kiosk", 10, "")
	for _, refresh := range []string{"-refresh=true", "-refresh=false"} {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), profile, skip))
		f.Apply()
		offline(f, true, 3)
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), profile, skip))
		acctest.Contains(t, f.Applies("").Output, "1 of 1 instances skipped")
		f.WantState("shop", acctest.Phones("kiosk", 1, 2))
		f.WantSkipped("shop", 3)
		f.PlanChanges(refresh)
		f.Sends("", func() acctest.Result { return f.Apply(refresh) })
		f.WantSkipped("shop", 3)
		offline(f, false, 3)
		f.WantSpeed(10, 3)
		f.Sends("bandwidth 1", func() acctest.Result { return f.Apply(refresh) })
		f.WantSpeed(0, 3)
		f.WantSkipped("shop")
		f.PlanEmpty()
	}
	offline(f, true, 2)
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 1), profile, skip))
	f.Applies("")
	offline(f, false, 2)
	acctest.Contains(t, f.PlanChanges().Output, `- "AC32010000002" = "skipped: offline" -> null`)
	f.Destroys("bandwidth 2")
	f.WantSpeed(0, 1, 2, 3)
}

// If some instances fail and others are skipped, the apply ends with an error about the
// first and a warning about the others. A create is tainted as after any failure.
func TestAccFleetSkipsSomeAndFailsSome(t *testing.T) {
	testFleetSkipsSomeAndFailsSome(t, "untaint")
}

func TestAccLongFleetSkipsSomeAndFailsSome(t *testing.T) {
	acctest.Long(t)
	testFleetSkipsSomeAndFailsSome(t, "replace")
}

func testFleetSkipsSomeAndFailsSome(t *testing.T, repair string) {
	f := skippingCase(t)
	phones := acctest.Phones("kiosk", 1, 4)
	f.Configure(acctest.FleetHCL("shop", phones, acctest.SpeedProfile("kiosk", 10, ""), skip))
	offline(f, true, 3)
	failTimes(f, 2, 1)
	result := f.FailsApply("bandwidth 3")
	acctest.Contains(t, result.Output, "1 of 4 instances failed", "1 of 4 instances skipped", "no such device")
	acctest.NotContains(t, result.Output, acctest.PadCode(3)+": unable")
	f.WantState("shop", acctest.Join(phones, acctest.Phones("failed: task failed (status -1): no such device", 2, 2), acctest.Phones("skipped: offline", 3, 3)))
	f.WantSkipped("shop", 3)
	if repair == "untaint" {
		f.Run("untaint", "armcloud_fleet.shop")
	}
	offline(f, false, 3)
	f.Applies("bandwidth 2")
	f.WantSpeed(10, 1, 2, 3, 4)
	f.WantSkipped("shop")
	f.PlanEmpty()
}

// What an apply asks for once is neither done to a skipped instance nor forgotten: an
// image that erases, triggers and restart_triggers.
func TestAccLongFleetSkipsOnceOnly(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	phones := acctest.Phones("kiosk", 1, 2)
	write := func(image, triggers string) {
		f.Configure(acctest.FleetHCL("shop", phones, "kiosk = {\n bandwidth = { upload_mbps = 10, download_mbps = 10 }\n"+image+"}\n", skip, triggers))
	}
	write("", "")
	f.Applies("bandwidth 2")
	for _, c := range []struct{ image, triggers, first, then string }{
		{"", `triggers = { v = "1" }`, "bandwidth 1", "bandwidth 1"},
		{"", "triggers = { v = \"1\" }\n restart_triggers = { v = \"1\" }", "restart 1", "restart 1"},
		{"image = { image_id = \"" + simulator.ImageAndroid13B + "\", wipe_data = true }\n",
			"triggers = { v = \"1\" }\n restart_triggers = { v = \"1\" }", "image 1, bandwidth 1", "image 1, bandwidth 1"},
	} {
		offline(f, true, 2)
		write(c.image, c.triggers)
		f.Applies(c.first)
		f.Applies("")
		f.WantSkipped("shop", 2)
		offline(f, false, 2)
		f.Applies(c.then)
		f.WantSkipped("shop")
		f.PlanEmpty()
	}
}

// A destroy sends nothing to an instance that never got anything. One that has settings
// and is offline stays in the state, with an error: its release must not be forgotten.
func TestAccLongFleetSkippedDestroy(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	offline(f, true, 2)
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), acctest.SpeedProfile("kiosk", 10, ""), skip))
	f.Applies("bandwidth 1")
	f.Destroys("bandwidth 1")

	offline(f, false, 2)
	f.Applies("bandwidth 2")
	offline(f, true, 2)
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), acctest.SpeedProfile("kiosk", 20, ""), skip))
	f.Applies("bandwidth 1")
	result := f.Sends("bandwidth 1", func() acctest.Result { return f.Run("destroy", "-auto-approve", "-no-color") })
	acctest.Contains(t, result.Output, "1 of 2 instances could not be released", acctest.PadCode(2))
	f.WantState("shop", acctest.Phones("failed: offline for 50ms", 2, 2))
	f.WantSkipped("shop")
	offline(f, false, 2)
	f.Destroys("bandwidth 1")
	f.WantSpeed(0, 1, 2)
}

// A fleet that skipped an instance is replaced without a refresh: what the state says of
// that instance was never applied, so the new fleet sends it.
func TestAccLongFleetSkippedIsReplaced(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	offline(f, true, 2)
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), acctest.SpeedProfile("kiosk", 10, ""), skip))
	f.Applies("bandwidth 1")
	f.Run("taint", "armcloud_fleet.shop")
	f.Sends("", func() acctest.Result { return f.Apply("-refresh=false") })
	f.WantSkipped("shop", 2)
	f.Sends("", func() acctest.Result { return f.Apply("-replace=armcloud_fleet.shop") })
	f.WantSkipped("shop", 2)
	offline(f, false, 2)
	f.Applies("bandwidth 1")
	f.WantSpeed(10, 1, 2)
	f.PlanEmpty()
}

// After an import, skipped is null, and empty once the fleet is updated. A value of offline
// alone sends nothing.
func TestAccLongFleetSkipImported(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("idle", 1, 2), "idle = {}\n", skip))
	f.Run("import", "armcloud_fleet.shop", acctest.PadCode(1)+","+acctest.PadCode(2))
	acctest.NotContains(t, f.PlanChanges().Output, "known after apply")
	f.Applies("")
	f.WantSkipped("shop")
	f.PlanEmpty()
}

// ignore_changes leaves a skipped instance alone once the state has the reason: the
// plan is empty, and it gets nothing. Afterwards, it gets what it lacks.
func TestAccLongFleetSkippedIsIgnored(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	write := func(more ...string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 2), acctest.SpeedProfile("kiosk", 10, ""), append(more, skip)...))
	}
	offline(f, true, 2)
	write()
	f.Applies("bandwidth 1")
	f.Apply("-refresh-only")
	f.WantState("shop", acctest.Join(acctest.Phones("kiosk", 1, 1), acctest.Phones("skipped: offline", 2, 2)))
	offline(f, false, 2)
	write(`lifecycle {
	  ignore_changes = [phones["AC32010000002"]]
	}`)
	f.PlanEmpty()
	f.PlanEmpty("-refresh=false")
	write()
	f.Applies("bandwidth 1")
	f.WantSkipped("shop")
	f.PlanEmpty()
}

// Write-only passwords that change while an instance is skipped are sent once it is
// online, those of a profile and those of single instances.
func TestAccLongFleetSkipsPasswords(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	write := func(shared, own string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3),
			`kiosk = { proxy = { ip = "192.0.2.10", port = 1080, username = "shop", password_wo = "`+shared+`" } }`,
			`proxy_passwords_wo = { AC32010000003 = "`+own+`" }`, skip))
	}
	write("first", "third")
	f.Applies("proxy 3")
	f.PlanEmpty()
	for _, refresh := range []string{"-refresh=true", "-refresh=false"} {
		offline(f, true, 2, 3)
		write("second"+refresh, "fourth"+refresh)
		f.Applies("proxy 1")
		f.WantSkipped("shop", 2, 3)
		offline(f, false, 2, 3)
		f.Sends("proxy 2", func() acctest.Result { return f.Apply(refresh) })
		for n, want := range map[int]string{1: "second", 2: "second", 3: "fourth"} {
			acctest.Equal(t, "password of "+acctest.PadCode(n), f.Instance(acctest.PadCode(n)).Proxy.Password, want+refresh)
		}
		f.PlanEmpty()
	}
}

// A restart that an earlier apply began is waited for, not repeated, after an apply that
// skipped the instance because it was offline by then.
func TestAccLongFleetSkipsRunningWork(t *testing.T) {
	acctest.Long(t)
	f := skippingCase(t)
	write := func(trigger string) {
		f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 1), acctest.SpeedProfile("kiosk", 10, ""), skip,
			`restart_triggers = { v = "`+trigger+`" }`, `timeouts = { update = "2s" }`))
	}
	write("1")
	f.Applies("bandwidth 1")
	f.Fault(simulator.Fault{Path: "padTaskDetail", Kind: simulator.FaultTaskStatus, Status: 2})
	write("2")
	acctest.Contains(t, f.FailsApply("restart 1").Output, "its task may still be running")
	f.ClearFaults()
	acctest.Eventually(t, "the restart ends", func() bool { return f.Instance(acctest.PadCode(1)).Unfinished == 0 })
	offline(f, true, 1)
	acctest.Contains(t, f.Applies("").Output, "1 of 1 instances skipped")
	f.WantSkipped("shop", 1)
	offline(f, false, 1)
	f.Applies("")
	f.WantSkipped("shop")
	f.PlanEmpty()
}
