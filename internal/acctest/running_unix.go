//go:build unix

package acctest

import (
	"bytes"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// Running is a run of the CLI that has not ended.
type Running struct {
	t    testing.TB
	cmd  *exec.Cmd
	out  bytes.Buffer
	done chan error
}

// Start begins a run of the CLI in a process group of its own, as a terminal
// would; without colours. The test must Wait for it.
func (w *Workspace) Start(args ...string) *Running {
	w.t.Helper()
	r := &Running{t: w.t, cmd: w.Command(w.t.Context(), args...), done: make(chan error, 1)}
	r.cmd.Stdout, r.cmd.Stderr = &r.out, &r.out
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := r.cmd.Start(); err != nil {
		w.t.Fatalf("unable to start %s: %v", w.cli, err)
	}
	go func() { r.done <- r.cmd.Wait() }()
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
	<-r.done // the exit code tells how it went
	return Result{Output: r.out.String(), Exit: r.cmd.ProcessState.ExitCode(), PeakBytes: peak(r.cmd.ProcessState)}
}

// WaitMeasuring waits for the end of the run and gives the largest resident
// size of the provider's process, in bytes; 0 where that cannot be known.
func (r *Running) WaitMeasuring() (Result, int64) {
	r.t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	var largest int64
	for {
		select {
		case err := <-r.done:
			r.done <- err
			return r.Wait(), largest
		case <-tick.C:
			largest = max(largest, largestChild(r.cmd.Process.Pid))
		}
	}
}
