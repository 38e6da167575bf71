//go:build unix

package acctest

import (
	"bytes"
	"errors"
	"os/exec"
	"syscall"
	"testing"
)

// Running is a run of the CLI that has not ended.
type Running struct {
	t    testing.TB
	cmd  *exec.Cmd
	out  bytes.Buffer
	err  error // of the run, once done is closed
	done chan struct{}
}

// Start begins a run of the CLI in a process group of its own, as a terminal
// would; without colours. The test must Wait for it.
func (w *Workspace) Start(args ...string) *Running {
	w.t.Helper()
	r := &Running{t: w.t, cmd: w.Command(w.t.Context(), args...), done: make(chan struct{})}
	r.cmd.Stdout, r.cmd.Stderr = &r.out, &r.out
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := r.cmd.Start(); err != nil {
		w.t.Fatalf("unable to start %s: %v", w.cli, err)
	}
	go func() {
		defer close(r.done)
		r.err = r.cmd.Wait()
	}()
	return r
}

// Interrupt does what Ctrl-C does in a terminal: the CLI and the provider are
// both told.
func (r *Running) Interrupt() {
	r.t.Helper()
	if err := syscall.Kill(-r.cmd.Process.Pid, syscall.SIGINT); err != nil {
		r.t.Fatalf("unable to interrupt the CLI: %v", err)
	}
}

// Wait waits for the end of the run.
func (r *Running) Wait() Result {
	r.t.Helper()
	<-r.done
	var exit *exec.ExitError
	if r.err != nil && !errors.As(r.err, &exit) {
		r.t.Fatalf("unable to run the CLI: %v", r.err)
	}
	return Result{Output: r.out.String(), Exit: r.cmd.ProcessState.ExitCode()}
}
