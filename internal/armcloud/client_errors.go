package armcloud

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Class groups errors by what a caller can do about them.
type Class int

const (
	// ClassRejected: the service refused the request for good; sending the
	// same again is useless.
	ClassRejected Class = iota
	// ClassAuth: the service does not accept the keys or the signature.
	ClassAuth
	// ClassNotFound: the phone (or what else was named) is not in the account.
	ClassNotFound
	// ClassBusy: refused for the moment, worth waiting for.
	ClassBusy
	// ClassRateLimited: too many requests.
	ClassRateLimited
	// ClassTransport: the request did not reach the service, or a read or a
	// change that may be repeated without harm got no usable answer.
	ClassTransport
	// ClassAmbiguous: the request may have been carried out; its answer was
	// lost, and it was not sent again.
	ClassAmbiguous
	// ClassUnavailable: this API level does not have the operation (HTTP 404
	// or code 1104 on a newer endpoint).
	ClassUnavailable
	// ClassReadOnly: the provider is set to refuse every change.
	ClassReadOnly
	// ClassCanceled: the caller gave up (its context ended).
	ClassCanceled
)

// String gives the class in words.
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

// Error is what every call of the client returns when it fails. It never
// holds a body, a key or a signature.
type Error struct {
	// Class says what can be done about it.
	Class Class
	// Operation is the operation that failed.
	Operation *Operation
	// Code is the API's code as text ("110028", "PAD_NOT_RUNNING"); empty
	// when the service gave none.
	Code string
	// Message is the API's own text, or what went wrong on the way.
	Message string
	// Advice says what the user can do.
	Advice string
	// TraceID is the service's id of the request, empty where it gave none.
	TraceID string
	// HTTPStatus is the status of the answer, 0 without one.
	HTTPStatus int
	// RetryAfter is how long the service asks to wait, 0 where it does not say.
	RetryAfter time.Duration
	// Cause is the error below, if any.
	Cause error
}

// Error tells what failed, the code, the API's words, the trace id and what
// to do, in one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Operation != nil {
		fmt.Fprintf(&b, "%s (%s): ", e.Operation.Name, e.Operation.Path)
	}
	b.WriteString(e.Detail())
	return b.String()
}

// Detail is Error without the operation: code, words, trace id and advice.
func (e *Error) Detail() string {
	var b strings.Builder
	if e.Code != "" {
		fmt.Fprintf(&b, "code %s: ", e.Code)
	}
	b.WriteString(strings.TrimRight(e.Message, ". \n"))
	if e.TraceID != "" {
		fmt.Fprintf(&b, " (trace id %s)", e.TraceID)
	}
	if e.Advice != "" {
		b.WriteString(". ")
		b.WriteString(e.Advice)
	}
	return b.String()
}

// Unwrap gives the error below.
func (e *Error) Unwrap() error { return e.Cause }

// ConcernsPhone tells whether the code speaks of a phone of the request
// (unknown, foreign, named twice), so that its neighbours may be fine.
func (e *Error) ConcernsPhone() bool {
	return phoneCodes[e.Code]
}

// ClassOf gives the class of the *Error in err's chain, and false when there
// is none.
func ClassOf(err error) (Class, bool) {
	var e *Error
	if errors.As(err, &e) {
		return e.Class, true
	}
	return 0, false
}

// Is tells whether err is an *Error of the class.
func Is(err error, class Class) bool {
	c, ok := ClassOf(err)
	return ok && c == class
}
