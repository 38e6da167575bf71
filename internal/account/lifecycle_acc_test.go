package account_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	frameworkresource "github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// lifecycle describes the steps of a type of resource.
type lifecycle struct {
	options simulator.Options
	// first and second are configurations that differ in one attribute.
	first, second string
	// replaces: second replaces the resource instead of updating it.
	replaces bool
	// changed is the attribute that differs, to its value in second.
	changed tfjsonpath.Path
	to      knownvalue.Check
	// id is the import id of second, key the attribute that identifies it.
	id, key string
	// missing is an import id of a resource that does not exist, invalid is not an
	// import id; "" if there is no such id.
	missing, invalid string
	// identity is the identity of second.
	identity map[string]knownvalue.Check
	// notImported are attributes that an import cannot fill in.
	notImported []string
	// remove removes it outside of Terraform; nil if the API cannot show that.
	remove func(*testing.T, *acctest.Account)
}

var lifecycles = map[string]lifecycle{
	"armcloud_app": {
		first:    "url = \"https://downloads.example.com/com.example.kiosk-3.0.apk\"\napp_id = 3001",
		second:   "url = \"https://downloads.example.com/com.example.kiosk-3.1.apk\"\napp_id = 3002",
		replaces: true, changed: tfjsonpath.New("version_name"), to: knownvalue.StringExact("3.1"),
		id: "3002", missing: "3003", invalid: "kiosk", key: "app_id",
		identity: map[string]knownvalue.Check{"app_id": knownvalue.Int64Exact(3002)},
		remove: func(t *testing.T, account *acctest.Account) {
			if err := account.RemoveApp(3002); err != nil {
				t.Error(err)
			}
		},
	},
	"armcloud_file": {
		first:    "url = \"https://downloads.example.com/a.png\"\nname = \"a.png\"\nmd5 = \"" + md5Sum + "\"",
		second:   "url = \"https://downloads.example.com/b.png\"\nname = \"b.png\"\nmd5 = \"" + md5Sum + "\"",
		replaces: true, changed: tfjsonpath.New("name"), to: knownvalue.StringExact("b.png"),
		id: secondFile, missing: "f000", key: "file_id",
		identity: map[string]knownvalue.Check{"file_id": knownvalue.StringExact(secondFile)},
		remove: func(t *testing.T, account *acctest.Account) {
			if err := account.RemoveFile(secondFile); err != nil {
				t.Error(err)
			}
		},
	},
	"armcloud_image": {
		options:  simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList"}},
		first:    "url = \"https://downloads.example.com/a.tar\"\ntag = \"v1\"\nserver_type = \"Cruise10\"\nrom_version = \"android13\"",
		second:   "url = \"https://downloads.example.com/a.tar\"\ntag = \"v2\"\nserver_type = \"Cruise10\"\nrom_version = \"android13\"",
		replaces: true, changed: tfjsonpath.New("tag"), to: knownvalue.StringExact("v2"),
		id: "v2", missing: "v3", key: "tag",
		identity:    map[string]knownvalue.Check{"tag": knownvalue.StringExact("v2")},
		notImported: []string{"url"},
		remove: func(t *testing.T, account *acctest.Account) {
			images := account.Catalog().Images
			if err := account.RemoveImage(images[len(images)-1].ID); err != nil {
				t.Error(err)
			}
		},
	},
	"armcloud_callback": {
		first: "url = \"http://127.0.0.1:9/a\"\ncallback_type_ids = [20, 21]", second: "url = \"http://127.0.0.1:9/b\"\ncallback_type_ids = [20, 21]",
		changed: tfjsonpath.New("url"), to: knownvalue.StringExact("http://127.0.0.1:9/b"),
		id: "account", invalid: "mine", key: "url",
		identity:    map[string]knownvalue.Check{"scope": knownvalue.StringExact("account")},
		notImported: []string{"callback_type_ids.#", "callback_type_ids.0", "callback_type_ids.1"},
		remove: func(t *testing.T, account *acctest.Account) {
			if err := account.SetCallback(""); err != nil {
				t.Error(err)
			}
		},
	},
	"armcloud_app_blacklist": {
		first:   "pad_grade = \"m2-3\"\napps = { \"com.example.game\" = \"Game\" }\npad_codes = [\"AC32010000001\"]",
		second:  "pad_grade = \"m2-3\"\napps = { \"com.example.game\" = \"Games\" }\npad_codes = [\"AC32010000001\"]",
		changed: tfjsonpath.New("apps").AtMapKey("com.example.game"), to: knownvalue.StringExact("Games"),
		id: "m2-3", key: "pad_grade",
		identity:    map[string]knownvalue.Check{"pad_grade": knownvalue.StringExact("m2-3")},
		notImported: []string{"apps.%", "apps.com.example.game", "pad_codes.#", "pad_codes.0", "enforcement"},
	},
	"armcloud_public_ip_binding": {
		options: simulator.Options{Level: simulator.Level2024},
		first:   "public_ip = \"203.0.113.1\"\npad_ip = \"10.16.0.1\"", second: "public_ip = \"203.0.113.1\"\npad_ip = \"10.16.0.2\"",
		replaces: true, changed: tfjsonpath.New("pad_ip"), to: knownvalue.StringExact("10.16.0.2"),
		id: "203.0.113.1/10.16.0.2", missing: "203.0.113.1/10.16.0.3", invalid: "203.0.113.1", key: "pad_ip",
		identity: map[string]knownvalue.Check{"public_ip": knownvalue.StringExact("203.0.113.1"), "pad_ip": knownvalue.StringExact("10.16.0.2")},
		remove: func(t *testing.T, account *acctest.Account) {
			if err := account.BindPublicIP("203.0.113.1", ""); err != nil {
				t.Error(err)
			}
		},
	},
}

