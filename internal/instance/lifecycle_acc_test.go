package instance_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// lifecycle describes the steps of a type of resource.
type lifecycle struct {
	// first and second are configurations that differ in one attribute.
	first, second string
	// changed is the attribute that differs, to its value in second.
	changed tfjsonpath.Path
	to      knownvalue.Check
	// notImported are attributes that an import cannot fill in.
	notImported []string
	// keys follow the pad code in the import ID.
	keys string
}

var lifecycles = map[string]lifecycle{
	"armcloud_instance_time_zone": {
		first: `time_zone = "Europe/Berlin"`, second: `time_zone = "Asia/Tokyo"`,
		changed: tfjsonpath.New("time_zone"), to: knownvalue.StringExact("Asia/Tokyo"),
	},
	"armcloud_instance_language": {
		first: "code = \"de\"\ncountry = \"DE\"", second: "code = \"de\"\ncountry = \"AT\"",
		changed: tfjsonpath.New("country"), to: knownvalue.StringExact("AT"),
	},
	"armcloud_instance_location": {
		first: "latitude = 52.5\nlongitude = 13.4", second: "latitude = 52.5\nlongitude = -13.4",
		changed: tfjsonpath.New("longitude"), to: knownvalue.Float64Exact(-13.4),
		notImported: []string{"latitude", "longitude"},
	},
	"armcloud_instance_sim": {
		first: "imei = \"356938035643809\"\ntac = \"1\"", second: "imei = \"356938035643817\"\ntac = \"1\"",
		changed: tfjsonpath.New("imei"), to: knownvalue.StringExact("356938035643817"),
		// The import fills in attributes that are not configured, and does not fill in
		// tac.
		notImported: []string{"tac", "iccid", "imsi", "mcc", "mnc", "operator_long_name", "phone_number"},
	},
	"armcloud_instance_properties": {
		first: `setting = { volume = "3" }`, second: `setting = { volume = "4" }`,
		changed: tfjsonpath.New("setting").AtMapKey("volume"), to: knownvalue.StringExact("4"),
		notImported: []string{"setting.%", "setting.volume", "restart"},
	},
	"armcloud_instance_android_properties": {
		first: `properties = { "ro.product.model" = "One" }`, second: `properties = { "ro.product.model" = "Two" }`,
		changed: tfjsonpath.New("properties").AtMapKey("ro.product.model"), to: knownvalue.StringExact("Two"),
		notImported: []string{"properties.%", "properties.ro.product.model", "restart"},
	},
	"armcloud_instance_bandwidth": {
		first: "upload_mbps = 10\ndownload_mbps = 20", second: "upload_mbps = 10\ndownload_mbps = 30",
		changed: tfjsonpath.New("download_mbps"), to: knownvalue.Int64Exact(30),
		notImported: []string{"upload_mbps", "download_mbps"},
	},
	"armcloud_instance_proxy": {
		first: "ip = \"192.0.2.1\"\nport = 1080", second: "ip = \"192.0.2.1\"\nport = 1081",
		changed: tfjsonpath.New("port"), to: knownvalue.Int64Exact(1081),
		notImported: []string{"enabled", "ip", "port"},
	},
	"armcloud_instance_adb": {
		first: "enabled = true", second: "enabled = false",
		changed: tfjsonpath.New("enabled"), to: knownvalue.Bool(false),
	},
	"armcloud_instance_image": {
		first: `image_id = "img-android13-a"`, second: "image_id = \"img-android13-b\"\nwipe_data = false",
		changed: tfjsonpath.New("image_id"), to: knownvalue.StringExact("img-android13-b"),
	},
	"armcloud_instance_app": {
		first: "package_name = \"com.example.kiosk\"\napp_id = 101", second: "package_name = \"com.example.kiosk\"\napp_id = 102",
		changed: tfjsonpath.New("app_id"), to: knownvalue.Int64Exact(102),
		notImported: []string{"app_id"}, keys: "/com.example.kiosk",
	},
	"armcloud_instance_file": {
		first:   "file_id = \"" + simulator.FileConfig + "\"\npath = \"/Download\"\ntriggers = { run = \"1\" }",
		second:  "file_id = \"" + simulator.FileConfig + "\"\npath = \"/Download\"\ntriggers = { run = \"2\" }",
		changed: tfjsonpath.New("triggers").AtMapKey("run"), to: knownvalue.StringExact("2"),
		notImported: []string{"auto_install", "triggers.%", "triggers.run"}, keys: "/Download/" + simulator.FileConfig,
	},
	"armcloud_instance": {
		first: "time_zone = \"Europe/Berlin\"\nbandwidth = { upload_mbps = 1, download_mbps = 2 }", second: "time_zone = \"Europe/Paris\"\nbandwidth = { upload_mbps = 1, download_mbps = 2 }",
		changed: tfjsonpath.New("time_zone"), to: knownvalue.StringExact("Europe/Paris"),
		// The import fills in image, language and sim, which a create leaves null, and
		// can't fill in bandwidth.
		notImported: []string{"bandwidth", "image", "language", "sim"},
	},
}

// Every resource passes the steps of plugin-testing: create, update in place,
// import, imports that fail, and the deletion of the instance outside of
// Terraform, after which the plan creates the resource again. The plan after each
// apply is empty.
func TestAccInstanceLifecycle(t *testing.T) {
	t.Parallel()
	for kind, lifecycle := range lifecycles {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, simulator.Options{Instances: 3})
			address := kind + ".it"
			config := func(attributes string) string {
				return account.Provider("") + fmt.Sprintf("resource %q \"it\" {\n  pad_code = \"AC32010000001\"\n  %s\n}\n", kind, attributes)
			}
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Factories,
				Steps: []resource.TestStep{
					{
						Config: config(lifecycle.first),
						ConfigStateChecks: []statecheck.StateCheck{
							statecheck.ExpectKnownValue(address, tfjsonpath.New("pad_code"), knownvalue.StringExact("AC32010000001")),
							statecheck.ExpectIdentityValue(address, tfjsonpath.New("pad_code"), knownvalue.StringExact("AC32010000001")),
						},
					},
					{
						Config: config(lifecycle.second),
						ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
							plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
						}},
						ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, lifecycle.changed, lifecycle.to)},
					},
					{
						ResourceName: address, ImportState: true, ImportStateId: "AC32010000001" + lifecycle.keys, ImportStateVerify: true,
						ImportStateVerifyIdentifierAttribute: "pad_code", ImportStateVerifyIgnore: lifecycle.notImported,
					},
					{
						ResourceName: address, ImportState: true, ImportStateId: "no pad code!" + lifecycle.keys,
						ExpectError: regexp.MustCompile("is not a pad code"),
					},
					{
						ResourceName: address, ImportState: true, ImportStateId: "AC32010999999" + lifecycle.keys,
						ExpectError: regexp.MustCompile("(?i)non-existent|does not exist"),
					},
					{
						PreConfig: func() {
							if err := account.Remove([]string{"AC32010000001"}); err != nil {
								t.Fatal(err)
							}
						},
						RefreshState: true, ExpectNonEmptyPlan: true,
						RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
							plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
						}},
					},
				},
			})
		})
	}
}
