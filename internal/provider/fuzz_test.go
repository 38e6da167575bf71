package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Any import id is an object, or errors that are short except for the id that they may
// quote. It changes nothing.
func FuzzImportID(f *testing.F) {
	account := acctest.Start(f, simulator.Options{Instances: 3})
	s, problems := configure(f, with(keys, values{"endpoint": account.URL}))
	if len(problems) != 0 {
		f.Fatal(texts(problems))
	}
	served := serve(f)
	names := slices.Sorted(maps.Keys(served.ResourceSchemas))
	for n, name := range names {
		f.Add(n, importID(name))
	}
	for n, id := range []string{
		"", " ", "/", "//", "a/b/c", "group:1", "group:", "group:99999999999999999999", "AC32010000001,AC32010000002", "AC32010000001,AC32010000001", ",",
		"-1", "0", "1e3", strings.Repeat("9", 400), "203.0.113.1/", "/10.16.0.1", "m2-3\n", "AC32010000001/system/ro.product.model", "\xff\xfe", "é", strings.Repeat("A", 5_000),
	} {
		f.Add(n, id)
	}
	f.Fuzz(func(t *testing.T, n int, id string) {
		name := names[int(uint(n)%uint(len(names)))]
		imported, err := s.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: name, ID: id})
		if err != nil {
			t.Fatalf("%s, %q: got %v, want diagnostics", name, id, err)
		}
		if (len(imported.ImportedResources) == 1) == hasError(imported.Diagnostics) {
			t.Fatalf("%s, %q: got %d objects, want one or an error: %s", name, id, len(imported.ImportedResources), texts(imported.Diagnostics))
		}
		for _, d := range imported.Diagnostics {
			if d.Summary == "" || len(d.Detail) > 2_000+4*len(id) || strings.Contains(d.Detail, "panic") {
				t.Fatalf("%s, %.100q: got an error of %d bytes, want a short one: %.500s", name, id, len(d.Detail), d.Detail)
			}
		}
		for _, object := range imported.ImportedResources {
			if _, err := object.State.Unmarshal(served.ResourceSchemas[name].ValueType()); err != nil {
				t.Fatalf("%s, %q: the state doesn't fit the schema: %v", name, id, err)
			}
		}
		for path := range account.Counters().Requests {
			if acctest.Writes(path) {
				t.Fatalf("%s, %q: got a request to %s, want none that changes anything", name, id, path)
			}
		}
	})
}

// hasError reports whether one of the diagnostics is an error.
func hasError(problems []*tfprotov6.Diagnostic) bool {
	return slices.ContainsFunc(problems, func(d *tfprotov6.Diagnostic) bool { return d.Severity == tfprotov6.DiagnosticSeverityError })
}

// Functions return a value, or an error that is short except for the arguments that it
// may quote, whatever these are.
func FuzzFunctions(f *testing.F) {
	s := server(f)
	functions := serve(f).Functions
	for _, seed := range [][2]string{
		{"", ""}, {"7b226970223a", "key"}, {"AAAA", "0123456789abcdef"}, {"not base64!", "k"}, {strings.Repeat("A", 64), strings.Repeat("0", 32)}, {"\xff", "\xfe"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		for name, function := range functions {
			arguments := make([]*tfprotov6.DynamicValue, len(function.Parameters))
			for n, parameter := range function.Parameters {
				if !parameter.Type.Is(tftypes.String) {
					t.Fatalf("%s has a parameter of another type, want a string", name)
				}
				value, err := tfprotov6.NewDynamicValue(tftypes.String, tftypes.NewValue(tftypes.String, []string{first, second}[n%2]))
				if err != nil {
					t.Fatal(err)
				}
				arguments[n] = &value
			}
			called, err := s.CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{Name: name, Arguments: arguments})
			if err != nil {
				t.Fatalf("%s(%q, %q): got %v, want an error of the function", name, first, second, err)
			}
			if called.Error == nil && called.Result == nil {
				t.Fatalf("%s(%q, %q): got neither a result nor an error", name, first, second)
			}
			if called.Error != nil && (called.Error.Text == "" || len(called.Error.Text) > 2_000+4*len(first+second)) {
				t.Fatalf("%s(%.100q, %.100q): got an error of %d bytes, want a short one", name, first, second, len(called.Error.Text))
			}
		}
	})
}
