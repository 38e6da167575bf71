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
// value. It is free of Terraform. A setting that can do more implements the optional
// interfaces that describe it: Undoer, Observer, Restarter, Eraser and so on.
type Setting interface {
	// Name identifies the setting on an instance: "time_zone", or
	// "apps/com.example.kiosk" for an entry of a map.
	Name() string
	// Order is the setting's place in the order in which an instance is changed:
	// lower is earlier.
	Order() int
	// Title follows "Unable to set" in errors: "the time zone".
	Title() string
	// Set returns the requests that set the value.
	Set(want Value) []Request
}
