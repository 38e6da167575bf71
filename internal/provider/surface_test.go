package provider_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// stillToCome lists what the surface has and the provider does not implement yet.
var stillToCome = struct {
	resources, dataSources []string
	// attributes are attributes of resources that are offered.
	attributes map[string][]string
}{}

// surface is testdata/surface.json: the types and attributes that users write.
type surface struct {
	Provider    map[string]any            `json:"provider"`
	Resources   map[string]map[string]any `json:"resources"`
	DataSources map[string]map[string]any `json:"data_sources"`

	EphemeralResources map[string]map[string]any `json:"ephemeral_resources"`
	Functions          map[string][]string       `json:"functions"`

	Actions map[string]map[string]any `json:"actions"`

	// ListResources is a text if the filter is that of a data source.
	ListResources map[string]any `json:"list_resources"`
}

// listResources returns the attributes of the list resources. The text "the filter
// object of data source NAME" stands for the filter of that data source.
func (s surface) listResources(t *testing.T) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for name, value := range s.ListResources {
		switch v := value.(type) {
		case map[string]any:
			all[name] = v
		case string:
			source, found := strings.CutPrefix(v, "the filter object of data source ")
			if !found || s.DataSources[source] == nil {
				t.Fatalf("list resource %s: got %q, want the filter object of a data source", name, v)
			}
			all[name] = map[string]any{"filter": s.DataSources[source]["filter"]}
		}
	}
	return all
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
	for _, action := range s.Actions {
		maps.Copy(action, s.Actions["every action"])
	}
	delete(s.Actions, "every action")
	return s
}

// Configurations depend on names and types. The schemas must have each attribute of
// the surface, with its type, and required or read-only as listed.
func TestSchemasMatchSurface(t *testing.T) {
	t.Parallel()
	promised, served := loadSurface(t), serve(t)

	compare(t, "provider", promisedAttributes(promised.Provider, ""), flatten(served.Provider), nil)
	kinds := []struct {
		what     string
		promised map[string]map[string]any
		served   map[string]*tfprotov6.Schema
		toCome   []string
		// attributes are still to come, by type.
		attributes map[string][]string
	}{
		{"resource ", promised.Resources, served.ResourceSchemas, stillToCome.resources, stillToCome.attributes},
		{"data source ", promised.DataSources, served.DataSourceSchemas, stillToCome.dataSources, nil},
		{"list resource ", promised.listResources(t), served.ListResourceSchemas, nil, nil},
		{"ephemeral resource ", promised.EphemeralResources, served.EphemeralResourceSchemas, nil, nil},
		{"action ", promised.Actions, actionSchemas(served), nil, nil},
	}
	for _, kind := range kinds {
		for name, attributes := range kind.promised {
			schema, offered := kind.served[name]
			if toCome := slices.Contains(kind.toCome, name); toCome == offered {
				t.Errorf("%s%s: got offered %v and still to come %v, want exactly one of them", kind.what, name, offered, toCome)
			}
			if offered {
				compare(t, kind.what+name, promisedAttributes(attributes, ""), flatten(schema), kind.attributes[name])
			}
		}
		for name := range kind.served {
			if kind.promised[name] == nil {
				t.Errorf("%s%s is offered, want it in testdata/surface.json too", kind.what, name)
			}
		}
	}
}

// Functions have the parameters of the surface, in its order.
func TestFunctionsMatchSurface(t *testing.T) {
	t.Parallel()
	got := map[string][]string{}
	for name, f := range serve(t).Functions {
		for _, p := range f.Parameters {
			got[name] = append(got[name], p.Name+" "+typeName(p.Type))
		}
		got[name] = append(got[name], "returns "+typeName(f.Return.Type))
	}
	if diff := cmp.Diff(loadSurface(t).Functions, got); diff != "" {
		t.Errorf("diff (-want +got):\n%s", diff)
	}
}

// requiredCollections are the required collections of objects. The notation of the
// surface cannot mark them.
var requiredCollections = []string{"profiles"}

// compare reports the differences between promised and served attributes.
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
			t.Errorf("%s: %s: got type %s, want %s", what, name, got.kind, want.kind)
		case got.required != (want.required || slices.Contains(requiredCollections, name)):
			t.Errorf("%s: %s: got required %v, want %v", what, name, got.required, want.required)
		case want.readOnly != got.readOnly:
			t.Errorf("%s: %s: got read only %v, want %v", what, name, got.readOnly, want.readOnly)
		}
	}
}

// topOf returns the setting of an attribute: "sim" for "sim.imei" and for
// "profiles.sim.imei".
func topOf(name string) string {
	top, _, _ := strings.Cut(strings.TrimPrefix(name, "profiles."), ".")
	return top
}

// The notation is parsed completely, including nested types and results. Otherwise
// TestSchemasMatchSurface would compare too little.
func TestSurfaceNotation(t *testing.T) {
	t.Parallel()
	got := promisedAttributes(map[string]any{
		"a":      "string!",
		"b":      map[string]any{"c": "number"},
		"d":      []any{"list of", map[string]any{"e": "computed bool"}},
		"f":      "map({g: number!, h: map(string)})",
		"r":      "list({s!, t})!",
		"result": map[string]any{"i": "list(string), sorted", "j": "object(k, l)", "m": "map(string) by pad code", "n": "string (RFC 3339)", "o": "map by pad code of list({q, p})", "u": "map by pad code of {v, w}"},
	}, "")
	want := map[string]shape{
		"a": {kind: "string", required: true},
		"b": {kind: "object"}, "b.c": {kind: "number"},
		"d": {kind: "list of objects"}, "d.e": {kind: "bool", readOnly: true},
		"f": {kind: "map of objects"}, "f.g": {kind: "number", required: true}, "f.h": {kind: "map(string)"},
		"r": {kind: "list of objects", required: true}, "r.s": {kind: "string", required: true}, "r.t": {kind: "string"},
		"u": {kind: "map of objects", readOnly: true}, "u.v": {kind: "string", readOnly: true}, "u.w": {kind: "string", readOnly: true},
		"i": {kind: "list(string)", readOnly: true},
		"m": {kind: "map(string)", readOnly: true}, "n": {kind: "string", readOnly: true}, "o": {kind: "map(list(object(p, q)))", readOnly: true},
		"j": {kind: "object", readOnly: true}, "j.k": {kind: "string", readOnly: true}, "j.l": {kind: "string", readOnly: true},
	}
	if len(got) != len(want) {
		t.Errorf("got %d attributes, want %d: %v", len(got), len(want), got)
	}
	for name, shape := range want {
		if got[name] != shape {
			t.Errorf("%s: got %+v, want %+v", name, got[name], shape)
		}
	}
}
