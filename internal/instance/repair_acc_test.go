package instance_test

import (
	"path/filepath"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// customer is an app that stands for data that an erasure would take.
const customer = "com.example.customer"

// putData puts the customer's data on instances.
func putData(p *acctest.Case, codes ...string) {
	p.T.Helper()
	p.Must(p.Drift(codes, simulator.DriftSet{Apps: map[string]int64{customer: 7}}))
}

// driftedImage changes the image of instances outside of Terraform.
func driftedImage(p *acctest.Case, id string, codes ...string) {
	p.T.Helper()
	p.Must(p.Drift(codes, simulator.DriftSet{Image: &id}))
}

// wantData fails unless the data of instances is still there, or erased if kept is
// false.
func wantData(p *acctest.Case, what string, kept bool, codes ...string) {
	p.T.Helper()
	for _, code := range codes {
		_, has := p.Instance(code).Apps[customer]
		acctest.Equal(p.T, what+": data of "+code+" kept", has, kept)
	}
}

// wiping is the image as a setting and as the attributes of its own resource; it
// erases data where it is not a repair.
func wiping(id string) (composite, own string) {
	own = "image_id = \"" + id + "\"\nwipe_data = true\n"
	return "image = {\n" + own + "}\n", own
}

// With another secret key, a repair is still a repair: it erases nothing. That holds
// for drift, for triggers, and for an instance of a fleet that failed on its
// bandwidth only. Control: another image in the configuration, which erases.
func TestAccRepairAfterKeyRotationErasesNothing(t *testing.T) {
	t.Parallel()
	options := simulator.Options{StateFile: filepath.Join(t.TempDir(), "account.json")}
	p := acctest.NewCase(t, options, "")
	const d = "AC32010000004"
	all := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, d}
	write := func(image, mbps, run string) {
		composite, own := wiping(image)
		triggers := "triggers = { run = \"" + run + "\" }\n"
		speed := "bandwidth = { upload_mbps = " + mbps + ", download_mbps = 1 }\n"
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, composite+triggers) +
			acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop", d: "shop"}, "shop = {"+composite+speed+"}", triggers) +
			acctest.SettingHCL("image", "c", acctest.InstanceC, own+triggers))
	}
	write(simulator.ImageAndroid13B, "1", "1")
	p.Applies("image 4, bandwidth 2")
	p.Fault(simulator.Fault{Path: "pad/setSpeed", Kind: simulator.FaultTaskFail, PadCode: acctest.InstanceB, Times: 1})
	write(simulator.ImageAndroid13B, "2", "1")
	p.FailsApply("bandwidth 2")
	putData(p, all...)
	driftedImage(p, simulator.ImageAndroid13A, acctest.InstanceA, acctest.InstanceC)

	p.Account.Kill()
	options.AccessKey, options.SecretKey = acctest.SecondAccessKey, acctest.SecondSecretKey
	p.Account = acctest.Start(t, options)
	write(simulator.ImageAndroid13B, "2", "1")
	acctest.NotContains(t, p.PlanChanges().Output, "erases all data")
	p.Applies("image 2, bandwidth 1")
	wantData(p, "repair", true, all...)
	p.PlanEmpty()

	write(simulator.ImageAndroid13B, "2", "2")
	p.Applies("image 4, bandwidth 2")
	wantData(p, "triggers", true, all...)

	write(simulator.ImageAndroid13A, "2", "2")
	acctest.Contains(t, p.PlanChanges().Output, "This plan erases all data on 2 instances")
	p.Applies("image 4, bandwidth 2")
	wantData(p, "another image", false, all...)
}

// tainted creates an instance, a fleet and an image resource with an image that
// erases data; an app fails on the first two, and the task of the third one hangs.
// Then the customer's data is put on the instances, of which D converged.
func tainted(t *testing.T, lifecycle string) *acctest.Case {
	p := acctest.NewCase(t, simulator.Options{}, "")
	composite, own := wiping(simulator.ImageAndroid13B)
	app := "apps = { \"com.example.kiosk\" = { app_id = 101 } }\n"
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
		p.Fault(simulator.Fault{Path: "installApp", PadCode: code, Kind: simulator.FaultTaskFail, Times: 1})
	}
	p.Fault(simulator.Fault{Path: "upgradeImage", PadCode: acctest.InstanceC, Kind: simulator.FaultTaskStatus, Status: 2})
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, composite+app+lifecycle) +
		acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop", acctest.PadCode(4): "shop"}, "shop = {"+composite+app+"}", lifecycle) +
		acctest.SettingHCL("image", "c", acctest.InstanceC, own+"timeouts = { create = \"2s\" }\n"+lifecycle))
	p.FailsCreates("image 4, install 3")
	p.Account.ClearFaults()
	p.Idle(acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, acctest.PadCode(4))
	putData(p, acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, acctest.PadCode(4))
	return p
}

