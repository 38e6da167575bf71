package converge

import (
	"fmt"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Desired is one setting and the value that it should have.
type Desired struct {
	Setting Setting
	Value   Value
	// Configured is the part of Value that the configuration contains, if an import
	// has filled in the rest; otherwise it is nil. Only this part is sent, and compared
	// with what the instance shows after that.
	Configured Value
	// Repair is true if the instance had the value before and lost it.
	Repair bool
	// Ignored is true if the configuration contains another value, which ignore_changes
	// hides from the plan. It is only known for a setting that can erase.
	Ignored bool
	// SecretChanged is true if a write-only part of the value, which is not in
	// Value, may differ from what was sent last.
	SecretChanged bool
	// Secret identifies the write-only part without showing it. It is "" if there is
	// none or it is not known.
	Secret string
	// Digest is Hash(Value) if it was computed before, for a value that many
	// instances share.
	Digest string

	// again is true if the value is set only because another setting erases it.
	again bool
}

// hash returns the hash of the value.
func (d Desired) hash() string {
	if d.Digest != "" {
		return d.Digest
	}
	return Hash(d.Value)
}

// requests returns the requests that set the value.
func (d Desired) requests() []Request {
	value := d.Value
	if d.Configured != nil {
		value = d.Configured
	}
	if e, can := d.Setting.(Eraser); can && d.Repair {
		return e.Repair(value)
	}
	return d.Setting.Set(value)
}

// erases reports whether setting the value erases data.
func (d Desired) erases() bool { return !d.Repair && Erases(d.Setting, d.Value) }

// Interrupts reports whether the instance stops running while the value is set.
func (d Desired) Interrupts() bool { return restarts(d.Setting, d.Value) || isLong(d.requests()) }

// isLong reports whether requests take the instance out of service.
func isLong(requests []Request) bool {
	return slices.ContainsFunc(requests, func(q Request) bool { return q.Operation.Wait == armcloud.WaitRunning })
}

// Job is what one instance needs.
type Job struct {
	PadCode string
	// Owner is the name of the resource in the ledger ("armcloud_fleet/ID").
	Owner string
	// Undo lists the settings to undo; those that cannot be undone are skipped.
	Undo []Setting
	// Set lists the settings to send.
	Set []Desired
	// Kept lists the settings that the instance has already.
	Kept []Desired
	// Awaiting lists settings of Kept that take effect at a restart.
	Awaiting []string
	// Found names the settings whose values erase and were found on the instance. They
	// are not sent; Set holds everything else.
	Found []string
	// Restart restarts the instance after the settings.
	Restart bool
	// Owed lists the settings to send again for other resources.
	Owed []OwedChange
	// Resend is true if Set holds settings that the instance has already.
	Resend bool
	// Reset erases the instance, in place of everything else.
	Reset bool
}

// Empty reports whether there is nothing to do.
func (j Job) Empty() bool {
	return len(j.Undo) == 0 && len(j.Set) == 0 && len(j.Awaiting) == 0 && len(j.Owed)+len(j.Found) == 0 && !j.Restart && !j.Reset
}

// Erases reports whether the job erases the data of the instance.
func (j Job) Erases() bool { return j.Reset || slices.ContainsFunc(j.Set, Desired.erases) }

// Shared is a setting of an instance that two resources manage.
type Shared struct {
	Setting Setting
	// Target is Target of the setting with its value, if that was set.
	Target string
	Other  string
}

// Error is the failure of one step on one instance.
type Error struct {
	PadCode string
	// Action follows "Unable to": "set the time zone".
	Action string
	// Setting is the setting's name, empty if the whole instance failed.
	Setting string
	Err     error
}

func (e *Error) Error() string {
	return fmt.Sprintf("unable to %s of %s: %v", e.Action, e.PadCode, e.Err)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }
