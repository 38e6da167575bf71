package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/armcloud/terraform-provider-armcloud/internal/provider"
)

// server returns the provider as a protocol server.
func server(t testing.TB) tfprotov6.ProviderServer {
	t.Helper()
	s, err := provider.NewServer("test")()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// serve returns all schemas.
func serve(t testing.TB) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	schemas, err := server(t).GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range schemas.Diagnostics {
		t.Fatalf("%s: %s", d.Summary, d.Detail)
	}
	return schemas
}

// shape is the part of an attribute that configurations depend on.
type shape struct {
	kind               string
	required, readOnly bool
}

// flatten returns all attributes of a schema by name. The names of nested attributes
// have dots.
func flatten(schema *tfprotov6.Schema) map[string]shape {
	all := map[string]shape{}
	eachAttribute(schema.Block.Attributes, "", func(name string, a *tfprotov6.SchemaAttribute) {
		all[name] = shape{kind: kindOf(a), required: a.Required, readOnly: a.Computed && !a.Optional}
	})
	return all
}

// eachAttribute calls visit for all attributes and their nested attributes.
func eachAttribute(attributes []*tfprotov6.SchemaAttribute, below string, visit func(name string, a *tfprotov6.SchemaAttribute)) {
	for _, a := range attributes {
		visit(below+a.Name, a)
		if a.NestedType != nil {
			eachAttribute(a.NestedType.Attributes, below+a.Name+".", visit)
		}
	}
}

func kindOf(a *tfprotov6.SchemaAttribute) string {
	if a.NestedType == nil {
		return typeName(a.Type)
	}
	switch a.NestedType.Nesting {
	case tfprotov6.SchemaObjectNestingModeList:
		return "list of objects"
	case tfprotov6.SchemaObjectNestingModeMap:
		return "map of objects"
	case tfprotov6.SchemaObjectNestingModeSingle:
		return "object"
	default:
		return "another nesting"
	}
}

func typeName(t tftypes.Type) string {
	switch {
	case t.Is(tftypes.String):
		return "string"
	case t.Is(tftypes.Number):
		return "number"
	case t.Is(tftypes.Bool):
		return "bool"
	}
	switch t := t.(type) {
	case tftypes.List:
		return "list(" + typeName(t.ElementType) + ")"
	case tftypes.Map:
		return "map(" + typeName(t.ElementType) + ")"
	case tftypes.Set:
		return "set(" + typeName(t.ElementType) + ")"
	case tftypes.Object:
		return "object(" + strings.Join(slices.Sorted(maps.Keys(t.AttributeTypes)), ", ") + ")"
	}
	return t.String()
}

// promisedAttributes parses the notation of surface.json: it maps names to types, "!"
// marks required attributes, and "computed" or "result" read-only ones.
func promisedAttributes(attributes map[string]any, below string) map[string]shape {
	all := map[string]shape{}
	add := func(more map[string]shape) {
		for name, s := range more {
			all[name] = s
		}
	}
	for name, value := range attributes {
		switch v := value.(type) {
		case string:
			add(promisedType(below+name, v))
		case []any: // "list of" or "map of", then the attributes of an element
			of, _ := v[0].(string)
			nested, _ := v[1].(map[string]any)
			all[below+name] = shape{kind: of + " objects"}
			add(promisedAttributes(nested, below+name+"."))
		case map[string]any:
			if name == "result" {
				for inner, s := range promisedAttributes(v, below) {
					s.readOnly = true
					all[inner] = s
				}
				continue
			}
			all[below+name] = shape{kind: "object"}
			add(promisedAttributes(v, below+name+"."))
		}
	}
	return all
}

func promisedType(name, text string) map[string]shape {
	for _, remark := range []string{", sorted", " (", " by pad code"} {
		if !strings.HasPrefix(text, "map by") {
			text, _, _ = strings.Cut(text, remark)
		}
	}
	if fields, ok := strings.CutPrefix(text, "map by pad code of list({"); ok {
		names := strings.Split(strings.TrimSuffix(fields, "})"), ", ")
		slices.Sort(names)
		return map[string]shape{name: {kind: "map(list(object(" + strings.Join(names, ", ") + ")))"}}
	}
	if fields, ok := strings.CutPrefix(text, "map by pad code of {"); ok {
		return promisedObjects(name, shape{kind: "map of objects"}, strings.TrimSuffix(fields, "}"))
	}
	if text == "as above" {
		text = padsNotation
	}
	text, computed := strings.CutPrefix(text, "computed ")
	text, required := strings.CutSuffix(text, "!")
	s := shape{kind: text, required: required, readOnly: computed}
	nested, _ := strings.CutSuffix(text, ")")
	if fields, ok := strings.CutPrefix(nested, "object("); ok {
		s.kind = "object"
		all := map[string]shape{name: s}
		for _, field := range strings.Split(fields, ", ") {
			all[name+"."+field] = shape{kind: "string"}
		}
		return all
	}
	if fields, ok := strings.CutPrefix(nested, "list({"); ok {
		s.kind = "list of objects"
		return promisedObjects(name, s, strings.TrimSuffix(fields, "}"))
	}
	if fields, ok := strings.CutPrefix(nested, "map({"); ok {
		s.kind = "map of objects"
		all := map[string]shape{name: s}
		for _, field := range strings.Split(strings.TrimSuffix(fields, "}"), ", ") {
			inner, kind, _ := strings.Cut(field, ": ")
			kind, required := strings.CutSuffix(kind, "!")
			all[name+"."+inner] = shape{kind: kind, required: required}
		}
		return all
	}
	return map[string]shape{name: s}
}

// padsNotation is what "as above" stands for.
const padsNotation = "list({pad_code!, resolution, frame_rate, bitrate})!"

// promisedObjects returns a collection of objects with strings as attributes.
func promisedObjects(name string, s shape, fields string) map[string]shape {
	all := map[string]shape{name: s}
	for _, field := range strings.Split(fields, ", ") {
		inner, required := strings.CutSuffix(field, "!")
		all[name+"."+inner] = shape{kind: "string", required: required}
	}
	return all
}