// The replacement of a tainted object erases nothing, because what was applied is
// handed over. Control: with create_before_destroy, which has no handover, the
// instances are erased again, as the plan warns.
func TestAccTaintedReplacementErasesNothing(t *testing.T) {
	t.Parallel()
	all := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, acctest.PadCode(4)}
	t.Run("replaced", func(t *testing.T) {
		t.Parallel()
		p := tainted(t, "")
		// If the task of C has failed meanwhile, its image is sent again.
		acctest.NotContains(t, p.PlanChanges().Output, "settings on "+acctest.InstanceA, "settings on "+acctest.InstanceB, "This plan erases all data on 2")
		p.Applies("install 2")
		wantData(p, "replaced", true, all...)
		p.PlanEmpty()
	})
	t.Run("saved plan", func(t *testing.T) {
		t.Parallel()
		p := tainted(t, "")
		p.PlanChanges("-out=saved", "-parallelism=1")
		p.Sends("install 2", func() acctest.Result { return p.Apply("-parallelism=1", "saved") })
		wantData(p, "replaced", true, all...)
	})
	t.Run("without a refresh", func(t *testing.T) {
		t.Parallel()
		p := tainted(t, "")
		p.Apply("-refresh=false")
		wantData(p, "replaced", true, all...)
		p.PlanEmpty()
	})
	t.Run("on_release keep", func(t *testing.T) {
		t.Parallel()
		p := tainted(t, "on_release = \"keep\"\n")
		p.Applies("install 2")
		wantData(p, "replaced", true, all...)
		p.PlanEmpty()
	})
	t.Run("untainted", func(t *testing.T) {
		t.Parallel()
		p := tainted(t, "")
		for _, address := range []string{"armcloud_instance.a", "armcloud_fleet.b", "armcloud_instance_image.c"} {
			acctest.Equal(t, "exit code of untaint", p.Run("untaint", address).Exit, 0)
		}
		p.Applies("install 2")
		wantData(p, "untainted", true, all...)
	})
	t.Run("create_before_destroy", func(t *testing.T) {
		t.Parallel()
		p := tainted(t, "lifecycle {\n create_before_destroy = true\n }\n")
		acctest.Contains(t, p.PlanChanges().Output, "With create_before_destroy", "erased again", "terraform untaint",
			acctest.InstanceA, acctest.InstanceC, acctest.InstanceB+", "+acctest.PadCode(4))
		p.Apply()
		wantData(p, "replaced", false, all...)
	})
}

// A resource that moves to another instance installs its image there anew: the plan
// warns of the erasure. Control: a plan without a move, which is empty.
func TestAccMoveToAnotherInstanceWarnsOfErasure(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	composite, own := wiping(simulator.ImageAndroid13B)
	write := func(first, second string) {
		p.Configure(acctest.InstanceHCL("a", first, composite) + acctest.SettingHCL("image", "b", second, own) +
			acctest.FleetHCL("c", map[string]string{acctest.InstanceC: "shop"}, "shop = {"+composite+"}"))
	}
	write(acctest.InstanceA, acctest.InstanceB)
	p.Applies("image 3")
	acctest.NotContains(t, p.PlanEmpty().Output, "erases")
	write(acctest.PadCode(4), acctest.PadCode(5))
	putData(p, acctest.PadCode(4), acctest.PadCode(5), acctest.InstanceA)
	for address, code := range map[string]string{"armcloud_instance.a": acctest.PadCode(4), "armcloud_instance_image.b": acctest.PadCode(5)} {
		// Terraform folds equal warnings of several resources.
		acctest.Contains(t, p.PlanChanges("-target="+address).Output, "Applying it erases apps, files and settings on "+code)
	}
	p.Applies("image 2")
	wantData(p, "moved", false, acctest.PadCode(4), acctest.PadCode(5))
	wantData(p, "left", true, acctest.InstanceA)
}

