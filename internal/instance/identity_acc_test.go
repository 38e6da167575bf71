package instance_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// armcloud_instance and a single-setting resource have an identity and, for
// armcloud_instance, computed attributes; an import by identity finds the same
// values. The provider runs in the process of the test, so that the race detector
// covers it.
func TestAccInstanceIdentity(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 5, Quirks: true})
	config := func(upload string) string {
		return account.Provider("") + acctest.InstanceHCL("a", acctest.InstanceA, acctest.Berlin+"bandwidth = { upload_mbps = "+upload+", download_mbps = 10 }\n") + acctest.SettingHCL("time_zone", "b", acctest.InstanceB, acctest.Tokyo)
	}
	identity := func(address, code string) statecheck.StateCheck {
		return statecheck.ExpectIdentity(address, map[string]knownvalue.Check{"pad_code": knownvalue.StringExact(code)})
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Factories,
		Steps: []resource.TestStep{
			{
				Config: config("5"),
				ConfigStateChecks: []statecheck.StateCheck{
					identity("armcloud_instance.a", acctest.InstanceA),
					identity("armcloud_instance_time_zone.b", acctest.InstanceB),
					statecheck.ExpectKnownValue("armcloud_instance.a", tfjsonpath.New("pad_grade"), knownvalue.NotNull()),
					statecheck.ExpectKnownValue("armcloud_instance.a", tfjsonpath.New("storage_bytes"), knownvalue.NotNull()),
					statecheck.ExpectKnownValue("armcloud_instance.a", tfjsonpath.New("current_image_id"), knownvalue.NotNull()),
				},
			},
			{
				ResourceName: "armcloud_instance_time_zone.b", ImportState: true,
				ImportStateKind: resource.ImportBlockWithResourceIdentity,
			},
			{
				Config: config("6"),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("armcloud_instance.a", plancheck.ResourceActionUpdate),
					plancheck.ExpectResourceAction("armcloud_instance_time_zone.b", plancheck.ResourceActionNoop),
				}},
				ConfigStateChecks: []statecheck.StateCheck{identity("armcloud_instance.a", acctest.InstanceA)},
			},
		},
	})
	state, _ := account.Instance(acctest.InstanceA)
	acctest.Equal(t, "bandwidth after the destroy", state.Bandwidth, simulator.Bandwidth{})
}
