package armcloud

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Class says what a caller can do about an error.
type Class int

const (
	// ClassRejected means that the service refused the request and would refuse
	// it again.
	ClassRejected Class = iota
	// ClassAuth means that the service does not accept the keys or the signature.
	ClassAuth
	// ClassNotFound means that the instance, or another object of the request, is
	// not in the account.
	ClassNotFound
	// ClassBusy means that the service refused the request but may accept it
	// later.
	ClassBusy
	// ClassRateLimited means that there were too many requests.
	ClassRateLimited
	// ClassTransport means that the request did not reach the service, or that a
	// request that is safe to repeat got no usable response.
	ClassTransport
	// ClassAmbiguous means that the response was lost. The request may have been
	// carried out; it is not safe to repeat and was not sent again.
	ClassAmbiguous
	// ClassUnavailable means that this API level does not have the operation (HTTP
	// 404 or code 1104 on a newer endpoint).
	ClassUnavailable
	// ClassReadOnly means that the client is configured to refuse changes.
	ClassReadOnly
	// ClassCanceled means that the context of the call ended.
	ClassCanceled
)

// String returns the name of the class.
func (c Class) String() string {
	names := [...]string{
		"rejected", "authentication", "not found", "busy", "rate limited",
		"transport", "ambiguous", "unavailable", "read only", "canceled",
	}
	if int(c) < len(names) {
		return names[c]
	}
	return "unknown"
}

// Error is the error of every call. It never contains a body, a key or a
// signature.
type Error struct {
	// Class says what the caller can do.
	Class Class
	// Operation is the operation that failed.
	Operation *Operation
	// Code is the API's code as text ("110028", "PAD_NOT_RUNNING"), empty if there
	// is none.
	Code string
	// Message is the API's message, or a description of the failure.
	Message string
	// Advice says what the user can do, in full sentences.
	Advice string
	// TraceID is the service's id of the request, empty if there is none.
	TraceID string
	// HTTPStatus is the status of the response, 0 if there is none.
	HTTPStatus int
	// RetryAfter is how long the service asks to wait, 0 if it doesn't.
	RetryAfter time.Duration
	// NotProcessed is true if the service certainly did not process the request in
	// any attempt, because none reached it or all were refused in advance.
	NotProcessed bool
	// Cause is the wrapped error, if any.
	Cause error
}

// Error returns operation, code, message, trace ID and advice in one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Operation != nil {
		fmt.Fprintf(&b, "%s (%s): ", e.Operation.Name, e.Operation.Path)
	}
	b.WriteString(e.Detail())
	return b.String()
}

// Detail returns the text of Error without the operation.
func (e *Error) Detail() string {
	var b strings.Builder
	if e.Code != "" {
		fmt.Fprintf(&b, "code %s: ", e.Code)
	}
	b.WriteString(strings.TrimRight(e.Message, ". \n"))
	if e.TraceID != "" {
		fmt.Fprintf(&b, " (trace ID %s)", e.TraceID)
	}
	if e.Advice != "" {
		b.WriteString(". ")
		b.WriteString(e.Advice)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// ConcernsInstance reports whether the error is a refusal because of a single
// instance, so that a request for the other instances may succeed. The service
// has not done anything.
func (e *Error) ConcernsInstance() bool {
	switch e.Class {
	case ClassRejected, ClassNotFound, ClassBusy:
		return Classify(e.Operation, e.Code, e.Message).OneInstance
	default:
		return false
	}
}

// RunsOtherTask reports whether the error is a refusal because another task of the
// instance is pending or running.
func (e *Error) RunsOtherTask() bool { return e.Class == ClassBusy && e.Code == codeOtherTask }

// ClassOf returns the class of the *Error in err's chain. It returns false if
// there is none.
func ClassOf(err error) (Class, bool) {
	var e *Error
	if errors.As(err, &e) {
		return e.Class, true
	}
	return 0, false
}

// Is reports whether err's chain contains an *Error of the class.
func Is(err error, class Class) bool {
	c, ok := ClassOf(err)
	return ok && c == class
}
