package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// withoutIdentity are the resources without an identity.
var withoutIdentity = []string{"armcloud_fleet"}

// notSecret are attributes that are no secrets in spite of their names. The secrets in
// tokens are sensitive themselves.
var notSecret = []string{"password_wo_version", "proxy_passwords_wo_version", "tokens"}

// Each attribute has a description, each secret is sensitive, and each resource has
// timeouts.
func TestSchemaRules(t *testing.T) {
	t.Parallel()
	served := serve(t)
	if len(served.ResourceSchemas) == 0 || len(served.DataSourceSchemas) == 0 || len(served.ListResourceSchemas) == 0 || len(served.EphemeralResourceSchemas) == 0 || len(served.Functions) == 0 ||
		len(served.ActionSchemas) == 0 {
		t.Fatal("got no types of a kind")
	}
	report := func(what string, violations []string) {
		for _, violation := range violations {
			t.Errorf("%s: %s", what, violation)
		}
	}
	report("provider", violations(served.Provider))
	for name, schema := range served.DataSourceSchemas {
		report("data source "+name, violations(schema))
	}
	for name, schema := range served.EphemeralResourceSchemas {
		report("ephemeral resource "+name, violations(schema))
	}
	for name, f := range served.Functions {
		for _, p := range f.Parameters {
			if p.Description == "" {
				t.Errorf("function %s: %s has no description", name, p.Name)
			}
		}
		if f.Summary == "" || f.Description == "" {
			t.Errorf("function %s has no summary or no description", name)
		}
	}
	for name, schema := range served.ListResourceSchemas {
		report("list resource "+name, violations(schema))
	}
	for name, schema := range actionSchemas(served) {
		report("action "+name, violations(schema))
		if _, ok := flatten(schema)["timeout"]; !ok {
			t.Errorf("action %s: timeout is missing", name)
		}
	}
	for name, schema := range served.ResourceSchemas {
		report("resource "+name, append(violations(schema), resourceViolations(schema)...))
	}
}

// Every timeout of every resource has to be above zero.
func TestTimeoutsAboveZero(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, create := range provider.New("test")().Resources(t.Context()) {
		var meta resource.MetadataResponse
		create().Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "armcloud"}, &meta)
		var resp resource.SchemaResponse
		create().Schema(t.Context(), resource.SchemaRequest{}, &resp)
		nested, ok := resp.Schema.Attributes["timeouts"].(schema.SingleNestedAttribute)
		if !ok {
			t.Errorf("%s: got no timeouts, want some", meta.TypeName)
			continue
		}
		for name, attribute := range nested.Attributes {
			text, ok := attribute.(schema.StringAttribute)
			if !ok {
				t.Errorf("%s: got timeout %s of type %T, want a string", meta.TypeName, name, attribute)
				continue
			}
			for value, want := range map[string]bool{"10m": true, "1ms": true, "0s": false, "-1m": false, "soon": false} {
				var refused validator.StringResponse
				for _, v := range text.Validators {
					v.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("timeouts").AtName(name), ConfigValue: types.StringValue(value)}, &refused)
				}
				if got := !refused.Diagnostics.HasError(); got != want {
					t.Errorf("%s: timeout %s = %q: got accepted: %v, want %v", meta.TypeName, name, value, got, want)
				}
				checked++
			}
		}
	}
	if checked == 0 {
		t.Error("got no timeouts, want some")
	}
}

// The rules find violations, also in nested attributes, and accept correct schemas.
func TestSchemaRulesFindViolations(t *testing.T) {
	t.Parallel()
	text := func(name, description string) *tfprotov6.SchemaAttribute {
		return &tfprotov6.SchemaAttribute{Name: name, Type: tftypes.String, Optional: true, Description: description}
	}
	nested := func(name string, children ...*tfprotov6.SchemaAttribute) *tfprotov6.SchemaAttribute {
		return &tfprotov6.SchemaAttribute{Name: name, Optional: true, Description: "Nested.",
			NestedType: &tfprotov6.SchemaObject{Nesting: tfprotov6.SchemaObjectNestingModeSingle, Attributes: children}}
	}
	sensitive, written := text("password", "Secret."), text("password_wo", "Secret.")
	sensitive.Sensitive, written.WriteOnly = true, true
	some := nested("timeouts", text("create", "Limit."), text("read", "Limit."), text("update", "Limit."))
	for _, c := range []struct {
		name       string
		schema     tfprotov6.SchemaBlock
		want       []string
		ofResource []string
	}{
		{
			name:   "empty",
			want:   []string{"it has no description"},
			schema: tfprotov6.SchemaBlock{}, ofResource: []string{
				"timeouts.create is missing", "timeouts.read is missing", "timeouts.update is missing", "timeouts.delete is missing",
			},
		},
		{
			name:   "nested attributes",
			schema: tfprotov6.SchemaBlock{Description: "A thing.", Attributes: []*tfprotov6.SchemaAttribute{nested("proxy", text("ip", ""), text("password", "Secret."), written), some}},
			want: []string{
				"proxy.ip has no description", "proxy.password is not sensitive", "proxy.password_wo is not sensitive",
			},
			ofResource: []string{"timeouts.delete is missing"},
		},
		{
			name:       "correct",
			schema:     tfprotov6.SchemaBlock{Description: "A thing.", Attributes: []*tfprotov6.SchemaAttribute{nested("proxy", text("ip", "Address."), sensitive, text("password_wo_version", "Version.")), nested("timeouts", append(some.NestedType.Attributes, text("delete", "Limit."))...)}},
			ofResource: nil,
		},
	} {
		schema := &tfprotov6.Schema{Block: &c.schema}
		if got := violations(schema); !slices.Equal(got, c.want) {
			t.Errorf("%s: got violations %q, want %q", c.name, got, c.want)
		}
		if got := resourceViolations(schema); !slices.Equal(got, c.ofResource) {
			t.Errorf("%s: got violations of a resource %q, want %q", c.name, got, c.ofResource)
		}
	}
}

