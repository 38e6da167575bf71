package tfkit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Explain writes an error for people: the phone, the operation, its task, the
// API's code and words, the trace id, and what to do, a line each.
func Explain(padCode string, err error) string {
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-11s %s\n", name+":", text)
		}
	}
	line("Phone", padCode)
	var phone *engine.InstanceError
	if errors.As(err, &phone) {
		err = phone.Err
		line("Operation", operation(phone.Operation))
		if phone.TaskID != 0 {
			line("Task", fmt.Sprint(phone.TaskID))
		}
	}
	var api *armcloud.Error
	if errors.As(err, &api) {
		if phone == nil {
			line("Operation", operation(api.Operation))
		}
		line("Code", api.Code)
	}
	line("Problem", problem(err))
	if api != nil {
		line("Trace id", api.TraceID)
	}
	line("What to do", Advice(err))
	return strings.TrimRight(b.String(), "\n")
}

// problem is an error in words without phone, task and advice, which have
// lines of their own.
func problem(err error) string {
	var offline *engine.OfflineError
	var gone *engine.NotFoundError
	var still *engine.StillRunningError
	var api *armcloud.Error
	switch {
	case errors.As(err, &still):
		return why(still.Err) + "; " + leftOver(still)
	case errors.As(err, &offline) && offline.Status == armcloud.PadRunning:
		return fmt.Sprintf("offline: it was running without a connection for %s", offline.Waited)
	case errors.As(err, &offline):
		return fmt.Sprintf("offline: it was not running for %s; its last state was %s", offline.Waited, offline.Status)
	case errors.As(err, &gone):
		return "the account does not have this phone"
	case errors.As(err, &api):
		return api.Message
	default:
		return err.Error()
	}
}

// why tells what ended a wait.
func why(err error) string {
	api := answered(err)
	switch {
	case api != nil:
		return api.Message
	case errors.Is(err, context.DeadlineExceeded):
		return "out of time"
	case errors.Is(err, context.Canceled):
		return "interrupted"
	default:
		return err.Error()
	}
}

// leftOver tells what a wait that ended too soon leaves behind.
func leftOver(still *engine.StillRunningError) string {
	if len(still.Tasks) == 0 {
		return "its task is done, but it was not seen running again"
	}
	return "its task may still be running and cannot be cancelled"
}

func operation(o *armcloud.Operation) string {
	if o == nil {
		return ""
	}
	return fmt.Sprintf("%s (%s %s)", o.Name, o.Method, o.Path)
}

// IsOffline tells whether the error says that a phone was not running.
func IsOffline(err error) bool {
	var offline *engine.OfflineError
	return errors.As(err, &offline)
}

// Reason is Explain in one short line, for lists of many phones. Phones that
// failed alike have the same reason.
func Reason(err error) string {
	var offline *engine.OfflineError
	var gone *engine.NotFoundError
	var still *engine.StillRunningError
	api := answered(err)
	switch {
	case errors.As(err, &still):
		return why(still.Err) + "; " + strings.TrimSuffix(leftOver(still), " and cannot be cancelled")
	case errors.As(err, &offline):
		return fmt.Sprintf("offline for %s", offline.Waited)
	case errors.As(err, &gone):
		return "not in the account"
	case api != nil && api.Code != "":
		return fmt.Sprintf("code %s: %s", api.Code, api.Message)
	default:
		return why(err)
	}
}

// Task names the task of a change that failed, as " (task 760000001)"; "" when
// there is none.
func Task(err error) string {
	var phone *engine.InstanceError
	if errors.As(err, &phone) && phone.TaskID != 0 {
		return fmt.Sprintf(" (task %d)", phone.TaskID)
	}
	return ""
}

// Advice tells what the user can do about an error, "" where nothing is known.
func Advice(err error) string {
	var offline *engine.OfflineError
	var gone *engine.NotFoundError
	api := answered(err)
	switch {
	case errors.As(err, &offline):
		return "Nothing was submitted. Apply again when the phone runs, or raise online_timeout in the provider block."
	case errors.As(err, &gone):
		return "Check the pad code, and that the phone belongs to the account of the keys."
	case api != nil && api.Advice != "":
		return api.Advice
	case errors.Is(err, context.DeadlineExceeded):
		return "Raise the timeout in the resource's timeouts, then apply again."
	case errors.Is(err, context.Canceled):
		return "Apply again to go on: a task that is still running is not taken back."
	case api != nil && api.Class == armcloud.ClassTransport:
		return "Try again; if it happens often, raise max_retries in the provider block."
	case api != nil && api.Class == armcloud.ClassAmbiguous:
		return "The change may have been carried out. Plan again to see what is missing."
	default:
		return ""
	}
}

// answered gives the client's error in err's chain, nil when there is none or
// when it only tells that the caller gave up. It comes before the context's
// errors: one exchange that took too long is no operation that ran out of time,
// though both are deadlines.
func answered(err error) *armcloud.Error {
	var api *armcloud.Error
	if errors.As(err, &api) && api.Class != armcloud.ClassCanceled {
		return api
	}
	return nil
}

// UnknownConfig is the warning of a refresh that cannot be made because the
// provider's configuration is not known yet.
func (d *Data) UnknownConfig() diag.Diagnostic {
	return diag.NewWarningDiagnostic("Provider configuration not known yet",
		fmt.Sprintf("The value of %s is known only after apply, so ARMCloud cannot be asked: the state stays as it was.", d.Unknown))
}

// Ready tells whether ARMCloud can be asked, and adds an error for a data
// source where it cannot: it has no state to fall back on.
func (d *Data) Ready(diags *diag.Diagnostics) bool {
	if d.Unknown == "" {
		return true
	}
	diags.AddError("Provider configuration not known yet", fmt.Sprintf(
		"The value of %s in the provider block is known only after apply, but this data source is read during the plan. "+
			"Apply what %s depends on first, for example with -target.", d.Unknown, d.Unknown))
	return false
}
