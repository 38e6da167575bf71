package provider_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// values are attributes of a configuration: strings, ints, floats, bools and
// unknown; what is left out is null.
type values map[string]any

// unknown stands for a value that is known after apply.
type unknown struct{}

// encode writes a configuration for a schema.
func encode(t *testing.T, schema *tfprotov6.Schema, given values) *tfprotov6.DynamicValue {
	t.Helper()
	object, ok := schema.ValueType().(tftypes.Object)
	if !ok {
		t.Fatal("a schema is no object")
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

// configure does what a plan does with the provider block: it validates and,
// if that goes well, configures.
func configure(t *testing.T, block values) (tfprotov6.ProviderServer, []*tfprotov6.Diagnostic) {
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

// look configures the provider and reads one phone as a data source.
func look(t *testing.T, block values, padCode string) []*tfprotov6.Diagnostic {
	t.Helper()
	s, problems := configure(t, block)
	if len(problems) > 0 {
		t.Fatalf("configure: %s", texts(problems))
	}
	return lookOn(t, s, padCode)
}

// lookOn reads one phone as a data source.
func lookOn(t *testing.T, s tfprotov6.ProviderServer, padCode string) []*tfprotov6.Diagnostic {
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

// texts writes diagnostics for a message.
func texts(problems []*tfprotov6.Diagnostic) string {
	var b strings.Builder
	for _, d := range problems {
		b.WriteString("\n" + d.Severity.String() + " on " + d.Attribute.String() + ": " + d.Summary + "\n" + d.Detail)
	}
	return b.String()
}

// expectOne expects a single error on an attribute with all the words in it.
func expectOne(t *testing.T, problems []*tfprotov6.Diagnostic, attribute string, words ...string) {
	t.Helper()
	if len(problems) != 1 || problems[0].Severity != tfprotov6.DiagnosticSeverityError {
		t.Fatalf("expected one error, got %d: %s", len(problems), texts(problems))
	}
	d := problems[0]
	if want := tftypes.NewAttributePath().WithAttributeName(attribute); attribute != "" && !d.Attribute.Equal(want) {
		t.Errorf("the error is on %s, expected %s", d.Attribute, want)
	}
	for _, word := range words {
		if !strings.Contains(d.Summary+"\n"+d.Detail, word) {
			t.Errorf("the error does not say %q:%s", word, texts(problems))
		}
	}
}
