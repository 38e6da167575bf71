package armcloud

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// The text of an error is one line with operation, code, message, trace ID and
// advice, without duplicate full stops.
func TestErrorIsOneLine(t *testing.T) {
	e := &Error{Class: ClassNotFound, Operation: Restart, Code: "110028", Message: "Instance does not exist. ",
		TraceID: "T1", Advice: "Check the pad code.", RetryAfter: time.Second, Cause: errors.New("below")}
	want := "restart the instance (/openapi/open/pad/restart): code 110028: Instance does not exist (trace ID T1). Check the pad code."
	if e.Error() != want {
		t.Errorf("got %q, want %q", e.Error(), want)
	}
	if bare := (&Error{Message: "lost"}).Error(); bare != "lost" {
		t.Errorf("got %q, want %q", bare, "lost")
	}
	if !errors.Is(e, e.Cause) {
		t.Error("the cause is not unwrapped")
	}
}

// ClassOf and Is find the *Error in a chain of errors. Other errors have no class,
// not even the zero class.
func TestClassOf(t *testing.T) {
	wrapped := fmt.Errorf("instance AC1: %w", &Error{Class: ClassBusy})
	if class, ok := ClassOf(wrapped); !ok || class != ClassBusy || !Is(wrapped, ClassBusy) || Is(wrapped, ClassRejected) {
		t.Errorf("got %v, %v, want %v, true", class, ok, ClassBusy)
	}
	other := errors.New("other")
	if _, ok := ClassOf(other); ok || Is(other, ClassRejected) || Is(nil, ClassRejected) {
		t.Error("an error without *Error has a class")
	}
	seen := map[string]bool{}
	for class := ClassRejected; class <= ClassCanceled; class++ {
		seen[class.String()] = true
	}
	if len(seen) != 10 || Class(99).String() != "unknown" {
		t.Errorf("got class names %v, want 10 different names", seen)
	}
}
