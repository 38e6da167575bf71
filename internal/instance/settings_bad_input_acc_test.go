package instance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A property that the API refuses fails with phone, code and the API's words,
// on its attribute. The other settings of the phone are set and in the state,
// and the restart that they ask for takes place; the phone without the
// property is the control. Once mended, that property alone is sent.
func TestAccBadProperty(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(name string) {
		const rest = "properties = { system_persistent = { \"ro.product.brand\" = \"Acme\" }, restart = true }\n" + berlin
		settings := slow + rest + `android_properties = { properties = { "` + name + `" = "Kiosk" }, restart = true }` + "\n"
		p.config(phone("a", phoneA, settings) + fleetHCL("shop", map[string]string{phoneB: "kiosk", phoneC: "plain"}, "kiosk = {\n"+settings+"}\nplain = {\n"+rest+"}"))
	}
	p.config(phone("a", phoneA, slow) + fleetHCL("shop", map[string]string{phoneB: "kiosk", phoneC: "plain"}, "kiosk = {\n"+slow+"}\nplain = {}"))
	p.applies("bandwidth 2")

	write("ro.build.version.sdk")
	failed := p.fails("properties 3, time_zone 3, restart 3").Output
	says(t, failed, "Error: Unable to set the Android properties", "with armcloud_instance.a", `android_properties = { properties = { "ro.build.version.sdk"`,
		"Phone: "+phoneA, "Code: 100000", "the property ro.build.version.sdk cannot be changed",
		"1 of 2 phones failed", phoneB+": unable to set the Android properties", "code 100000")
	held := p.State("armcloud_instance.a")
	is(t, "time zone of the state", held["time_zone"], any("Europe/Berlin"))
	is(t, "refused setting of the state", held["android_properties"], nil)
	is(t, "brand", p.on(phoneB).Properties["system"]["ro.product.brand"], "Acme")
	planned := p.PlanChanges().Output
	says(t, planned, "+ android_properties", `"`+phoneB+`" = "failed: `)
	silent(t, planned, "time_zone", "~ properties", phoneC)

	write("ro.product.model")
	p.applies("android_properties 2, restart 2")
	is(t, "model", p.on(phoneB).Properties["system"]["ro.product.model"], "Kiosk")
	p.PlanEmpty()

	// The same for one that the phone itself refuses, later.
	p.fault(simulator.Fault{Path: "updatePadProperties", Kind: simulator.FaultTaskFail, PadCode: phoneA, Times: 1, Message: "ro.serialno is read only"})
	p.config(phone("a", phoneA, slow+tokyo+`properties = { setting = { "ro.serialno" = "1" } }`))
	says(t, p.fails("properties 1, time_zone 1, bandwidth 1").Output, "Unable to set the properties", "Phone: "+phoneA, "ro.serialno is read only")
	is(t, "time zone of the state", p.State("armcloud_instance.a")["time_zone"], any("Asia/Tokyo"))
	p.applies("properties 1")
	p.PlanEmpty()
}

// An image that does not exist, or is for another Android family, leaves the
// phone its old one, on the phone and in the state; the other settings are set.
// Going back to the old image sends nothing, and erases nothing above all. A
// phone that takes the image, and another that fits, are the controls.
func TestAccBadImage(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(first, second, settings string) {
		p.config(phone("a", phoneA, imageAs(first, "wipe_data = true")+settings) +
			fleetHCL("shop", pads("kiosk", 2, 3), "kiosk = {\n"+imageAs(second, "wipe_data = true")+settings+"}"))
	}
	write(simulator.ImageAndroid13A, simulator.ImageAndroid13A, slow)
	p.applies("image 3, bandwidth 3")
	p.hatch(phoneA, phoneB, phoneC)
	p.driftImage(phoneC, simulator.ImageAndroid14)
	if err := p.account.AddImage("img-android14-b", "android14"); err != nil {
		t.Fatal(err)
	}
	write("img-android13-typo", "img-android14-b", slow+berlin)
	failed := p.FailApply().Output
	says(t, failed, "Unable to set the image img-android13-typo", "with armcloud_instance.a", "Phone: "+phoneA, "Code: 110041", "the image does not exist",
		"1 of 2 phones failed", phoneB+": unable to set the image img-android14-b", "img-android14-b is for android14, the instance runs android13")
	held := p.State("armcloud_instance.a")
	is(t, "time zone of the state", held["time_zone"], any("Europe/Berlin"))
	is(t, "image of the state", held["current_image_id"], any(simulator.ImageAndroid13A))
	for _, code := range []string{phoneA, phoneB, phoneC} {
		is(t, "time zone of "+code, p.on(code).TimeZone, "Europe/Berlin")
	}
	p.erased("by an image that was refused", false, phoneA, phoneB)
	p.erased("by one that was not", true, phoneC)
	says(t, p.PlanChanges().Output, `"img-android13-a" -> "img-android13-typo"`, `"`+phoneB+`" = "failed: `)

	p.config(phone("a", phoneA, imageAs(simulator.ImageAndroid13A, "wipe_data = true")+slow+berlin) +
		fleetHCL("shop", map[string]string{phoneB: "old", phoneC: "kiosk"}, "kiosk = {\n"+imageAs("img-android14-b", "wipe_data = true")+slow+berlin+"}\n"+
			"old = {\n"+imageAs(simulator.ImageAndroid13A, "wipe_data = true")+slow+berlin+"}"))
	p.applies("")
	p.erased("by going back to the image that it has", false, phoneA, phoneB)
	p.PlanEmpty()
	write(simulator.ImageAndroid13B, simulator.ImageAndroid14, slow+berlin)
	p.FailApply()
	p.erased("by one that fits", true, phoneA)
}

