package setting

import (
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Value is what one setting should be on a phone: the plain struct of that
// setting, or nil for "not managed". Only the setting itself looks inside.
type Value any

// Canonical gives the one text that stands for a value: its JSON. Equal
// values have equal texts. Write-only values are not part of it; their version
// is.
func Canonical(v Value) string {
	if v == nil {
		return ""
	}
	text, err := json.Marshal(v)
	if err != nil {
		// Values are plain structs of strings, numbers and booleans.
		panic("setting value without JSON: " + err.Error())
	}
	return string(text)
}

// Request is one change on one phone: an operation and its fields besides
// the phone's code, as compact JSON. Equal requests for different phones
// travel together.
type Request struct {
	Operation *armcloud.Operation
	Params    json.RawMessage
	// Otherwise is sent in its place where the API level does not have the
	// operation; nil for nothing.
	Otherwise *Request
}

// Setting is one thing that a phone can be told, erased of its Go type.
type Setting interface {
	// Name is the attribute in armcloud_instance and in the profiles.
	Name() string
	// Resource is the name of the own resource after "armcloud_instance_".
	Resource() string
	// Title follows "Unable to set" in errors: "the time zone".
	Title() string
	// Description is the Markdown text for the own resource.
	Description() string
	// Undoable tells whether the API can take the setting back.
	Undoable() bool
	// Fillable tells whether an import fills the setting in, which makes it
	// optional and computed in armcloud_instance.
	Fillable() bool
	// Sources says which parts of a phone's evidence Observe needs.
	Sources() Sources
	// Inferred is true where no document says that the source shows this
	// setting: it counts only on a phone where it has shown the applied value.
	Inferred() bool
	// WriteOnly names the write-only child and its version, empty where the
	// setting has none.
	WriteOnly() (secret, version string)

	// OwnAttributes are the attributes of the own resource besides pad_code.
	OwnAttributes() map[string]schema.Attribute
	// CompositeAttribute is the attribute in armcloud_instance.
	CompositeAttribute() schema.Attribute
	// ProfileAttribute is the attribute in a profile of armcloud_fleet.
	ProfileAttribute() schema.Attribute

	// Type is the framework type of the attribute in a composite.
	Type() attr.Type
	// Null is the null of that type.
	Null() attr.Value
	// OwnName is the attribute of the own resource to hang an error on, ""
	// where several make up the setting.
	OwnName() string
	// FromOwn builds the composite form from an own resource's attributes.
	FromOwn(own map[string]attr.Value) attr.Value
	// ToOwn is the reverse of FromOwn.
	ToOwn(composite attr.Value) map[string]attr.Value
	// Check validates what single attributes cannot: the value may be null,
	// unknown or partly unknown. at gives the path of a child.
	Check(composite attr.Value, at func(child string) path.Path) diag.Diagnostics
	// Decode reads a composite form. It gives nil for null and known = false
	// when any part is unknown. Write-only children are read from config.
	Decode(composite, config attr.Value) (v Value, known bool)
	// Encode writes a composite form; write-only children become null.
	Encode(v Value) attr.Value

	// Set gives the requests that bring a phone to want. repair is true when
	// the phone has had this very value before and lost it behind Terraform's
	// back.
	Set(want Value, repair bool) []Request
	// Restarts tells whether the value takes effect at a restart that it asks
	// for; all such settings of a phone share one.
	Restarts(want Value) bool
	// Changes names the computed attributes of armcloud_instance that change
	// with the setting.
	Changes() []string
	// Undo gives the requests that take the setting back.
	Undo() []Request
	// Observe tells what the evidence shows of the setting, in the shape of
	// known (unmanaged children stay unmanaged), or false where it shows
	// nothing. A nil known asks for everything that can be seen. confirmed is
	// true once the source has shown all of what was applied on this phone;
	// before, a part that is seen only later counts as it should be.
	Observe(seen Evidence, known Value, confirmed bool) (Value, bool)
}
