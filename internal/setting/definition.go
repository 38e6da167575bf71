package setting

import (
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// definition is a setting over its plain struct V. Each setting's file fills
// one in; everything that settings have in common is derived from it.
type definition[V any] struct {
	name        string
	resource    string
	title       string
	description string
	fields      []field[V]
	// scalar settings show their only field itself in composites.
	scalar   bool
	fillable bool
	// secret and version name the write-only child and its version.
	secret, version string

	operation *armcloud.Operation
	// request gives the fields of the request besides the phone's code.
	request func(V) any
	// undo gives the value that takes the setting back; nil: cannot be undone.
	undo func() V

	sources  Sources
	inferred bool
	// observe is nil where the API shows nothing.
	observe func(Evidence, *V) (V, bool)
	// check validates across children.
	check func(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics
}

func (d *definition[V]) Name() string                        { return d.name }
func (d *definition[V]) Resource() string                    { return d.resource }
func (d *definition[V]) Title() string                       { return d.title }
func (d *definition[V]) Description() string                 { return d.description }
func (d *definition[V]) Undoable() bool                      { return d.undo != nil }
func (d *definition[V]) Fillable() bool                      { return d.fillable }
func (d *definition[V]) Sources() Sources                    { return d.sources }
func (d *definition[V]) Inferred() bool                      { return d.inferred }
func (d *definition[V]) WriteOnly() (secret, version string) { return d.secret, d.version }

func (d *definition[V]) Set(want Value) []Request {
	v, ok := want.(V)
	if !ok {
		return nil
	}
	params, err := json.Marshal(d.request(v))
	if err != nil {
		// Requests are plain structs of strings, numbers and booleans.
		panic("setting request without JSON: " + err.Error())
	}
	return []Request{{Operation: d.operation, Params: params}}
}

func (d *definition[V]) Undo() []Request {
	if d.undo == nil {
		return nil
	}
	return d.Set(d.undo())
}

func (d *definition[V]) Observe(seen Evidence, known Value) (Value, bool) {
	if d.observe == nil {
		return nil, false
	}
	var shape *V
	if v, ok := known.(V); ok {
		shape = &v
	}
	v, ok := d.observe(seen, shape)
	if !ok {
		return nil, false
	}
	return v, true
}

func (d *definition[V]) Check(composite attr.Value, at func(string) path.Path) diag.Diagnostics {
	object, ok := composite.(types.Object)
	if d.check == nil || !ok || object.IsNull() || object.IsUnknown() {
		return nil
	}
	return d.check(object.Attributes(), at)
}
