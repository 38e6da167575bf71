package setting_test

import (
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A property that the API refuses is an error on its attribute with the
// instance, code and message. The other settings of the instance are applied
// and in the state, and the restart that they ask for takes place. Once
// corrected, only that property is sent. Control: an instance without the
// property.
func TestAccBadProperty(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(name string) {
		const rest = "properties = { system_persistent = { \"ro.product.brand\" = \"Acme\" }, restart = true }\n" + acctest.Berlin
		settings := acctest.Slow + rest + `android_properties = { properties = { "` + name + `" = "Kiosk" }, restart = true }` + "\n"
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings) + acctest.FleetHCL("shop", map[string]string{acctest.InstanceB: "kiosk", acctest.InstanceC: "plain"}, "kiosk = {\n"+settings+"}\nplain = {\n"+rest+"}"))
	}
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow) + acctest.FleetHCL("shop", map[string]string{acctest.InstanceB: "kiosk", acctest.InstanceC: "plain"}, "kiosk = {\n"+acctest.Slow+"}\nplain = {}"))
	p.Applies("bandwidth 2")

	write("ro.build.version.sdk")
	failed := p.FailsApply("properties 3, time_zone 3, restart 3").Output
	acctest.Contains(t, failed, "Error: Unable to set the Android properties", "with armcloud_instance.a", `android_properties = { properties = { "ro.build.version.sdk"`,
		"Instance: "+acctest.InstanceA, "Code: 100000", "the property ro.build.version.sdk cannot be changed",
		"1 of 2 instances failed", acctest.InstanceB+": unable to set the Android properties", "code 100000")
	held := p.State("armcloud_instance.a")
	acctest.Equal(t, "time zone of the state", held["time_zone"], any("Europe/Berlin"))
	acctest.Equal(t, "refused setting of the state", held["android_properties"], nil)
	acctest.Equal(t, "brand", p.Instance(acctest.InstanceB).Properties["system"]["ro.product.brand"], "Acme")
	planned := p.PlanChanges().Output
	acctest.Contains(t, planned, "+ android_properties", `"`+acctest.InstanceB+`" = "failed: `)
	acctest.NotContains(t, planned, "time_zone", "~ properties", acctest.InstanceC)

	write("ro.product.model")
	p.Applies("android_properties 2, restart 2")
	acctest.Equal(t, "model", p.Instance(acctest.InstanceB).Properties["system"]["ro.product.model"], "Kiosk")
	p.PlanEmpty()

	// The same for a property that the instance refuses in its task.
	p.Fault(simulator.Fault{Path: "updatePadProperties", Kind: simulator.FaultTaskFail, PadCode: acctest.InstanceA, Times: 1, Message: "ro.serialno is read only"})
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow+acctest.Tokyo+`properties = { setting = { "ro.serialno" = "1" } }`))
	acctest.Contains(t, p.FailsApply("properties 1, time_zone 1, bandwidth 1").Output, "Unable to set the properties", "Instance: "+acctest.InstanceA, "ro.serialno is read only")
	acctest.Equal(t, "time zone of the state", p.State("armcloud_instance.a")["time_zone"], any("Asia/Tokyo"))
	p.Applies("properties 1")
	p.PlanEmpty()
}

// If an image does not exist or is for another Android family, the instance and
// the state keep the old one, and the other settings are applied. Going back to
// the old image sends nothing, so it erases nothing. Controls: instances that
// take their image.
func TestAccBadImage(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(first, second, settings string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, imageAs(first, "wipe_data = true")+settings) +
			acctest.FleetHCL("shop", acctest.Phones("kiosk", 2, 3), "kiosk = {\n"+imageAs(second, "wipe_data = true")+settings+"}"))
	}
	write(simulator.ImageAndroid13A, simulator.ImageAndroid13A, acctest.Slow)
	p.Applies("image 3, bandwidth 3")
	makeErasable(p, acctest.InstanceA, acctest.InstanceB, acctest.InstanceC)
	driftImage(p, acctest.InstanceC, simulator.ImageAndroid14)
	if err := p.Account.AddImage("img-android14-b", "android14"); err != nil {
		t.Fatal(err)
	}
	write("img-android13-typo", "img-android14-b", acctest.Slow+acctest.Berlin)
	failed := p.FailApply().Output
	acctest.Contains(t, failed, "Unable to set the image img-android13-typo", "with armcloud_instance.a", "Instance: "+acctest.InstanceA, "Code: 110041", "the image does not exist",
		"1 of 2 instances failed", acctest.InstanceB+": unable to set the image img-android14-b", "img-android14-b is for android14, the instance runs android13")
	held := p.State("armcloud_instance.a")
	acctest.Equal(t, "time zone of the state", held["time_zone"], any("Europe/Berlin"))
	acctest.Equal(t, "image of the state", held["current_image_id"], any(simulator.ImageAndroid13A))
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		acctest.Equal(t, "time zone of "+code, p.Instance(code).TimeZone, "Europe/Berlin")
	}
	wantErased(p, "by an image that was refused", false, acctest.InstanceA, acctest.InstanceB)
	wantErased(p, "by one that was not", true, acctest.InstanceC)
	acctest.Contains(t, p.PlanChanges().Output, `"img-android13-a" -> "img-android13-typo"`, `"`+acctest.InstanceB+`" = "failed: `)

	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, imageAs(simulator.ImageAndroid13A, "wipe_data = true")+acctest.Slow+acctest.Berlin) +
		acctest.FleetHCL("shop", map[string]string{acctest.InstanceB: "old", acctest.InstanceC: "kiosk"}, "kiosk = {\n"+imageAs("img-android14-b", "wipe_data = true")+acctest.Slow+acctest.Berlin+"}\n"+
			"old = {\n"+imageAs(simulator.ImageAndroid13A, "wipe_data = true")+acctest.Slow+acctest.Berlin+"}"))
	p.Applies("")
	wantErased(p, "by going back to the image that it has", false, acctest.InstanceA, acctest.InstanceB)
	p.PlanEmpty()
	write(simulator.ImageAndroid13B, simulator.ImageAndroid14, acctest.Slow+acctest.Berlin)
	p.FailApply()
	wantErased(p, "by one that fits", true, acctest.InstanceA)
}

