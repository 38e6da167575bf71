package converge

import (
	"encoding/json"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Value is the value of one setting: the plain struct of that setting, or nil if
// the setting is not managed. Only the setting itself looks inside.
type Value any

// Canonical returns the JSON of a value, or "" for nil. Equal values have equal
// texts. Write-only parts are not included, but their version is.
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

// Request is one change to one instance: an operation and its parameters without
// the pad code, as compact JSON. Equal requests for different instances share a
// batch.
type Request struct {
	Operation *armcloud.Operation
	Params    json.RawMessage
	// Otherwise replaces the request if the API level lacks the operation. If it is
	// nil, the request fails.
	Otherwise *Request
}

// Setting is one thing that can be set on an instance, without the Go type of its
// value. It is free of Terraform.
type Setting interface {
	// Name identifies the setting on an instance: "time_zone", or
	// "apps/com.example.kiosk" for an entry of a map.
	Name() string
	// Order is the setting's place in the order in which an instance is changed:
	// lower is earlier.
	Order() int
	// Title follows "Unable to set" in errors: "the time zone".
	Title() string
	// ErrorTitle is Title, with the part of the value that an error must name:
	// "the image img-24061124017".
	ErrorTitle(want Value) string
	// Undoable reports whether the API can undo the setting.
	Undoable() bool
	// Sources returns the sources that Observe needs.
	Sources() Sources
	// Inferred reports whether the API document does not say that the source shows
	// the setting. An inferred source counts only on instances on which it has
	// shown the applied value.
	Inferred() bool
	// NeedsConfirmation reports whether it is recorded that an instance has shown
	// the applied value: the source is inferred, or shows a part of the value late.
	NeedsConfirmation() bool

	// Set returns the requests that set the value. repair is true if the instance
	// had this value before and lost it outside Terraform.
	Set(want Value, repair bool) []Request
	// AtRestart reports whether the setting can have values that take effect at a
	// restart, whether they request one or not.
	AtRestart() bool
	// Restarts reports whether the value requests a restart. The settings of an
	// instance share one restart.
	Restarts(want Value) bool
	// LostOnRestart returns the requests for the part of the value that every
	// restart loses.
	LostOnRestart(want Value) []Request
	// Erases reports whether setting the value erases the data of the instance,
	// unless it is a repair.
	Erases(want Value) bool
	// Changes names the computed attributes of armcloud_instance that change with
	// the setting.
	Changes() []string
	// Undo returns the requests that undo the setting.
	Undo() []Request
	// Observe returns the value that the evidence shows, or false if it shows
	// nothing about the setting, which is not drift. The value has the parts that
	// known has; if known is nil, it has all parts. A nil value means that the
	// instance lacks the setting. confirmed is true once the source has shown all of
	// the applied value on this instance. Before that, a part that shows late is
	// returned as in known.
	Observe(seen Evidence, known Value, confirmed bool) (Value, bool)
	// Matches reports whether the evidence shows all of a value, which confirms the
	// source on this instance.
	Matches(seen Evidence, want Value) bool
}
