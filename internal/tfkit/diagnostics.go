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

// Explain writes an error for people: the phone, the operation, the API's
// code and words, the trace id, and what to do, a line each.
func Explain(padCode string, err error) string {
	var b strings.Builder
	line := func(name, text string) {
		if text != "" {
			fmt.Fprintf(&b, "%-11s %s\n", name+":", text)
		}
	}
	line("Phone", padCode)
	var api *armcloud.Error
	var phone *engine.PhoneError
	if errors.As(err, &phone) {
		err = phone.Err
		line("Operation", operation(phone.Operation))
	}
	if errors.As(err, &api) {
		if phone == nil {
			line("Operation", operation(api.Operation))
		}
		line("Code", api.Code)
		line("Problem", api.Message)
		line("Trace id", api.TraceID)
	} else {
		line("Problem", err.Error())
	}
	line("What to do", Advice(err))
	return strings.TrimRight(b.String(), "\n")
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

// Reason is Explain in one short line, for lists of many phones.
func Reason(err error) string {
	var offline *engine.OfflineError
	var gone *engine.GoneError
	var api *armcloud.Error
	switch {
	case errors.As(err, &offline):
		return fmt.Sprintf("offline for %s", offline.Waited)
	case errors.As(err, &gone):
		return "not in the account"
	case errors.Is(err, context.DeadlineExceeded):
		return "out of time"
	case errors.Is(err, context.Canceled):
		return "interrupted"
	case errors.As(err, &api):
		if api.Code != "" {
			return fmt.Sprintf("code %s: %s", api.Code, api.Message)
		}
		return api.Message
	default:
		return err.Error()
	}
}

// Advice tells what the user can do about an error, "" where nothing is known.
func Advice(err error) string {
	var offline *engine.OfflineError
	var gone *engine.GoneError
	var api *armcloud.Error
	switch {
	case errors.As(err, &offline):
		return "Nothing was submitted. Apply again when the phone runs, or raise online_timeout in the provider block."
	case errors.As(err, &gone):
		return "Check the pad code, and that the phone belongs to the account of the keys."
	case errors.Is(err, context.DeadlineExceeded):
		return "Raise the timeout in the resource's timeouts, then apply again."
	case errors.Is(err, context.Canceled):
		return "Apply again to go on: a task that is still running is not taken back."
	case errors.As(err, &api):
		return api.Advice
	default:
		return ""
	}
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
