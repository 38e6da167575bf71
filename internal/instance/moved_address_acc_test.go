package instance_test

import (
	"regexp"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// If a healthy object with wipe_data moves to another address without a moved block, its
// image is requested anew: the plan warns of the erasure and names the instance, and
// never says that nothing is erased. Control: a moved block, with which nothing is sent.
func TestAccMovedAddressWarnsOfErasure(t *testing.T) {
	t.Parallel()
	composite, own := wiping(simulator.ImageAndroid13B)
	for kind, object := range map[string]func(name string) string{
		"armcloud_instance":       func(name string) string { return acctest.InstanceHCL(name, acctest.InstanceA, composite) },
		"armcloud_instance_image": func(name string) string { return acctest.SettingHCL("image", name, acctest.InstanceA, own) },
		"armcloud_fleet": func(name string) string {
			return acctest.FleetHCL(name, acctest.Phones("k", 1, 1), "k = {\n"+composite+"}")
		},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{}, "")
			p.Configure(object("first"))
			p.Applies("image 1")
			putData(p, acctest.InstanceA)
			p.Configure(object("second"), "moved {\n from = "+kind+".first\n to = "+kind+".second\n}\n")
			acctest.NotContains(t, p.Applies("").Output, "all data on")
			wantData(p, "moved block", true, acctest.InstanceA)
			p.Configure(object("third"))
			warning := regexp.MustCompile(`This plan (erases|may erase) all data on 1 instance: ` + acctest.InstanceA)
			if r := p.PlanChanges(); !warning.MatchString(r.Output) {
				t.Errorf("got no match of %s in the plan, want one:\n%s", warning, r.Output)
			}
			p.Apply()
			p.PlanEmpty()
		})
	}
}
