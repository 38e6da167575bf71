//go:build unix

package acctest

import (
	"bytes"
	"errors"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// Running is a CLI process that is running.
type Running struct {
	t    testing.TB
	w    *Workspace
	cmd  *exec.Cmd
	out  output
	err  error // the result, valid after done is closed
	done chan struct{}
}

// output is what a process that is running has written so far.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(text []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(text)
}

// String returns everything that was written.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// AwaitOutput waits until the output contains a text.
func (r *Running) AwaitOutput(text string) {
	r.t.Helper()
	Eventually(r.t, text+" in the output", func() bool { return strings.Contains(r.out.String(), text) })
}

// Start starts the CLI in its own process group, as a terminal does. The test must call
// Wait.
func (w *Workspace) Start(args ...string) *Running {
	w.t.Helper()
	r := &Running{t: w.t, w: w, cmd: w.Command(w.t.Context(), args...), done: make(chan struct{})}
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

// Interrupt sends SIGINT to the CLI and the provider, as Ctrl-C does in a terminal.
func (r *Running) Interrupt() {
	r.t.Helper()
	if err := syscall.Kill(-r.cmd.Process.Pid, syscall.SIGINT); err != nil {
		r.t.Fatalf("unable to interrupt the CLI: %v", err)
	}
}

// Kill kills the CLI and the provider, so that nothing is saved.
func (r *Running) Kill() {
	r.t.Helper()
	if err := syscall.Kill(-r.cmd.Process.Pid, syscall.SIGKILL); err != nil {
		r.t.Fatalf("unable to kill the CLI: %v", err)
	}
}

// Wait waits for the process to exit.
func (r *Running) Wait() Result {
	r.t.Helper()
	<-r.done
	var exit *exec.ExitError
	if r.err != nil && !errors.As(r.err, &exit) {
		r.t.Fatalf("unable to run the CLI: %v", r.err)
	}
	r.w.searchRun(r.cmd, r.out.String())
	return Result{Output: r.out.String(), Exit: r.cmd.ProcessState.ExitCode()}
}