// Letters in an IMEI are an error of the plan in all three forms, before
// anything is asked of ARMCloud; where they are known at apply alone, they are
// one before anything is sent. The IMEI without them is the control.
func TestAccBadIMEI(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	letters := simOf(imei("35693803564380A") + cell)
	p.config(phone("a", phoneA, letters) + fleet("b", phoneB, letters) + own("sim", "c", phoneC, imei("35693803564380A")+cell))
	r := p.sends("", func() acctest.Result { return p.Run("plan", "-no-color") })
	is(t, "exit code", r.Exit, 1)
	is(t, "requests", p.account.Counters().Total(), 0)
	says(t, r.Output, "with armcloud_instance.a", "with armcloud_fleet.b", "with armcloud_instance_sim.c", "must be 15 digits")

	later := func(number string) {
		settings := slow + berlin + simOf("imei = terraform_data.later.output\n"+cell)
		p.config("resource \"terraform_data\" \"later\" {\n  input = \"" + number + "\"\n}\n" + phone("a", phoneA, settings) + fleet("b", phoneB, settings))
	}
	later("35693803564380A")
	says(t, p.fails("").Output, "with armcloud_instance.a", "with armcloud_fleet.b", "sim.imei must be 15 digits")
	later(imeiOne)
	p.applies("time_zone 2, sim 2, bandwidth 2")
	p.PlanEmpty()
}

// A phone that reports a property in another case, or with blanks around it,
// has it; another value is the control.
func TestAccPropertySpelledOtherwise(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	for _, code := range []string{phoneA, phoneB, phoneC} {
		p.reports(code, "ro.product.brand", "ACME ")
		p.reports(code, "ro.product.model", " kiosk one")
	}
	settings := `properties = { system = { "ro.product.brand" = "Acme" }, system_persistent = { "ro.product.model" = "Kiosk One" }, restart = true }`
	p.config(phone("a", phoneA, settings) + fleetHCL("shop", pads("kiosk", 2, 3), "kiosk = { "+settings+" }"))
	p.applies("properties 6, restart 3")
	p.PlanEmpty()
	p.applies("")
	p.reports(phoneA, "ro.product.brand", "AC ME")
	p.reports(phoneB, "ro.product.model", "Kiosk Two")
	says(t, p.PlanChanges().Output, `"AC ME" -> "Acme"`, `"`+phoneB+`" = "drifted: properties" -> "kiosk"`, "0 to add, 2 to change")
}