// Letters in an IMEI are an error of the plan in all three forms, before any
// request. If the value is known only at apply, they are an error before
// anything is sent. Control: a valid IMEI.
func TestAccBadIMEI(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	letters := simOf(imei("35693803564380A") + cell)
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, letters) + acctest.FleetOfOneHCL("b", acctest.InstanceB, letters) + acctest.SettingHCL("sim", "c", acctest.InstanceC, imei("35693803564380A")+cell))
	r := p.Sends("", func() acctest.Result { return p.Run("plan", "-no-color") })
	acctest.Equal(t, "exit code", r.Exit, 1)
	acctest.Equal(t, "requests", p.Account.Counters().Total(), 0)
	acctest.Contains(t, r.Output, "with armcloud_instance.a", "with armcloud_fleet.b", "with armcloud_instance_sim.c", "must be 15 digits")

	later := func(number string) {
		settings := acctest.Slow + acctest.Berlin + simOf("imei = terraform_data.later.output\n"+cell)
		p.Configure("resource \"terraform_data\" \"later\" {\n  input = \"" + number + "\"\n}\n" + acctest.InstanceHCL("a", acctest.InstanceA, settings) + acctest.FleetOfOneHCL("b", acctest.InstanceB, settings))
	}
	later("35693803564380A")
	acctest.Contains(t, p.FailsApply("").Output, "with armcloud_instance.a", "with armcloud_fleet.b", "sim.imei must be 15 digits")
	later(imeiOne)
	p.Applies("time_zone 2, sim 2, bandwidth 2")
	p.PlanEmpty()
}

// Differences in case and surrounding spaces are not drift. Control: another
// value.
func TestAccPropertySpelledOtherwise(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		showProperty(p, code, "ro.product.brand", "ACME ")
		showProperty(p, code, "ro.product.model", " kiosk one")
	}
	settings := `properties = { system = { "ro.product.brand" = "Acme" }, system_persistent = { "ro.product.model" = "Kiosk One" }, restart = true }`
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings) + acctest.FleetHCL("shop", acctest.Phones("kiosk", 2, 3), "kiosk = { "+settings+" }"))
	p.Applies("properties 6, restart 3")
	p.PlanEmpty()
	p.Applies("")
	showProperty(p, acctest.InstanceA, "ro.product.brand", "AC ME")
	showProperty(p, acctest.InstanceB, "ro.product.model", "Kiosk Two")
	acctest.Contains(t, p.PlanChanges().Output, `"AC ME" -> "Acme"`, `"`+acctest.InstanceB+`" = "drifted: properties" -> "kiosk"`, "0 to add, 2 to change")
}

