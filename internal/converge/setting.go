package converge

import (
	"encoding/json"

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

// Setting is one thing that a phone can be told, erased of its Go type. It
// knows nothing of HCL; see Attribute.
type Setting interface {
	// Name tells the setting from all others on one phone: "time_zone", or
	// "apps/com.example.kiosk" for an entry of a map.
	Name() string
	// Order is the setting's place in the order in which an instance is
	// changed: lower is earlier.
	Order() int
	// Title follows "Unable to set" in errors: "the time zone".
	Title() string
	// Naming is the title with what tells a value from others, where the title
	// alone would not say enough in an error: "the image img-24061124017".
	ErrorTitle(want Value) string
	// Undoable tells whether the API can take the setting back.
	Undoable() bool
	// Sources says which parts of a phone's evidence Observe needs.
	Sources() Sources
	// Inferred is true where no document says that the source shows this
	// setting: it counts only on a phone where it has shown the applied value.
	Inferred() bool
	// Confirms tells whether it matters that a phone has shown the applied
	// value: its source is inferred, or shows a part of it late.
	NeedsConfirmation() bool

	// Set gives the requests that bring a phone to want. repair is true when
	// the phone has had this very value before and lost it behind Terraform's
	// back.
	Set(want Value, repair bool) []Request
	// AtRestart tells whether the setting has values that take effect at a
	// restart, asked for or not.
	AtRestart() bool
	// Restarts tells whether the value takes effect at a restart that it asks
	// for; all such settings of a phone share one.
	Restarts(want Value) bool
	// Lost gives the requests for the part of the value that any restart of
	// the phone loses.
	LostOnRestart(want Value) []Request
	// Erases tells whether setting the value erases what else the phone has; a
	// repair never does.
	Erases(want Value) bool
	// Changes names the computed attributes of armcloud_instance that change
	// with the setting.
	Changes() []string
	// Undo gives the requests that take the setting back.
	Undo() []Request
	// Observe tells what the evidence shows of the setting, in the shape of
	// known (unmanaged children stay unmanaged), or false where it shows
	// nothing. A nil known asks for everything that can be seen; a nil answer
	// says that the phone does not have the setting any more. confirmed is
	// true once the source has shown all of what was applied on this phone;
	// before, a part that is seen only later counts as it should be.
	Observe(seen Evidence, known Value, confirmed bool) (Value, bool)
	// Shows tells whether the evidence shows all of a value, which confirms the
	// source on this phone.
	Matches(seen Evidence, want Value) bool
}
