package tfkit

import (
	"errors"
	"fmt"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// NotListed is the detail of an error about pad codes that the account does not
// have. codes is one pad code or a list of them.
func NotListed(codes string) string {
	return fmt.Sprintf("ARMCloud does not list %s for this access key. %s", codes, armcloud.AdviceNotFound)
}

// Explain returns the detail of a diagnostic for err: the instance, the
// operation, its task, the API's code and message, the trace ID and the advice,
// each on a line of its own. Lines without a value are left out.
func Explain(padCode string, err error) string {
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-11s %s\n", name+":", text)
		}
	}
	line("Instance", padCode)
	d := describe(err)
	var failed *engine.InstanceError
	if errors.As(err, &failed) {
		err = failed.Err
		line("Operation", operation(failed.Operation))
		if failed.TaskID != 0 {
			line("Task", fmt.Sprint(failed.TaskID))
		}
	}
	var api *armcloud.Error
	if errors.As(err, &api) {
		if failed == nil {
			line("Operation", operation(api.Operation))
		}
		line("Code", api.Code)
	}
	line("Problem", d.problem)
	if api != nil {
		line("Trace ID", api.TraceID)
	}
	line("What to do", d.advice)
	return strings.TrimRight(b.String(), "\n")
}

func operation(o *armcloud.Operation) string {
	if o == nil {
		return ""
	}
	return fmt.Sprintf("%s (%s %s)", o.Name, o.Method, o.Path)
}

// Reason is Explain in one short line, for lists of many instances. It is the
// same for equal failures of different instances.
func Reason(err error) string {
	d := describe(err)
	if d.code != "" {
		return fmt.Sprintf("code %s: %s", d.code, d.short)
	}
	return d.short
}

// Advice returns what the user can do about an error, or "" if nothing is known.
func Advice(err error) string { return describe(err).advice }

// Task returns the task of a failed change as " (task 760000001)", or "" if there
// is none.
func Task(err error) string {
	var failed *engine.InstanceError
	if errors.As(err, &failed) && failed.TaskID != 0 {
		return fmt.Sprintf(" (task %d)", failed.TaskID)
	}
	return ""
}

// IsOffline reports whether an instance was offline until online_timeout.
func IsOffline(err error) bool {
	var offline *engine.OfflineError
	return errors.As(err, &offline)
}
