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

// life is that of one type of resource.
type life struct {
	options simulator.Options
	// first and second are its attributes, of which second changes one.
	first, second string
	// replaces: second replaces the resource; otherwise it is updated.
	replaces bool
	// changed is the attribute that second changes, to is its new value.
	changed tfjsonpath.Path
	to      knownvalue.Check
	// id is the import id of what second makes; key is the attribute that tells
	// it from others, "" where an account has one.
	id, key string
	// nothing is an import id of something that is not there, wrong one that
	// names nothing; "" where there is no such id.
	nothing, wrong string
	// identity is the identity of what second makes.
	identity map[string]knownvalue.Check
	// notImported are the attributes that an import cannot fill in.
	notImported []string
	// vanish takes it away behind Terraform's back; nil where the API cannot
	// show that.
	vanish func(*testing.T, *acctest.Account)
}

var lives = map[string]life{
	"armcloud_app": {
		first:    "url = \"https://downloads.example.com/com.example.kiosk-3.0.apk\"\napp_id = 3001",
		second:   "url = \"https://downloads.example.com/com.example.kiosk-3.1.apk\"\napp_id = 3002",
		replaces: true, changed: tfjsonpath.New("version_name"), to: knownvalue.StringExact("3.1"),
		id: "3002", nothing: "3003", wrong: "kiosk", key: "app_id",
		identity: map[string]knownvalue.Check{"app_id": knownvalue.Int64Exact(3002)},
		vanish: func(t *testing.T, account *acctest.Account) {
			if err := account.RemoveApp(3002); err != nil {
				t.Error(err)
			}
		},
	},
	"armcloud_file": {
		first:    "url = \"https://downloads.example.com/a.png\"\nname = \"a.png\"\nmd5 = \"" + md5Sum + "\"",
		second:   "url = \"https://downloads.example.com/b.png\"\nname = \"b.png\"\nmd5 = \"" + md5Sum + "\"",
		replaces: true, changed: tfjsonpath.New("name"), to: knownvalue.StringExact("b.png"),
		id: secondFile, nothing: "f000", key: "file_id",
		identity: map[string]knownvalue.Check{"file_id": knownvalue.StringExact(secondFile)},
		vanish: func(t *testing.T, account *acctest.Account) {
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
		id: "v2", nothing: "v3", key: "tag",
		identity:    map[string]knownvalue.Check{"tag": knownvalue.StringExact("v2")},
		notImported: []string{"url"},
		vanish: func(t *testing.T, account *acctest.Account) {
			images := account.Catalog().Images
			if err := account.RemoveImage(images[len(images)-1].ID); err != nil {
				t.Error(err)
			}
		},
	},
	"armcloud_callback": {
		first: "url = \"http://127.0.0.1:9/a\"\ncallback_type_ids = [20, 21]", second: "url = \"http://127.0.0.1:9/b\"\ncallback_type_ids = [20, 21]",
		changed: tfjsonpath.New("url"), to: knownvalue.StringExact("http://127.0.0.1:9/b"),
		id: "account", wrong: "mine", key: "url",
		identity:    map[string]knownvalue.Check{"scope": knownvalue.StringExact("account")},
		notImported: []string{"callback_type_ids.#", "callback_type_ids.0", "callback_type_ids.1"},
		vanish: func(t *testing.T, account *acctest.Account) {
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
		id: "203.0.113.1/10.16.0.2", nothing: "203.0.113.1/10.16.0.3", wrong: "203.0.113.1", key: "pad_ip",
		identity: map[string]knownvalue.Check{"public_ip": knownvalue.StringExact("203.0.113.1"), "pad_ip": knownvalue.StringExact("10.16.0.2")},
		vanish: func(t *testing.T, account *acctest.Account) {
			if err := account.BindPublicIP("203.0.113.1", ""); err != nil {
				t.Error(err)
			}
		},
	},
}

// secondFile is the id of the second file that a new simulated account is given.
const secondFile = "c50a46116f6ef52cf78f744052715c10"

// Every resource of the account lives through what plugin-testing checks:
// create, an empty plan after each apply, an update or a replacement, import by
// id and by identity with the same values, ids that name nothing, and what
// vanishes behind Terraform's back, after which the plan creates and does not
// fail.
func TestAccStepsOfEveryAccountResource(t *testing.T) {
	t.Parallel()
	for kind, life := range lives {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			if life.options.Instances == 0 {
				life.options.Instances = 5
			}
			account := acctest.Start(t, life.options)
			address := kind + ".it"
			config := func(attributes string) string {
				return account.Provider("") + "resource \"" + kind + "\" \"it\" {\n" + attributes + "\n}\n"
			}
			action := plancheck.ResourceActionUpdate
			if life.replaces {
				action = plancheck.ResourceActionReplace
			}
			steps := []resource.TestStep{
				{Config: config(life.first)},
				{
					Config:            config(life.second),
					ConfigPlanChecks:  resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}},
					ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, life.changed, life.to), statecheck.ExpectIdentity(address, life.identity)},
				},
				{
					ResourceName: address, ImportState: true, ImportStateId: life.id, ImportStateVerify: true,
					ImportStateVerifyIdentifierAttribute: life.key, ImportStateVerifyIgnore: life.notImported,
				},
			}
			if life.wrong != "" {
				steps = append(steps, resource.TestStep{
					ResourceName: address, ImportState: true, ImportStateId: life.wrong, ExpectError: regexp.MustCompile("is not an import id of"),
				})
			}
			if life.nothing != "" {
				steps = append(steps, resource.TestStep{
					ResourceName: address, ImportState: true, ImportStateId: life.nothing, ExpectError: regexp.MustCompile("(?i)non-existent|does not exist"),
				})
			}
			if life.vanish != nil {
				steps = append(steps, resource.TestStep{
					PreConfig:    func() { life.vanish(t, account) },
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

// Every resource that the provider offers beside those of phones has a life
// that changes something, and no life is left of a type that is gone.
func TestEveryAccountResourceHasALife(t *testing.T) {
	t.Parallel()
	var offered []string
	for _, newResource := range provider.New("test")().Resources(t.Context()) {
		var meta frameworkresource.MetadataResponse
		newResource().Metadata(t.Context(), frameworkresource.MetadataRequest{ProviderTypeName: "armcloud"}, &meta)
		if strings.HasPrefix(meta.TypeName, "armcloud_instance") || meta.TypeName == "armcloud_fleet" {
			continue
		}
		offered = append(offered, meta.TypeName)
		if life := lives[meta.TypeName]; life.first == life.second || life.to == nil || life.id == "" || len(life.identity) == 0 {
			t.Errorf("%s has no life, or one in which nothing happens", meta.TypeName)
		}
	}
	for name := range lives {
		if !slices.Contains(offered, name) {
			t.Errorf("%s has a life, but is not offered", name)
		}
	}
}
