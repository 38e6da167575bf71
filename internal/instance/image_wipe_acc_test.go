package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// canary is an app that Terraform does not manage, and that a wipe erases.
const canary = "com.example.canary"

// hatch puts the canary on phones.
func (p *phoneTest) hatch(codes ...string) {
	p.t.Helper()
	if err := p.account.Drift(codes, simulator.DriftSet{Apps: map[string]int64{canary: 1}}); err != nil {
		p.t.Fatal(err)
	}
}

// erased fails unless the canary is gone from phones, or still there.
func (p *phoneTest) erased(what string, want bool, codes ...string) {
	p.t.Helper()
	for _, code := range codes {
		if _, alive := p.on(code).Apps[canary]; alive == want {
			p.t.Errorf("%s: erased %s is %v, want %v", what, code, !alive, want)
		}
	}
}

// A phone is erased when its image changes in the configuration, where that is
// asked for, and never otherwise: not by a repair, not by triggers, not by
// wipe_data itself. The changes before and after are the control that erases.
func TestAccImageWipe(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	all := []string{phoneA, phoneB, phoneC}
	write := func(id, wipe, more string) {
		wipe = "wipe_data = " + wipe
		p.config(own("image", "a", phoneA, ownImage(id, wipe+"\n"+more)) + phone("b", phoneB, imageAs(id, wipe)+more) +
			fleetHCL("c", map[string]string{phoneC: "shop"}, "shop = { "+imageAs(id, wipe)+" }", more))
	}
	p.hatch(all...)
	write(simulator.ImageAndroid13A, "true", "")
	p.applies("image 3")
	p.erased("at create", true, all...)

	p.hatch(all...)
	for _, code := range all {
		p.driftImage(code, "img-stranger")
	}
	p.applies("image 3")
	p.erased("by a repair", false, all...)
	is(t, "repaired image", p.on(phoneC).ImageID, simulator.ImageAndroid13A)

	write(simulator.ImageAndroid13A, "true", `triggers = { run = "1" }`)
	p.applies("image 3")
	p.erased("by triggers", false, all...)

	write(simulator.ImageAndroid13A, "false", `triggers = { run = "1" }`)
	silent(t, p.PlanChanges().Output, "known after apply")
	p.applies("")
	p.PlanEmpty()
	write(simulator.ImageAndroid13B, "false", `triggers = { run = "1" }`)
	p.applies("image 3")
	p.erased("by a change without wipe_data", false, all...)

	write(simulator.ImageAndroid13B, "true", `triggers = { run = "1" }`)
	p.applies("")
	p.erased("by wipe_data alone", false, all...)
	write(simulator.ImageAndroid13A, "true", `triggers = { run = "1" }`)
	p.applies("image 3")
	p.erased("by a change", true, all...)
	p.PlanEmpty()
}

// A change that fails and is applied again still erases; a repair that fails
// and is applied again still does not. The task fails without having done
// anything.
func TestAccImageWipeAfterFailure(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	all := []string{phoneA, phoneB}
	write := func(id string) {
		p.config(phone("a", phoneA, imageAs(id, "wipe_data = true")) +
			fleetHCL("b", map[string]string{phoneB: "shop"}, "shop = { "+imageAs(id, "wipe_data = true")+" }"))
	}
	broken := func() {
		for _, code := range all {
			p.fault(simulator.Fault{Path: "upgradeImage", Kind: simulator.FaultTaskFail, PadCode: code, Message: "no luck"})
		}
		says(t, p.fails("image 2").Output, "no luck")
		p.account.ClearFaults()
	}
	write(simulator.ImageAndroid13A)
	p.applies("image 2")
	p.hatch(all...)

	for _, code := range all {
		p.driftImage(code, "img-stranger")
	}
	broken()
	p.applies("image 2")
	p.erased("by a repair that failed first", false, all...)

	write(simulator.ImageAndroid13B)
	broken()
	p.erased("by a change that failed", false, all...)
	p.applies("image 2")
	p.erased("by a change that failed first", true, all...)
	p.PlanEmpty()
}

// The image of an imported phone that the configuration names is no change of
// it: putting it back is a repair. Another image in the configuration is the
// control.
func TestAccImageWipeAfterImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	had := p.on(phoneA).ImageID
	write := func(id string) {
		p.config(phone("a", phoneA, imageAs(id, "wipe_data = true")) + own("image", "b", phoneB, ownImage(id, "wipe_data = true")))
	}
	write(had)
	for address, code := range map[string]string{"armcloud_instance.a": phoneA, "armcloud_instance_image.b": phoneB} {
		p.driftImage(code, had)
		if r := p.Run("import", "-no-color", address, code); r.Exit != 0 {
			t.Fatal(r.Output)
		}
	}
	p.applies("")
	p.hatch(phoneA, phoneB)
	p.driftImage(phoneA, "img-stranger")
	p.driftImage(phoneB, "img-stranger")
	p.applies("image 2")
	p.erased("by a repair", false, phoneA, phoneB)
	write(simulator.ImageAndroid13A)
	p.applies("image 2")
	p.erased("by a change", true, phoneA, phoneB)
}

// An erased phone gets its other settings again in the same apply, so that
// what Terraform says is true afterwards. A new image that keeps the data is
// the control that sends nothing else.
func TestAccImageWipeSendsTheRestAgain(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	settings := berlin + slow + adbOn
	write := func(id, wipe string) {
		wipe = "wipe_data = " + wipe
		p.config(phone("a", phoneA, imageAs(id, wipe)+settings) + fleetHCL("b", map[string]string{phoneB: "shop"}, "shop = { "+imageAs(id, wipe)+settings+" }"))
	}
	write(simulator.ImageAndroid13A, "true")
	p.applies("image 2, time_zone 2, bandwidth 2, adb 2")
	write(simulator.ImageAndroid13B, "false")
	p.applies("image 2")

	write(simulator.ImageAndroid13A, "true")
	p.applies("image 2, time_zone 2, bandwidth 2, adb 2")
	for _, code := range []string{phoneA, phoneB} {
		is(t, "time zone", p.on(code).TimeZone, "Europe/Berlin")
		is(t, "bandwidth", p.on(code).Bandwidth.UploadMbps, 5)
		is(t, "ADB", p.on(code).ADB, true)
	}
	p.PlanEmpty()

	// What fails after the phone was erased is sent with the next apply, alone.
	write(simulator.ImageAndroid13B, "true")
	for _, code := range []string{phoneA, phoneB} {
		p.fault(simulator.Fault{Path: "setSpeed", Kind: simulator.FaultTaskFail, PadCode: code, Message: "no luck"})
	}
	says(t, p.fails("image 2, time_zone 2, bandwidth 2, adb 2").Output, "no luck")
	p.account.ClearFaults()
	p.applies("bandwidth 2")
	is(t, "bandwidth", p.on(phoneA).Bandwidth.UploadMbps, 5)
	is(t, "bandwidth", p.on(phoneB).Bandwidth.UploadMbps, 5)
	p.PlanEmpty()
}