// An instance that is deleted between plan and apply causes one error, however
// many settings it has. One that is deleted while its image is installed causes
// a second error. Both leave the state. The other instances get their settings.
func TestAccSettingsOfDeletedInstance(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{RestartTime: time.Hour}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, acctest.Slow) + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow) + acctest.InstanceHCL("c", acctest.InstanceC, acctest.Slow))
	p.Applies("bandwidth 3")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, everything) + acctest.InstanceHCL("b", acctest.InstanceB, everything) + acctest.InstanceHCL("c", acctest.InstanceC, acctest.Berlin))
	p.PlanChanges("-out=plan")
	removeInstances(p, acctest.InstanceA)
	p.Account.ResetCounters()
	run := p.Start("apply", "-no-color", "plan")
	acctest.Eventually(t, "the instance is being upgraded", func() bool { return p.Instance(acctest.InstanceB).Status == 13 })
	removeInstances(p, acctest.InstanceB)
	failed := run.Wait()
	acctest.Equal(t, "exit code", failed.Exit, 1)
	acctest.Contains(t, failed.Output, "with armcloud_instance.a", "with armcloud_instance.b", acctest.InstanceA, acctest.InstanceB, "Check the pad code")
	acctest.Equal(t, "errors", strings.Count(failed.Output, "Error: "), 3)
	acctest.Equal(t, "time zone of the other", p.Instance(acctest.InstanceC).TimeZone, "Europe/Berlin")
	planned := p.PlanChanges().Output
	acctest.Contains(t, planned, "armcloud_instance.a will be created", "armcloud_instance.b will be created")
	acctest.NotContains(t, planned, "armcloud_instance.c will")
	again := p.FailsApply("").Output
	acctest.Equal(t, "errors", strings.Count(again, "Error: "), 2)
	acctest.Contains(t, again, "Unable to look up the instance", "the account does not have this instance")
	p.Configure(acctest.InstanceHCL("c", acctest.InstanceC, acctest.Berlin))
	p.PlanEmpty()
}

// removeInstances removes instances from the account.
func removeInstances(p *acctest.Case, codes ...string) {
	p.T.Helper()
	if err := p.Account.Remove(codes); err != nil {
		p.T.Fatal(err)
	}
}

// An instance that goes offline between plan and apply is sent nothing and
// causes one error, on its pad code, however many settings it has. The other
// instance of the fleet gets its settings. When they are online again, both get
// the rest, including what the new image erases.
func TestAccSettingsOfOfflineInstance(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, `online_timeout = "300ms"`)
	write := func(settings string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings) + acctest.FleetHCL("shop", acctest.Phones("kiosk", 2, 3), "kiosk = {\n"+settings+"}"))
	}
	write(acctest.Slow)
	p.Applies("bandwidth 3")
	write(everything)
	p.PlanChanges("-out=plan")
	p.SetOnline(acctest.InstanceA, false)
	p.SetOnline(acctest.InstanceB, false)
	const each = "properties 2, android_properties 1, image 1, time_zone 1, language 1, location 1, sim 1, bandwidth 1, proxy 1, adb 1, file 1, install 1, restart 1"
	failed := p.Sends(each, func() acctest.Result { return p.Run("apply", "-no-color", "plan") })
	acctest.Equal(t, "exit code", failed.Exit, 1)
	acctest.Equal(t, "errors", strings.Count(failed.Output, "Error: "), 2)
	acctest.Contains(t, failed.Output, "Unable to set the image img-android13-a", "with armcloud_instance.a", `pad_code = "`+acctest.InstanceA+`"`, "offline for 300ms", "Nothing was submitted",
		"1 of 2 instances failed", acctest.InstanceB+": unable to set the image img-android13-a: offline for 300ms")
	acctest.NotContains(t, failed.Output, acctest.WriteOnly+"kiosk")
	held := p.State("armcloud_instance.a")
	acctest.Equal(t, "time zone of the state", held["time_zone"], nil)
	acctest.Equal(t, "the bandwidth is in the state", held["bandwidth"] != nil, true)
	p.SetOnline(acctest.InstanceA, true)
	p.SetOnline(acctest.InstanceB, true)
	p.Applies("properties 4, android_properties 2, image 2, time_zone 2, language 2, location 2, sim 2, bandwidth 2, proxy 2, adb 2, file 2, install 2, restart 2")
	p.PlanEmpty()
}

// If a restart fails, the change that was waiting for it has reached the
// instance. Going back to the old value in the configuration therefore sends it
// again. Control: a setting that did not change.
func TestAccPropertiesRevertedAfterRestartFailed(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(model string) {
		settings := acctest.Slow + `android_properties = { properties = { "ro.product.model" = "` + model + `" }, restart = true }`
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, settings) + acctest.FleetOfOneHCL("b", acctest.InstanceB, settings))
	}
	write("One")
	p.Applies("android_properties 2, bandwidth 2, restart 2")
	write("Two")
	p.Fault(simulator.Fault{Path: "pad/restart", Kind: simulator.FaultTaskFail, Message: "no luck"})
	acctest.Contains(t, p.FailsApply("android_properties 2, restart 2").Output, "Unable to restart the instance", "no luck", acctest.InstanceB)
	p.Account.ClearFaults()
	acctest.Equal(t, "model that was sent", p.Instance(acctest.InstanceA).AndroidProperties["ro.product.model"], "Two")

	write("One")
	p.Applies("android_properties 2, restart 2")
	acctest.Equal(t, "resource", p.Instance(acctest.InstanceA).Properties["system"]["ro.product.model"], "One")
	acctest.Equal(t, "fleet", p.Instance(acctest.InstanceB).Properties["system"]["ro.product.model"], "One")
	p.PlanEmpty()
}
