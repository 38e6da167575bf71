package tfkit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// description is an error in words, without the instance and the task.
type description struct {
	problem string // for a single instance
	short   string // for a list
	code    string // of the API, not included in short
	advice  string // "" if there is none
}

// describe is the only place that knows the kinds of errors and their texts.
func describe(err error) description {
	var operation *armcloud.Operation
	var failed *engine.InstanceError
	if errors.As(err, &failed) {
		operation, err = failed.Operation, failed.Err
	}
	var unknown *engine.UnknownTaskError
	var missing *engine.MissingAnswerError
	var still *engine.StillRunningError
	var offline *engine.OfflineError
	var gone *engine.NotFoundError
	var ended *engine.TaskFailedError
	var waiting *engine.AwaitRunningError
	var unanswered *engine.UnansweredError
	var before *engine.UnansweredBeforeError
	api := apiError(err)
	switch {
	case errors.As(err, &before):
		return description{problem: before.Error(), short: before.Error(), advice: "Apply again after that time, or raise the timeout in the resource's timeouts: the apply then waits."}
	case errors.As(err, &unanswered):
		return describeUnanswered(unanswered, operation)
	case errors.As(err, &unknown), errors.As(err, &missing):
		return description{problem: message(err), short: message(err), advice: adviceOfUnknown(operation)}
	case errors.As(err, &waiting):
		return describeAwaitRunning(waiting)
	case errors.As(err, &still):
		return describeStillRunning(still)
	case errors.As(err, &offline):
		problem := fmt.Sprintf("offline: not running for %s; the last status was %s", offline.Waited, offline.Status)
		if offline.Status == armcloud.PadRunning {
			problem = fmt.Sprintf("offline: running but not reported as connected for %s", offline.Waited)
		}
		return description{problem: problem, short: fmt.Sprintf("offline for %s", offline.Waited),
			advice: "Nothing was submitted. Apply again when the instance is running, or raise online_timeout in the provider block."}
	case errors.As(err, &ended):
		return description{problem: message(err), short: message(err), advice: adviseTask}
	case errors.As(err, &gone):
		return description{problem: "the account does not have this instance", short: "not in the account", advice: armcloud.AdviceNotFound}
	case api != nil:
		return description{problem: api.Message, short: api.Message, code: api.Code, advice: adviceOf(api)}
	case errors.Is(err, context.DeadlineExceeded):
		return describeEnd(err, "timed out", "Raise the timeout in the resource's timeouts, if any, and apply again.")
	case errors.Is(err, context.Canceled):
		return describeEnd(err, "interrupted", "Apply again to continue. Tasks that are still running are not canceled.")
	default:
		return description{problem: message(err), short: message(err)}
	}
}

// describeEnd describes the end of the time, or an interrupt. If the service had refused
// the request before, that refusal is the reason.
func describeEnd(err error, short, advice string) description {
	d := description{problem: readable(err), short: short, advice: advice}
	var api *armcloud.Error
	if errors.As(err, &api) && api.Code != "" {
		d.short, d.code = d.problem, api.Code
	}
	return d
}

// describeStillRunning describes a wait by what ended it and what it left
// unfinished.
func describeStillRunning(still *engine.StillRunningError) description {
	cause := describe(still.Err)
	if len(still.Tasks) == 0 {
		text := cause.short + "; its task is done, but the instance was not reported as running again"
		return description{problem: text, short: text, advice: cause.advice}
	}
	text := cause.short + "; its task may still be running"
	return description{problem: text + " and cannot be canceled", short: text, code: cause.code, advice: cause.advice}
}

// describeUnanswered describes a change of which the outcome is unknown by what ended
// the wait for the response.
func describeUnanswered(unanswered *engine.UnansweredError, operation *armcloud.Operation) description {
	when := fmt.Sprintf("the API did not answer within %s", unanswered.Waited)
	if unanswered.Waited == 0 {
		when = describe(unanswered.Err).short + " before the API answered"
	}
	text := when + "; it is not known whether the change was made"
	return description{problem: text, short: text, advice: adviceOfUnknown(operation)}
}

// adviceOfUnknown returns the advice for a change of which the outcome is unknown.
func adviceOfUnknown(operation *armcloud.Operation) string {
	if operation == nil || operation.Repeatable {
		return "Apply again: the provider first finds out whether the change was made, or waits until it must have ended, and then sends what is missing."
	}
	return "Check the instance before you apply again: the change may have been made and is not safe to repeat. " +
		"The next apply first finds out what it can, and sends the change again if its outcome stays unknown."
}

// describeAwaitRunning describes a wait for an instance to run by what ended it.
func describeAwaitRunning(waiting *engine.AwaitRunningError) description {
	cause := describe(waiting.Err)
	text := cause.short + " while waiting for the instance to run"
	problem := text
	if waiting.Status != 0 {
		problem += fmt.Sprintf("; its last status was %s", waiting.Status)
	}
	return description{problem: problem + ". Nothing was submitted", short: text, advice: cause.advice}
}

// adviceOf returns the client's advice, or one for the class of the error.
func adviceOf(api *armcloud.Error) string {
	switch {
	case api.Advice != "":
		return api.Advice
	case api.Class == armcloud.ClassTransport:
		return "Try again. If it happens often, raise max_retries in the provider block."
	case api.Class == armcloud.ClassAmbiguous:
		return "The change may have been carried out. Plan again to see what is missing."
	case api.Class == armcloud.ClassReadOnly:
		return ""
	default:
		return "Check the values in the configuration and the state of the instance. If the API refuses again, contact ARMCloud support."
	}
}

// adviseTask is the advice for a task that has failed.
const adviseTask = "Apply again. If it fails again, give ARMCloud support the task's ID."

// apiError returns the client's error in err's chain, or nil if there is none or
// if it only reports that the caller's context ended. describe checks it before
// the context's errors: one request that exceeded request_timeout is not an
// operation that exceeded its timeout, but both are deadline errors.
func apiError(err error) *armcloud.Error {
	var api *armcloud.Error
	if errors.As(err, &api) && api.Class != armcloud.ClassCanceled {
		return api
	}
	return nil
}

// message returns an error's text, without the parts of an *armcloud.Error that
// have lines of their own.
func message(err error) string {
	var api *armcloud.Error
	if errors.As(err, &api) {
		return api.Message
	}
	return err.Error()
}

// readable is message with Go's texts for the end of a context replaced.
func readable(err error) string {
	return strings.NewReplacer(
		context.DeadlineExceeded.Error(), "the timeout of the operation has passed",
		context.Canceled.Error(), "the operation was interrupted",
	).Replace(message(err))
}
