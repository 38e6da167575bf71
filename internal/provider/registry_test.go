package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// withoutIdentity are the resources that no identity fits.
var withoutIdentity = []string{"armcloud_fleet"}

// notSecret are attributes whose names sound like secrets and hold none.
var notSecret = []string{"password_wo_version"}

// Everything that is offered keeps the rules that users rely on: each
// attribute is described, what sounds like a secret is sensitive, each
// resource has timeouts.
func TestRegistryKeepsTheRules(t *testing.T) {
	t.Parallel()
	served := serve(t)
	if len(served.ResourceSchemas) == 0 || len(served.DataSourceSchemas) == 0 {
		t.Fatal("nothing is registered")
	}
	checkSchema(t, "provider", served.Provider)
	for name, schema := range served.DataSourceSchemas {
		checkSchema(t, "data source "+name, schema)
	}
	for name, schema := range served.ResourceSchemas {
		checkSchema(t, "resource "+name, schema)
		if flatten(schema)["timeouts"].kind != "object" {
			t.Errorf("resource %s has no timeouts", name)
		}
	}
}

func checkSchema(t *testing.T, what string, schema *tfprotov6.Schema) {
	t.Helper()
	if schema.Block.Description == "" {
		t.Errorf("%s has no description", what)
	}
	eachAttribute(schema.Block.Attributes, "", func(name string, a *tfprotov6.SchemaAttribute) {
		if a.Description == "" && name != "timeouts" { // the library describes its parts

			t.Errorf("%s: %s has no description", what, name)
		}
		if soundsSecret(a.Name) && !a.Sensitive {
			t.Errorf("%s: %s is not sensitive", what, name)
		}
	})
}

func soundsSecret(name string) bool {
	if slices.Contains(notSecret, name) {
		return false
	}
	return slices.ContainsFunc([]string{"password", "secret", "key", "token"}, func(word string) bool {
		return strings.Contains(name, word)
	})
}

// importKeys follow the pad code in the import ids of resources that a phone
// can have several of.
var importKeys = map[string]string{
	"armcloud_instance_app":  "/com.example.kiosk",
	"armcloud_instance_file": "/Download/f11e000000000000000000000000a001",
}

// Each resource has an identity, and can be imported by its id.
func TestRegistryIdentityAndImport(t *testing.T) {
	t.Parallel()
	served := serve(t)
	account := acctest.Start(t, simulator.Options{Phones: 1})
	s, problems := configure(t, with(keys, values{"endpoint": account.URL}))
	if len(problems) != 0 {
		t.Fatal(texts(problems))
	}
	identities, err := s.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name := range served.ResourceSchemas {
		if has := identities.IdentitySchemas[name] != nil; has == slices.Contains(withoutIdentity, name) {
			t.Errorf("resource %s: has identity is %v", name, has)
		}
		imported, err := s.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: name, ID: phone + importKeys[name]})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range imported.Diagnostics {
			if d.Severity == tfprotov6.DiagnosticSeverityError {
				t.Errorf("resource %s: import: %s: %s", name, d.Summary, d.Detail)
			}
		}
		if len(imported.ImportedResources) != 1 {
			t.Errorf("resource %s: import gave %d resources", name, len(imported.ImportedResources))
		}
	}
	// The control: an id that names nothing is refused.
	refused, err := s.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: "armcloud_instance", ID: "not a pad code"})
	if err != nil {
		t.Fatal(err)
	}
	if len(refused.Diagnostics) == 0 {
		t.Error("the import of an impossible pad code is not refused")
	}
}
