package setting

import (
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// definition defines a setting whose value is the plain struct V. It implements
// Shape and converge.Setting; each setting's file fills one in. A setting that
// implements optional interfaces of package converge is a struct of its own that
// embeds its definition. Functions may be nil if a comment says so.
type definition[V any] struct {
	name        string
	resource    string
	title       string
	description description
	// undone says what the undo of the setting does, as a clause. It is "" if the API
	// cannot undo it.
	undone string
	fields []field[V]
	// scalar settings have one field, which is the composite attribute itself.
	scalar       bool
	readOnImport bool
	// secret and version are the names of the write-only child and its version.
	secret, version string
	// takesSecret reports whether a value can have a write-only child. May be nil.
	takesSecret func(children map[string]attr.Value) bool
	// changes are the computed attributes of armcloud_instance that change with the
	// setting.
	changes []string
	// requests returns the requests that set a value; see sends.
	requests func(V) []converge.Request
	// check validates rules that concern several children. May be nil.
	check func(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics
}

func (d *definition[V]) Name() string                        { return d.name }
func (d *definition[V]) Order() int                          { return rank(d.name) }
func (d *definition[V]) ResourceSuffix() string              { return d.resource }
func (d *definition[V]) Title() string                       { return d.title }
func (d *definition[V]) Description() string                 { return d.description.page() }
func (d *definition[V]) Undone() string                      { return d.undone }
func (d *definition[V]) ReadOnImport() bool                  { return d.readOnImport }
func (d *definition[V]) WriteOnly() (secret, version string) { return d.secret, d.version }
func (d *definition[V]) IdentityAttributes() []string        { return nil }
func (d *definition[V]) Changes() []string                   { return d.changes }

// MayTakeSecret applies takesSecret to an object.
func (d *definition[V]) MayTakeSecret(composite attr.Value) bool {
	object, ok := composite.(types.Object)
	return ok && d.takesSecret != nil && d.takesSecret(object.Attributes())
}

// Setting returns the setting in the order list, which embeds d if it implements
// optional interfaces.
func (d *definition[V]) Setting(string) converge.Setting {
	s, _ := ShapeOf(d.name).(converge.Setting)
	return s
}

// Set returns the requests that set a V, and none for any other value.
func (d *definition[V]) Set(want converge.Value) []converge.Request {
	if v, ok := want.(V); ok {
		return d.requests(v)
	}
	return nil
}

// sends returns a function that returns one request. parameters returns its
// parameters except the pad code.
func sends[V any](operation *armcloud.Operation, parameters func(V) any) func(V) []converge.Request {
	return func(v V) []converge.Request { return []converge.Request{newRequest(operation, parameters(v))} }
}

// newRequest returns a request with the given parameters, a plain struct that
// is encoded as JSON.
func newRequest(operation *armcloud.Operation, parameters any) converge.Request {
	params, err := json.Marshal(parameters)
	if err != nil {
		// Parameters are plain structs of strings, numbers and booleans.
		panic("encoding the parameters of a setting: " + err.Error())
	}
	return converge.Request{Operation: operation, Params: params}
}

func (d *definition[V]) Check(composite attr.Value, at func(string) path.Path) diag.Diagnostics {
	object, ok := composite.(types.Object)
	if d.check == nil || !ok || object.IsNull() || object.IsUnknown() {
		return nil
	}
	return d.check(object.Attributes(), at)
}