// A phone that is deleted between plan and apply is one error that names it,
// however many settings it has; where that happens while its image is put on,
// that failure is one more. It leaves the state. The other phones get their
// settings.
func TestAccSettingsOfPhoneDeleted(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{RestartTime: time.Second}, "")
	p.config(phone("a", phoneA, slow) + phone("b", phoneB, slow) + phone("c", phoneC, slow))
	p.applies("bandwidth 3")
	p.config(phone("a", phoneA, everything) + phone("b", phoneB, everything) + phone("c", phoneC, berlin))
	p.PlanChanges("-out=plan")
	p.removes(phoneA)
	p.account.ResetCounters()
	run := p.Start("apply", "-no-color", "plan")
	acctest.Eventually(t, "the phone is upgraded", func() bool { return p.on(phoneB).Status == 13 })
	p.removes(phoneB)
	failed := run.Wait()
	is(t, "exit code", failed.Exit, 1)
	says(t, failed.Output, "with armcloud_instance.a", "with armcloud_instance.b", phoneA, phoneB, "Check the pad code")
	is(t, "errors", strings.Count(failed.Output, "Error: "), 3)
	is(t, "time zone of the other", p.on(phoneC).TimeZone, "Europe/Berlin")
	planned := p.PlanChanges().Output
	says(t, planned, "armcloud_instance.a will be created", "armcloud_instance.b will be created")
	silent(t, planned, "armcloud_instance.c will")
	again := p.fails("").Output
	is(t, "errors", strings.Count(again, "Error: "), 2)
	says(t, again, "Unable to look up the phone", "the account does not have this phone")
	p.config(phone("c", phoneC, berlin))
	p.PlanEmpty()
}

// removes takes phones out of the account.
func (p *phoneTest) removes(codes ...string) {
	p.t.Helper()
	if err := p.account.Remove(codes); err != nil {
		p.t.Fatal(err)
	}
}

// A phone that goes off line between plan and apply is sent nothing, however
// many settings it has: one error on the pad code says so. The other phone of
// the fleet gets its settings; once back, both get the rest, and again what the new image erases.
func TestAccSettingsOfPhoneOffline(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, `online_timeout = "300ms"`)
	write := func(settings string) {
		p.config(phone("a", phoneA, settings) + fleetHCL("shop", pads("kiosk", 2, 3), "kiosk = {\n"+settings+"}"))
	}
	write(slow)
	p.applies("bandwidth 3")
	write(everything)
	p.PlanChanges("-out=plan")
	p.setOnline(phoneA, false)
	p.setOnline(phoneB, false)
	const each = "properties 2, android_properties 1, image 1, time_zone 1, language 1, location 1, sim 1, bandwidth 1, proxy 1, adb 1, file 1, install 1, restart 1"
	failed := p.sends(each, func() acctest.Result { return p.Run("apply", "-no-color", "plan") })
	is(t, "exit code", failed.Exit, 1)
	is(t, "errors", strings.Count(failed.Output, "Error: "), 2)
	says(t, failed.Output, "Unable to set the image img-android13-a", "with armcloud_instance.a", `pad_code = "`+phoneA+`"`, "offline for 300ms", "Nothing was submitted",
		"1 of 2 phones failed", phoneB+": unable to set the image img-android13-a: offline for 300ms")
	silent(t, failed.Output, "canary-password")
	held := p.State("armcloud_instance.a")
	is(t, "time zone of the state", held["time_zone"], nil)
	is(t, "the bandwidth is in the state", held["bandwidth"] != nil, true)
	p.setOnline(phoneA, true)
	p.setOnline(phoneB, true)
	p.applies("properties 4, android_properties 2, image 2, time_zone 2, language 2, location 2, sim 2, bandwidth 2, proxy 2, adb 2, file 2, install 2, restart 2")
	p.PlanEmpty()
}

// A change that waits for a restart which fails has reached the phone: where
// the configuration goes back to the old value, that is sent again. A setting
// that did not change is the control.
func TestAccPropertiesTakenBackAfterRestartFailed(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(model string) {
		settings := slow + `android_properties = { properties = { "ro.product.model" = "` + model + `" }, restart = true }`
		p.config(phone("a", phoneA, settings) + fleet("b", phoneB, settings))
	}
	write("One")
	p.applies("android_properties 2, bandwidth 2, restart 2")
	write("Two")
	p.fault(simulator.Fault{Path: "pad/restart", Kind: simulator.FaultTaskFail, Message: "no luck"})
	says(t, p.fails("android_properties 2, restart 2").Output, "Unable to restart the phone", "no luck", phoneB)
	p.account.ClearFaults()
	is(t, "what the phone was told", p.on(phoneA).AndroidProperties["ro.product.model"], "Two")

	write("One")
	p.applies("android_properties 2, restart 2")
	is(t, "own", p.on(phoneA).Properties["system"]["ro.product.model"], "One")
	is(t, "in a fleet", p.on(phoneB).Properties["system"]["ro.product.model"], "One")
	p.PlanEmpty()
}
