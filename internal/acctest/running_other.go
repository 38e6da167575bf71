//go:build !unix

package acctest

// Running is a CLI process that is running. Tests of signals and crashes need a Unix
// system, so there is never one here.
type Running struct{}

// Start skips the test.
func (w *Workspace) Start(...string) *Running {
	w.t.Helper()
	w.t.Skip("signals and crashes are only tested on Unix systems")
	return nil
}

// AwaitOutput is never called.
func (*Running) AwaitOutput(string) {}

// Interrupt is never called.
func (*Running) Interrupt() {}

// Kill is never called.
func (*Running) Kill() {}

// KillOnlyCLI is never called.
func (*Running) KillOnlyCLI() {}

// KillProviders is never called.
func (*Running) KillProviders() {}

// Ended is never called.
func (*Running) Ended() bool { return true }

// ProviderRuns is never called.
func (*Running) ProviderRuns() bool { return false }

// Wait is never called.
func (*Running) Wait() Result { return Result{} }