// violations lists how a schema violates the rules.
func violations(schema *tfprotov6.Schema) []string {
	var all []string
	if schema.Block.Description == "" {
		all = append(all, "it has no description")
	}
	eachAttribute(schema.Block.Attributes, "", func(name string, a *tfprotov6.SchemaAttribute) {
		if a.Description == "" && name != "timeouts" { // its nested attributes are described
			all = append(all, name+" has no description")
		}
		if soundsSecret(a.Name) && !a.Sensitive {
			all = append(all, name+" is not sensitive")
		}
	})
	return all
}

// resourceViolations lists how a schema violates the rules for resources.
func resourceViolations(schema *tfprotov6.Schema) []string {
	var all []string
	offered := flatten(schema)
	for _, operation := range []string{"create", "read", "update", "delete"} {
		if _, ok := offered["timeouts."+operation]; !ok {
			all = append(all, "timeouts."+operation+" is missing")
		}
	}
	return all
}

// soundsSecret reports whether an attribute must be sensitive, by its name.
func soundsSecret(name string) bool {
	if slices.Contains(notSecret, name) {
		return false
	}
	return slices.ContainsFunc([]string{"password", "secret", "key", "token"}, func(word string) bool {
		return strings.Contains(name, word)
	})
}

// importKeys follow the pad code in the import ids of resources of which an instance
// can have several.
var importKeys = map[string]string{
	"armcloud_instance_app":  "/com.example.kiosk",
	"armcloud_instance_file": "/Download/f11e000000000000000000000000a001",
}

// importIDs are the import ids of resources that do not belong to one instance.
var importIDs = map[string]string{
	"armcloud_app":               "101",
	"armcloud_file":              "f11e000000000000000000000000a001",
	"armcloud_image":             "img-android13-a",
	"armcloud_callback":          "account",
	"armcloud_app_blacklist":     "m2-3",
	"armcloud_public_ip_binding": "203.0.113.1/10.16.0.1",
}

// importID returns a valid import id for a type.
func importID(name string) string {
	if id, whole := importIDs[name]; whole {
		return id
	}
	return acctest.InstanceA + importKeys[name]
}

// Each resource has an identity, and can be imported by its id.
func TestRegistryIdentityAndImport(t *testing.T) {
	t.Parallel()
	served := serve(t)
	account := acctest.Start(t, simulator.Options{Instances: 1})
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
			t.Errorf("resource %s: got identity %v, want %v", name, has, !has)
		} else if has {
			for _, a := range identities.IdentitySchemas[name].IdentityAttributes {
				if a.Description == "" || !a.RequiredForImport && !a.OptionalForImport {
					t.Errorf("resource %s: got attribute %s of the identity without a description or without use in an import, want both", name, a.Name)
				}
			}
		}
		imported, err := s.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: name, ID: importID(name)})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range imported.Diagnostics {
			if d.Severity == tfprotov6.DiagnosticSeverityError {
				t.Errorf("resource %s: import: %s: %s", name, d.Summary, d.Detail)
			}
		}
		if len(imported.ImportedResources) != 1 {
			t.Errorf("resource %s: got %d imported resources, want 1", name, len(imported.ImportedResources))
		}
	}
	// The control: an invalid id is an error.
	refused, err := s.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: "armcloud_instance", ID: "not a pad code"})
	if err != nil {
		t.Fatal(err)
	}
	if len(refused.Diagnostics) == 0 {
		t.Error("got no error for the import of an invalid pad code")
	}
}
