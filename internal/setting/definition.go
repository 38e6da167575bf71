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

// definition is a setting over its plain struct V. Each setting's file fills
// one in; everything that settings have in common is derived from it.
type definition[V any] struct {
	name        string
	resource    string
	title       string
	description string
	// naming is the title with what tells the value from others, for errors;
	// nil where the title says enough.
	errorTitle func(V) string
	fields     []field[V]
	// scalar settings show their only field itself in composites.
	scalar   bool
	fillable bool
	// narrow tells a value which part of it the configuration names, where an
	// import fills in more than that: only this part is sent and looked for.
	// nil where the parts of the setting cannot be told apart.
	narrow func(v *V, named V)
	// secret and version name the write-only child and its version.
	secret, version string

	operation *armcloud.Operation
	// request gives the fields of the request besides the phone's code.
	request func(V) any
	// requests replaces operation and request where one request does not do.
	requests func(want V, repair bool) []converge.Request
	// restarts is nil where the setting acts without a restart.
	restarts func(V) bool
	// lost gives the part of the value that any restart loses, which is sent
	// again after it; nil where the setting loses nothing.
	lostOnRestart func(V) (V, bool)
	// erases tells whether setting the value erases what else the phone has,
	// except in a repair; nil where it never does.
	erases func(V) bool
	// changes names the computed attributes that change with the setting.
	changes []string
	// undo gives the value that takes the setting back; nil: cannot be undone.
	undo func() V

	sources  converge.Sources
	inferred bool
	// observe is nil where the API shows nothing.
	observe func(converge.Evidence, *V) (V, bool)
	// observeLate replaces observe where a part of the value shows later than
	// the rest; see Observe of Setting.
	observeLate func(seen converge.Evidence, known *V, confirmed bool) (V, bool)
	// shows replaces the comparison with what is observed where that takes
	// absence for agreement; see Shows of Setting.
	matches func(seen converge.Evidence, want V) bool
	// check validates across children.
	check func(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics
}

func (d *definition[V]) Name() string                        { return d.name }
func (d *definition[V]) Order() int                          { return rank(d.name) }
func (d *definition[V]) Resource() string                    { return d.resource }
func (d *definition[V]) Title() string                       { return d.title }
func (d *definition[V]) Description() string                 { return d.description }
func (d *definition[V]) Undoable() bool                      { return d.undo != nil }
func (d *definition[V]) Fillable() bool                      { return d.fillable }
func (d *definition[V]) Sources() converge.Sources           { return d.sources }
func (d *definition[V]) Inferred() bool                      { return d.inferred }
func (d *definition[V]) WriteOnly() (secret, version string) { return d.secret, d.version }

func (d *definition[V]) ErrorTitle(want converge.Value) string {
	if v, ok := want.(V); ok && d.errorTitle != nil {
		return d.errorTitle(v)
	}
	return d.title
}

func (d *definition[V]) OwnKeys() []string               { return nil }
func (d *definition[V]) Setting(string) converge.Setting { return d }
func (d *definition[V]) Changes() []string               { return d.changes }

func (d *definition[V]) Set(want converge.Value, repair bool) []converge.Request {
	v, ok := want.(V)
	switch {
	case !ok:
		return nil
	case d.requests != nil:
		return d.requests(v, repair)
	default:
		return []converge.Request{newRequest(d.operation, d.request(v))}
	}
}

// newRequest makes a request of an operation and its fields besides the
// phone's code.
func newRequest(operation *armcloud.Operation, fields any) converge.Request {
	params, err := json.Marshal(fields)
	if err != nil {
		// Requests are plain structs of strings, numbers and booleans.
		panic("setting request without JSON: " + err.Error())
	}
	return converge.Request{Operation: operation, Params: params}
}

func (d *definition[V]) AtRestart() bool { return d.restarts != nil }

func (d *definition[V]) Restarts(want converge.Value) bool {
	v, ok := want.(V)
	return ok && d.restarts != nil && d.restarts(v)
}

func (d *definition[V]) Erases(want converge.Value) bool {
	v, ok := want.(V)
	return ok && d.erases != nil && d.erases(v)
}

func (d *definition[V]) LostOnRestart(want converge.Value) []converge.Request {
	v, ok := want.(V)
	if !ok || d.lostOnRestart == nil {
		return nil
	}
	part, any := d.lostOnRestart(v)
	if !any {
		return nil
	}
	return d.Set(part, false)
}

func (d *definition[V]) Undo() []converge.Request {
	if d.undo == nil {
		return nil
	}
	return d.Set(d.undo(), false)
}

func (d *definition[V]) Observe(seen converge.Evidence, known converge.Value, confirmed bool) (converge.Value, bool) {
	var shape *V
	if v, ok := known.(V); ok {
		shape = &v
	}
	var v V
	var ok bool
	switch {
	case d.observeLate != nil:
		v, ok = d.observeLate(seen, shape, confirmed)
	case d.observe != nil:
		v, ok = d.observe(seen, shape)
	}
	if !ok {
		return nil, false
	}
	return v, true
}

// Confirms tells whether it is kept which phones have shown the value.
func (d *definition[V]) NeedsConfirmation() bool { return d.inferred || d.observeLate != nil }

func (d *definition[V]) Matches(seen converge.Evidence, want converge.Value) bool {
	if v, ok := want.(V); ok && d.matches != nil {
		return d.matches(seen, v)
	}
	all, ok := d.Observe(seen, want, true)
	return ok && converge.Canonical(all) == converge.Canonical(want)
}

func (d *definition[V]) Check(composite attr.Value, at func(string) path.Path) diag.Diagnostics {
	object, ok := composite.(types.Object)
	if d.check == nil || !ok || object.IsNull() || object.IsUnknown() {
		return nil
	}
	return d.check(object.Attributes(), at)
}
