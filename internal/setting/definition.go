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

// definition defines a setting whose value is the plain struct V. It
// implements Shape and converge.Setting; each setting's file fills one in.
// Functions may be nil if a comment says so.
type definition[V any] struct {
	name        string
	resource    string
	title       string
	description description
	// errorTitle identifies a value in errors. If nil, it is title.
	errorTitle func(V) string
	fields     []field[V]
	// scalar settings have one field, which is the composite attribute itself.
	scalar       bool
	readOnImport bool
	// markConfigured records in v which parts the configuration sets. The
	// others come from an import; they are neither sent nor compared. nil if
	// the setting cannot be sent in part.
	markConfigured func(v *V, configured V)
	// secret and version are the names of the write-only child and its version.
	secret, version string

	operation *armcloud.Operation
	// request returns the parameters of the request except the pad code.
	request func(V) any
	// requests replaces operation and request for settings that need more than
	// one request or depend on repair.
	requests func(want V, repair bool) []converge.Request
	// restarts reports whether the value asks for a restart. nil if the setting
	// takes effect without one.
	restarts func(V) bool
	// lostOnRestart returns the part of the value that a restart loses, and
	// whether there is any. nil if nothing is lost.
	lostOnRestart func(V) (V, bool)
	// erases reports whether setting the value erases the instance's data,
	// except in a repair. nil if it never does.
	erases func(V) bool
	// changes are the computed attributes that change with the setting.
	changes []string
	// undo returns the value that undoes the setting. nil if the API cannot.
	undo func() V

	sources  converge.Sources
	inferred bool
	// observe returns what the evidence shows, in the shape of known, and
	// whether it shows anything. nil if the API never shows the setting.
	observe func(evidence converge.Evidence, known *V) (V, bool)
	// observeDelayed replaces observe for settings of which a part becomes
	// visible later than the rest; see converge.Setting.Observe.
	observeDelayed func(evidence converge.Evidence, known *V, confirmed bool) (V, bool)
	// matches replaces comparing want with what observe returns, which counts
	// values that are not shown as equal. See converge.Setting.Matches.
	matches func(evidence converge.Evidence, want V) bool
	// check validates rules that concern several children. May be nil.
	check func(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics
}

func (d *definition[V]) Name() string                        { return d.name }
func (d *definition[V]) Order() int                          { return rank(d.name) }
func (d *definition[V]) ResourceSuffix() string              { return d.resource }
func (d *definition[V]) Title() string                       { return d.title }
func (d *definition[V]) Description() string                 { return d.description.page() }
func (d *definition[V]) Undoable() bool                      { return d.undo != nil }
func (d *definition[V]) ReadOnImport() bool                  { return d.readOnImport }
func (d *definition[V]) Sources() converge.Sources           { return d.sources }
func (d *definition[V]) Inferred() bool                      { return d.inferred }
func (d *definition[V]) WriteOnly() (secret, version string) { return d.secret, d.version }

func (d *definition[V]) ErrorTitle(want converge.Value) string {
	if v, ok := want.(V); ok && d.errorTitle != nil {
		return d.errorTitle(v)
	}
	return d.title
}

func (d *definition[V]) IdentityAttributes() []string    { return nil }
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

func (d *definition[V]) Observe(evidence converge.Evidence, known converge.Value, confirmed bool) (converge.Value, bool) {
	var knownV *V
	if v, ok := known.(V); ok {
		knownV = &v
	}
	var v V
	var ok bool
	switch {
	case d.observeDelayed != nil:
		v, ok = d.observeDelayed(evidence, knownV, confirmed)
	case d.observe != nil:
		v, ok = d.observe(evidence, knownV)
	}
	if !ok {
		return nil, false
	}
	return v, true
}

func (d *definition[V]) NeedsConfirmation() bool { return d.inferred || d.observeDelayed != nil }

func (d *definition[V]) Matches(evidence converge.Evidence, want converge.Value) bool {
	if v, ok := want.(V); ok && d.matches != nil {
		return d.matches(evidence, v)
	}
	observed, ok := d.Observe(evidence, want, true)
	return ok && converge.Canonical(observed) == converge.Canonical(want)
}

func (d *definition[V]) Check(composite attr.Value, at func(string) path.Path) diag.Diagnostics {
	object, ok := composite.(types.Object)
	if d.check == nil || !ok || object.IsNull() || object.IsUnknown() {
		return nil
	}
	return d.check(object.Attributes(), at)
}
