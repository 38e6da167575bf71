package instance_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// If an image has drifted, and its tainted object is replaced without a refresh, the
// image is repaired: the state does not say which image was requested, so nothing is
// erased. Control: another image in the configuration, which erases.
func TestAccTaintedDriftWithoutRefreshErasesNothing(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	all := []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC}
	write := func(image string) {
		composite, own := wiping(image)
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, composite) +
			acctest.FleetHCL("b", map[string]string{acctest.InstanceB: "shop"}, "shop = {"+composite+"}") +
			acctest.SettingHCL("image", "c", acctest.InstanceC, own))
	}
	write(simulator.ImageAndroid13B)
	p.Applies("image 3")
	driftedImage(p, simulator.ImageAndroid13A, all...)
	p.Apply("-refresh-only")
	putData(p, all...)
	for _, address := range []string{"armcloud_instance.a", "armcloud_fleet.b", "armcloud_instance_image.c"} {
		acctest.Equal(t, "exit code of taint", p.Run("taint", address).Exit, 0)
	}
	p.Sends("image 3", func() acctest.Result { return p.Apply("-refresh=false") })
	wantData(p, "repair", true, all...)
	p.PlanEmpty()
	write(simulator.ImageAndroid13A)
	p.Applies("image 3")
	wantData(p, "another image", false, all...)
}