// secondFile is the id of the second file uploaded to a new simulated account.
const secondFile = "c50a46116f6ef52cf78f744052715c10"

// Every resource passes the steps of plugin-testing: create, update or replacement,
// import by id and by identity, imports that fail, and a removal outside of
// Terraform, after which the plan creates the resource again.
func TestAccLifecycle(t *testing.T) {
	t.Parallel()
	for kind, lifecycle := range lifecycles {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			if lifecycle.options.Instances == 0 {
				lifecycle.options.Instances = 5
			}
			account := acctest.Start(t, lifecycle.options)
			address := kind + ".it"
			config := func(attributes string) string {
				return account.Provider("") + "resource \"" + kind + "\" \"it\" {\n" + attributes + "\n}\n"
			}
			action := plancheck.ResourceActionUpdate
			if lifecycle.replaces {
				action = plancheck.ResourceActionReplace
			}
			steps := []resource.TestStep{
				{Config: config(lifecycle.first)},
				{
					Config:            config(lifecycle.second),
					ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}},
					ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, lifecycle.changed, lifecycle.to), statecheck.ExpectIdentity(address, lifecycle.identity)},
				},
				{
					ResourceName: address, ImportState: true, ImportStateId: lifecycle.id, ImportStateVerify: true,
					ImportStateVerifyIdentifierAttribute: lifecycle.key, ImportStateVerifyIgnore: lifecycle.notImported,
				},
			}
			if lifecycle.invalid != "" {
				steps = append(steps, resource.TestStep{
					ResourceName: address, ImportState: true, ImportStateId: lifecycle.invalid, ExpectError: regexp.MustCompile("is not an import ID of"),
				})
			}
			if lifecycle.missing != "" {
				steps = append(steps, resource.TestStep{
					ResourceName: address, ImportState: true, ImportStateId: lifecycle.missing, ExpectError: regexp.MustCompile("(?i)non-existent|does not exist"),
				})
			}
			if lifecycle.remove != nil {
				steps = append(steps, resource.TestStep{
					PreConfig:    func() { lifecycle.remove(t, account) },
					RefreshState: true, ExpectNonEmptyPlan: true,
					RefreshPlanChecks: resource.RefreshPlanChecks{PostRefresh: []plancheck.PlanCheck{
						plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate),
					}},
				})
			}
			resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Factories, Steps: steps})
		})
	}
}

// Every resource of the account has a lifecycle that changes something, and every
// lifecycle belongs to a resource.
func TestEveryAccountResourceHasLifecycle(t *testing.T) {
	t.Parallel()
	var offered []string
	for _, newResource := range provider.New("test")().Resources(t.Context()) {
		var meta frameworkresource.MetadataResponse
		newResource().Metadata(t.Context(), frameworkresource.MetadataRequest{ProviderTypeName: "armcloud"}, &meta)
		if strings.HasPrefix(meta.TypeName, "armcloud_instance") || meta.TypeName == "armcloud_fleet" {
			continue
		}
		offered = append(offered, meta.TypeName)
		if lifecycle := lifecycles[meta.TypeName]; lifecycle.first == lifecycle.second || lifecycle.to == nil || lifecycle.id == "" || len(lifecycle.identity) == 0 {
			t.Errorf("%s: want a lifecycle that changes something", meta.TypeName)
		}
	}
	for name := range lifecycles {
		if !slices.Contains(offered, name) {
			t.Errorf("%s: got a lifecycle of a resource that the provider does not have", name)
		}
	}
}
