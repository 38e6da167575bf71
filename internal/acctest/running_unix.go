//go:build unix

package acctest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
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

// AwaitOutput waits until the output contains a text, or the CLI has ended.
func (r *Running) AwaitOutput(text string) {
	r.t.Helper()
	Eventually(r.t, text+" in the output", func() bool { return r.Ended() || strings.Contains(r.out.String(), text) })
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

// Interrupt sends SIGINT to the CLI and the provider, as Ctrl-C does in a terminal. It
// does nothing if they have ended.
func (r *Running) Interrupt() {
	r.t.Helper()
	if err := syscall.Kill(-r.cmd.Process.Pid, syscall.SIGINT); err != nil && !errors.Is(err, syscall.ESRCH) {
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

// KillOnlyCLI kills the CLI but not the provider, and waits until the CLI has ended. The
// test must not call Wait.
func (r *Running) KillOnlyCLI() {
	r.t.Helper()
	if err := r.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		r.t.Fatalf("unable to kill the CLI: %v", err)
	}
	<-r.done
}

// Ended reports whether the CLI has ended.
func (r *Running) Ended() bool {
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

// ProviderRuns reports whether a provider is running: it is in the process group of the
// CLI.
func (r *Running) ProviderRuns() bool { return len(r.providers()) > 0 }

// KillProviders kills the providers but not the CLI.
func (r *Running) KillProviders() { r.signalProviders(syscall.SIGKILL) }

// DumpProviders makes the providers crash, with the stacks of all goroutines as output.
func (r *Running) DumpProviders() { r.signalProviders(syscall.SIGQUIT) }

func (r *Running) signalProviders(signal syscall.Signal) {
	r.t.Helper()
	for _, pid := range r.providers() {
		if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			r.t.Fatalf("unable to send %v to the provider: %v", signal, err)
		}
	}
}

// providers returns the process ids of the CLI's process group except its own. It skips
// the test if the system has no /proc.
func (r *Running) providers() (pids []int) {
	r.t.Helper()
	group := strconv.Itoa(r.cmd.Process.Pid)
	processes, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(processes) == 0 {
		r.t.Skip("finding the provider's process needs /proc")
	}
	for _, path := range processes {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue // it has just ended
		}
		_, after, _ := bytes.Cut(stat, []byte(") ")) // state, parent, group
		fields := bytes.Fields(after)
		// A process that has ended stays in its group until its parent collects it.
		if len(fields) < 3 || string(fields[0]) == "Z" || string(fields[2]) != group {
			continue
		}
		if pid, err := strconv.Atoi(strings.Split(path, "/")[2]); err == nil && pid != r.cmd.Process.Pid {
			pids = append(pids, pid)
		}
	}
	return pids
}

// longestRun is how long a started CLI may take.
const longestRun = 10 * time.Minute

// Wait waits for the process to exit, and fails the test if it doesn't within ten minutes.
func (r *Running) Wait() Result {
	r.t.Helper()
	select {
	case <-r.done:
	case <-time.After(longestRun):
		r.Kill()
		r.t.Fatalf("got a CLI that still runs after %v, want it to end:\n%s", longestRun, r.out.String())
	}
	var exit *exec.ExitError
	if r.err != nil && !errors.As(r.err, &exit) {
		r.t.Fatalf("unable to run the CLI: %v", r.err)
	}
	r.w.searchRun(r.cmd, r.out.String())
	return Result{Output: r.out.String(), Exit: r.cmd.ProcessState.ExitCode()}
}