// An image that drifts under ignore_changes stays known as applied: restoring it
// later is a repair, which erases nothing. Control: another image.
func TestAccIgnoredImageIsRepaired(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	all := []string{acctest.InstanceA, acctest.InstanceC}
	ignored := "lifecycle {\n ignore_changes = [image]\n }\n"
	ignoredOwn := "lifecycle {\n ignore_changes = [image_id]\n }\n"
	both := func(image, mbps string, ignore bool) {
		composite, own := wiping(image)
		first, second := "", ""
		if ignore {
			first, second = ignored, ignoredOwn
		}
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, composite+"bandwidth = { upload_mbps = "+mbps+", download_mbps = 1 }\n"+first) +
			acctest.SettingHCL("image", "c", acctest.InstanceC, own+"timeouts = { update = \""+mbps+"m\" }\n"+second))
	}
	both(simulator.ImageAndroid13B, "1", true)
	p.Applies("image 2, bandwidth 1")
	putData(p, all...)
	driftedImage(p, simulator.ImageAndroid13A, all...)
	both(simulator.ImageAndroid13B, "2", true)
	p.Applies("bandwidth 1")
	p.PlanEmpty()
	both(simulator.ImageAndroid13B, "2", false)
	acctest.NotContains(t, p.PlanChanges().Output, "erases all data")
	p.Applies("image 2")
	wantData(p, "repair", true, all...)
	p.PlanEmpty()

	both(simulator.ImageAndroid13A, "2", false)
	acctest.Contains(t, p.PlanChanges().Output, "This plan erases all data")
	p.Applies("image 2, bandwidth 1")
	wantData(p, "another image", false, all...)
}

// An image that left the configuration and comes back later is requested anew: it
// erases, and the plan warns. Control: the same image that never left, which is not
// sent.
func TestAccReleasedImageIsRequestedAnew(t *testing.T) {
	t.Parallel()
	for _, release := range []string{"keep", "undo"} {
		t.Run(release, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			composite, own := wiping(simulator.ImageAndroid13B)
			more := "on_release = \"" + release + "\"\n"
			write := func(image, single string, phones map[string]string) {
				p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, image+more) +
					acctest.FleetHCL("b", phones, "shop = {"+image+"}\nother = {"+composite+"}", more) + single)
			}
			single := acctest.SettingHCL("image", "c", acctest.InstanceC, own+more)
			phones := map[string]string{acctest.InstanceB: "shop", acctest.PadCode(4): "other", acctest.PadCode(5): "other"}
			fewer := map[string]string{acctest.InstanceB: "shop", acctest.PadCode(5): "other"}
			write(composite, single, phones)
			p.Applies("image 5")
			left := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, acctest.PadCode(4)}
			putData(p, append(left, acctest.PadCode(5))...)
			write("", "", fewer)
			p.Applies("")
			p.PlanEmpty()
			write(composite, single, phones)
			acctest.Contains(t, p.PlanChanges().Output, "This plan erases all data on 2 instances")
			p.Applies("image 4")
			wantData(p, "requested anew", false, left...)
			wantData(p, "never left", true, acctest.PadCode(5))
			p.PlanEmpty()
		})
	}
}

// The first apply after an import never erases an instance that runs the image
// already, and does not warn. If it runs another one, the plan warns and the apply
// erases, which is the control.
func TestAccImportErasesOnlyForAnotherImage(t *testing.T) {
	t.Parallel()
	for _, same := range []bool{true, false} {
		t.Run(map[bool]string{true: "same image", false: "another image"}[same], func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			codes := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC}
			image := simulator.ImageAndroid13B
			if !same {
				image = simulator.ImageAndroid13A
			}
			driftedImage(p, image, codes...)
			putData(p, codes...)
			composite, own := wiping(simulator.ImageAndroid13B)
			p.Configure("import {\n to = armcloud_instance.a\n id = \""+acctest.InstanceA+"\"\n}\n",
				"import {\n to = armcloud_fleet.b\n id = \""+acctest.InstanceB+"\"\n}\n",
				"import {\n to = armcloud_instance_image.c\n id = \""+acctest.InstanceC+"\"\n}\n",
				acctest.InstanceHCL("a", acctest.InstanceA, composite),
				acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+composite+"}"),
				acctest.SettingHCL("image", "c", acctest.InstanceC, own))
			planned := p.PlanChanges().Output
			if same {
				acctest.NotContains(t, planned, "erases all data")
				p.Applies("")
			} else {
				acctest.Contains(t, planned, "This plan erases all data on 1 instance")
				p.Applies("image 3")
			}
			wantData(p, "import", same, codes...)
			p.PlanEmpty()
		})
	}
}
