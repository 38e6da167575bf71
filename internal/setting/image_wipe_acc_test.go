package setting_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// canary is an unmanaged app that is lost if the instance is erased.
const canary = "com.example.canary"

// makeErasable installs the canary on instances.
func makeErasable(p *acctest.Case, codes ...string) {
	p.T.Helper()
	if err := p.Account.Drift(codes, simulator.DriftSet{Apps: map[string]int64{canary: 1}}); err != nil {
		p.T.Fatal(err)
	}
}

// wantErased fails unless the canary is gone from the instances, or still there
// if want is false.
func wantErased(p *acctest.Case, what string, want bool, codes ...string) {
	p.T.Helper()
	for _, code := range codes {
		if _, alive := p.Instance(code).Apps[canary]; alive == want {
			p.T.Errorf("%s: erased %s is %v, want %v", what, code, !alive, want)
		}
	}
}

// With wipe_data, an instance is erased when its image changes in the
// configuration, but not by a repair, by triggers or by wipe_data itself.
// Controls: the changes before and after, which erase.
func TestAccImageWipe(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	all := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC}
	write := func(id, wipe, more string) {
		wipe = "wipe_data = " + wipe
		p.Configure(acctest.SettingHCL("image", "a", acctest.InstanceA, ownImage(id, wipe+"\n"+more)) + acctest.InstanceHCL("b", acctest.InstanceB, imageAs(id, wipe)+more) +
			acctest.FleetHCL("c", map[string]string{acctest.InstanceC: "shop"}, "shop = { "+imageAs(id, wipe)+" }", more))
	}
	makeErasable(p, all...)
	write(simulator.ImageAndroid13A, "true", "")
	p.Applies("image 3")
	wantErased(p, "at create", true, all...)

	makeErasable(p, all...)
	for _, code := range all {
		driftImage(p, code, "img-stranger")
	}
	p.Applies("image 3")
	wantErased(p, "by a repair", false, all...)
	acctest.Equal(t, "repaired image", p.Instance(acctest.InstanceC).ImageID, simulator.ImageAndroid13A)

	write(simulator.ImageAndroid13A, "true", `triggers = { run = "1" }`)
	p.Applies("image 3")
	wantErased(p, "by triggers", false, all...)

	write(simulator.ImageAndroid13A, "false", `triggers = { run = "1" }`)
	acctest.NotContains(t, p.PlanChanges().Output, "known after apply")
	p.Applies("")
	p.PlanEmpty()
	write(simulator.ImageAndroid13B, "false", `triggers = { run = "1" }`)
	p.Applies("image 3")
	wantErased(p, "by a change without wipe_data", false, all...)

	write(simulator.ImageAndroid13B, "true", `triggers = { run = "1" }`)
	p.Applies("")
	wantErased(p, "by wipe_data alone", false, all...)
	write(simulator.ImageAndroid13A, "true", `triggers = { run = "1" }`)
	p.Applies("image 3")
	wantErased(p, "by a change", true, all...)
	p.PlanEmpty()
}

// A change that failed still erases when it is applied again. A repair that
// failed still does not. The failing tasks do nothing.
func TestAccImageWipeAfterFailure(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	all := []string{acctest.InstanceA, acctest.InstanceB}
	write := func(id string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, imageAs(id, "wipe_data = true")) +
			acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = { "+imageAs(id, "wipe_data = true")+" }"))
	}
	broken := func() {
		for _, code := range all {
			p.Fault(simulator.Fault{Path: "upgradeImage", Kind: simulator.FaultTaskFail, PadCode: code, Message: "no luck"})
		}
		acctest.Contains(t, p.FailsApply("image 2").Output, "no luck")
		p.Account.ClearFaults()
	}
	write(simulator.ImageAndroid13A)
	p.Applies("image 2")
	makeErasable(p, all...)

	for _, code := range all {
		driftImage(p, code, "img-stranger")
	}
	broken()
	p.Applies("image 2")
	wantErased(p, "by a repair that failed first", false, all...)

	write(simulator.ImageAndroid13B)
	broken()
	wantErased(p, "by a change that failed", false, all...)
	p.Applies("image 2")
	wantErased(p, "by a change that failed first", true, all...)
	p.PlanEmpty()
}

// Configuring the image that an imported instance has is not a change, so
// restoring it is a repair. Control: another image.
func TestAccImageWipeAfterImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	had := p.Instance(acctest.InstanceA).ImageID
	write := func(id string) {
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, imageAs(id, "wipe_data = true")) + acctest.SettingHCL("image", "b", acctest.InstanceB, ownImage(id, "wipe_data = true")))
	}
	write(had)
	for address, code := range map[string]string{"armcloud_instance.a": acctest.InstanceA, "armcloud_instance_image.b": acctest.InstanceB} {
		driftImage(p, code, had)
		if r := p.Run("import", "-no-color", address, code); r.Exit != 0 {
			t.Fatal(r.Output)
		}
	}
	p.Applies("")
	makeErasable(p, acctest.InstanceA, acctest.InstanceB)
	driftImage(p, acctest.InstanceA, "img-stranger")
	driftImage(p, acctest.InstanceB, "img-stranger")
	p.Applies("image 2")
	wantErased(p, "by a repair", false, acctest.InstanceA, acctest.InstanceB)
	write(simulator.ImageAndroid13A)
	p.Applies("image 2")
	wantErased(p, "by a change", true, acctest.InstanceA, acctest.InstanceB)
}

// An erased instance gets its other settings again in the same apply, so that
// the state is correct. Control: a new image that keeps the data sends nothing
// else.
func TestAccImageWipeSendsTheRestAgain(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	settings := acctest.Berlin + acctest.Slow + adbOn
	write := func(id, wipe string) {
		wipe = "wipe_data = " + wipe
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, imageAs(id, wipe)+settings) + acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = { "+imageAs(id, wipe)+settings+" }"))
	}
	write(simulator.ImageAndroid13A, "true")
	p.Applies("image 2, time_zone 2, bandwidth 2, adb 2")
	write(simulator.ImageAndroid13B, "false")
	p.Applies("image 2")

	write(simulator.ImageAndroid13A, "true")
	p.Applies("image 2, time_zone 2, bandwidth 2, adb 2")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		acctest.Equal(t, "time zone", p.Instance(code).TimeZone, "Europe/Berlin")
		acctest.Equal(t, "bandwidth", p.Instance(code).Bandwidth.UploadMbps, 5)
		acctest.Equal(t, "ADB", p.Instance(code).ADB, true)
	}
	p.PlanEmpty()

	// Only what failed after the erasure is sent by the next apply.
	write(simulator.ImageAndroid13B, "true")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		p.Fault(simulator.Fault{Path: "setSpeed", Kind: simulator.FaultTaskFail, PadCode: code, Message: "no luck"})
	}
	acctest.Contains(t, p.FailsApply("image 2, time_zone 2, bandwidth 2, adb 2").Output, "no luck")
	p.Account.ClearFaults()
	p.Applies("bandwidth 2")
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceA).Bandwidth.UploadMbps, 5)
	acctest.Equal(t, "bandwidth", p.Instance(acctest.InstanceB).Bandwidth.UploadMbps, 5)
	p.PlanEmpty()
}
