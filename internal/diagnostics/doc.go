// Package diagnostics lists the errors and warnings that the tests provoke, so that
// they can be read as users read them: docs-dev/diagnostics.md.
//
// With the build tag diagnostics, internal/provider serves through Record, which
// appends each error and each warning of a response to the file ACC_DIAGNOSTICS. `make
// diagnostics` runs the tests that way. Page then replaces what differs from run to
// run, such as pad codes and times, removes duplicates, and writes the page.
//
// One diagnostic, step by step: a refresh of armcloud_instance fails, and the framework
// returns a ReadResourceResponse with an error. Record appends a Diagnostic with the
// type armcloud_instance as one line of JSON. In Page, AC32010000001 becomes PAD_CODE
// and the trace ID becomes TRACE_ID, so the same error of another instance is the same
// entry.
package diagnostics
