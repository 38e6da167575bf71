package armcloud

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

// An error is one line: operation, code, the API's words, trace id, advice, with
// one full stop between them.
func TestErrorIsOneLine(t *testing.T) {
	e := &Error{Class: ClassNotFound, Operation: Restart, Code: "110028", Message: "Instance does not exist. ",
		TraceID: "T1", Advice: "Check the pad code.", RetryAfter: time.Second, Cause: errors.New("below")}
	want := "restart the instance (/openapi/open/pad/restart): code 110028: Instance does not exist (trace id T1). Check the pad code."
	if e.Error() != want {
		t.Errorf("got %q, want %q", e.Error(), want)
	}
	if bare := (&Error{Message: "lost"}).Error(); bare != "lost" {
		t.Errorf("got %q", bare)
	}
	if !errors.Is(e, e.Cause) {
		t.Error("the cause is not unwrapped")
	}
}

// The class is found in a chain of errors; other errors have none, although the
// zero class has a meaning.
func TestClassIsFoundInAChain(t *testing.T) {
	wrapped := fmt.Errorf("phone AC1: %w", &Error{Class: ClassBusy})
	if class, ok := ClassOf(wrapped); !ok || class != ClassBusy || !Is(wrapped, ClassBusy) || Is(wrapped, ClassRejected) {
		t.Errorf("got %v, %v", class, ok)
	}
	other := errors.New("other")
	if _, ok := ClassOf(other); ok || Is(other, ClassRejected) || Is(nil, ClassRejected) {
		t.Error("an error of another kind has a class")
	}
	seen := map[string]bool{}
	for class := ClassRejected; class <= ClassCanceled; class++ {
		seen[class.String()] = true
	}
	if len(seen) != 10 || Class(99).String() != "unknown" {
		t.Errorf("the names of the classes are %v", seen)
	}
}
