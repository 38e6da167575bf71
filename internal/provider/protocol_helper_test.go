package provider_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// values are the attributes of a configuration: strings, ints, floats, bools and
// unknown. Missing attributes are null.
type values map[string]any

// unknown is a value that is known only after apply.
type unknown struct{}

// encode encodes a configuration for a schema.
func encode(t testing.TB, schema *tfprotov6.Schema, given values) *tfprotov6.DynamicValue {
	t.Helper()
	object, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		t.Fatal("got a schema of another type, want an object")
	}
	all := map[string]tftypes.Value{}
	for name, kind := range object.AttributeTypes {
		switch v := given[name].(type) {
		case unknown:
			all[name] = tftypes.NewValue(kind, tftypes.UnknownValue)
		case int:
			all[name] = tftypes.NewValue(kind, big.NewFloat(float64(v)))
		case float64:
			all[name] = tftypes.NewValue(kind, big.NewFloat(v))
		default:
			all[name] = tftypes.NewValue(kind, v)
		}
	}
	value, err := tfprotov6.NewDynamicValue(object, tftypes.NewValue(object, all))
	if err != nil {
		t.Fatal(err)
	}
	return &value
}

// configure validates the provider block and, if it is valid, configures the
// provider, as a plan does.
func configure(t testing.TB, block values) (tfprotov6.ProviderServer, []*tfprotov6.Diagnostic) {
	t.Helper()
	s := server(t)
	config := encode(t, serve(t).Provider, block)
	checked, err := s.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: config})
	if err != nil {
		t.Fatal(err)
	}
	if len(checked.Diagnostics) > 0 {
		return s, checked.Diagnostics
	}
	configured, err := s.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.99.0", Config: config})
	if err != nil {
		t.Fatal(err)
	}
	return s, configured.Diagnostics
}

// readInstance configures the provider and reads the data source armcloud_instance.
func readInstance(t *testing.T, block values, padCode string) []*tfprotov6.Diagnostic {
	t.Helper()
	s, problems := configure(t, block)
	if len(problems) > 0 {
		t.Fatalf("configure: %s", texts(problems))
	}
	return readInstanceOn(t, s, padCode)
}

// readInstanceOn reads the data source armcloud_instance.
func readInstanceOn(t *testing.T, s tfprotov6.ProviderServer, padCode string) []*tfprotov6.Diagnostic {
	t.Helper()
	read, err := s.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: "armcloud_instance",
		Config:   encode(t, serve(t).DataSourceSchemas["armcloud_instance"], values{"pad_code": padCode}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return read.Diagnostics
}

// texts returns diagnostics as text, for messages of tests.
func texts(problems []*tfprotov6.Diagnostic) string {
	var b strings.Builder
	for _, d := range problems {
		b.WriteString("\n" + d.Severity.String() + " on " + d.Attribute.String() + ": " + d.Summary + "\n" + d.Detail)
	}
	return b.String()
}

// expectOne fails unless there is a single error, on the attribute and with all
// words. An empty attribute is not checked.
func expectOne(t *testing.T, problems []*tfprotov6.Diagnostic, attribute string, words ...string) {
	t.Helper()
	if len(problems) != 1 || problems[0].Severity != tfprotov6.DiagnosticSeverityError {
		t.Fatalf("got %d diagnostics, want one error: %s", len(problems), texts(problems))
	}
	d := problems[0]
	if want := tftypes.NewAttributePath().WithAttributeName(attribute); attribute != "" && !d.Attribute.Equal(want) {
		t.Errorf("got the error on %s, want it on %s", d.Attribute, want)
	}
	for _, word := range words {
		if !strings.Contains(d.Summary+"\n"+d.Detail, word) {
			t.Errorf("got an error without %q, want it:%s", word, texts(problems))
		}
	}
}
