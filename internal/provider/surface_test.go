package provider_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// stillToCome lists what the surface promises and this version does not offer
// yet. What is offered must leave the list.
var stillToCome = struct{ settings, resources, dataSources []string }{
	// Attributes of armcloud_instance and of the profiles of armcloud_fleet.
	settings:    nil,
	resources:   nil,
	dataSources: nil,
}

// surface is testdata/surface.json: what users write, by type and attribute.
type surface struct {
	Provider    map[string]any            `json:"provider"`
	Resources   map[string]map[string]any `json:"resources"`
	DataSources map[string]map[string]any `json:"data_sources"`
}

func loadSurface(t *testing.T) surface {
	t.Helper()
	text, err := os.ReadFile("testdata/surface.json")
	if err != nil {
		t.Fatal(err)
	}
	var s surface
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// Names and types are a contract with everybody's configurations: the schemas
// that the provider serves have each attribute that the surface lists, with
// its type, required where it says so and read only where it says so.
func TestSchemasKeepTheSurface(t *testing.T) {
	t.Parallel()
	promised, served := loadSurface(t), serve(t)

	compare(t, "provider", promisedAttributes(promised.Provider, ""), flatten(served.Provider), nil)
	kinds := []struct {
		what     string
		promised map[string]map[string]any
		served   map[string]*tfprotov6.Schema
		toCome   []string
		settings []string
	}{
		{"resource ", promised.Resources, served.ResourceSchemas, stillToCome.resources, stillToCome.settings},
		{"data source ", promised.DataSources, served.DataSourceSchemas, stillToCome.dataSources, nil},
	}
	for _, kind := range kinds {
		for name, attributes := range kind.promised {
			schema, offered := kind.served[name]
			if toCome := slices.Contains(kind.toCome, name); toCome == offered {
				t.Errorf("%s%s: offered is %v, listed as still to come is %v", kind.what, name, offered, toCome)
			}
			if offered {
				compare(t, kind.what+name, promisedAttributes(attributes, ""), flatten(schema), kind.settings)
			}
		}
		for name := range kind.served {
			if kind.promised[name] == nil {
				t.Errorf("%s%s is offered, but the surface does not know it", kind.what, name)
			}
		}
	}
}

// requiredCollections are the collections of objects that must be given, for
// which the notation of the surface has no sign.
var requiredCollections = []string{"profiles"}

func compare(t *testing.T, what string, promised, served map[string]shape, toCome []string) {
	t.Helper()
	for name, want := range promised {
		got, offered := served[name]
		waits := slices.Contains(toCome, topOf(name))
		switch {
		case waits && offered:
			t.Errorf("%s: %s is offered, but listed as still to come", what, name)
		case waits:
		case !offered:
			t.Errorf("%s: %s is missing", what, name)
		case got.kind != want.kind:
			t.Errorf("%s: %s is a %s, expected %s", what, name, got.kind, want.kind)
		case got.required != (want.required || slices.Contains(requiredCollections, name)):
			t.Errorf("%s: %s required is %v, expected %v", what, name, got.required, want.required)
		case want.readOnly != got.readOnly:
			t.Errorf("%s: %s read only is %v, expected %v", what, name, got.readOnly, want.readOnly)
		}
	}
}

// topOf gives the setting that an attribute belongs to: "sim" of "sim.imei"
// and of "profiles.sim.imei".
func topOf(name string) string {
	top, _, _ := strings.Cut(strings.TrimPrefix(name, "profiles."), ".")
	return top
}

// The notation is read as it is meant, nested types and results included; a
// comparison with less would overlook what it is there for.
func TestSurfaceNotation(t *testing.T) {
	t.Parallel()
	got := promisedAttributes(map[string]any{
		"a":      "string!",
		"b":      map[string]any{"c": "number"},
		"d":      []any{"list of", map[string]any{"e": "computed bool"}},
		"f":      "map({g: number!, h: map(string)})",
		"result": map[string]any{"i": "list(string), sorted", "j": "object(k, l)", "m": "map(string) by pad code", "n": "string (RFC 3339)", "o": "map by pad code of list({q, p})"},
	}, "")
	want := map[string]shape{
		"a": {kind: "string", required: true},
		"b": {kind: "object"}, "b.c": {kind: "number"},
		"d": {kind: "list of objects"}, "d.e": {kind: "bool", readOnly: true},
		"f": {kind: "map of objects"}, "f.g": {kind: "number", required: true}, "f.h": {kind: "map(string)"},
		"i": {kind: "list(string)", readOnly: true},
		"m": {kind: "map(string)", readOnly: true}, "n": {kind: "string", readOnly: true}, "o": {kind: "map(list(object(p, q)))", readOnly: true},
		"j": {kind: "object", readOnly: true}, "j.k": {kind: "string", readOnly: true}, "j.l": {kind: "string", readOnly: true},
	}
	if len(got) != len(want) {
		t.Errorf("got %d attributes, expected %d: %v", len(got), len(want), got)
	}
	for name, shape := range want {
		if got[name] != shape {
			t.Errorf("%s is %+v, expected %+v", name, got[name], shape)
		}
	}
}
