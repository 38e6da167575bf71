package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// workspace is a directory with a configuration, in which the CLI runs.
type workspace struct {
	folder  string
	install *installed
	extra   []string // additional environment variables
}

// write writes the configuration.
func (w *workspace) write(config string) error {
	return os.WriteFile(filepath.Join(w.folder, "main.tf"), []byte(config), 0o600)
}

// command returns a command that runs the CLI. If ctx is canceled, Terraform is
// interrupted, so that it can stop the provider.
func (w *workspace) command(ctx context.Context, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, w.install.terraform, append(args, "-no-color")...) //nolint:gosec // the CLI that is being measured
	command.Dir = w.folder
	command.Env = append(cleanEnvironment(os.Environ()), "TF_CLI_CONFIG_FILE="+w.install.config,
		"TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1")
	command.Env = append(command.Env, w.extra...)
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = time.Minute
	return command
}

// cleanEnvironment removes the variables of Terraform and of the provider.
func cleanEnvironment(pairs []string) []string {
	var kept []string
	for _, pair := range pairs {
		if !strings.HasPrefix(pair, "TF_") && !strings.HasPrefix(pair, "ARMCLOUD_") {
			kept = append(kept, pair)
		}
	}
	return kept
}

// init runs terraform init, which is not measured.
func (w *workspace) init(ctx context.Context) error {
	out, err := w.command(ctx, "init").CombinedOutput()
	if err != nil {
		return fmt.Errorf("terraform init: %w:\n%s", err, lastLines(string(out)))
	}
	return nil
}

// measure runs the CLI and checks the exit status. Its output doesn't go to a
// terminal, because writing to one takes time.
func (w *workspace) measure(ctx context.Context, exit int, args ...string) (sample, error) {
	command := w.command(ctx, args...)
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	began := time.Now()
	if err := command.Start(); err != nil {
		return sample{}, fmt.Errorf("unable to start Terraform: %w", err)
	}
	watched := watch(command.Process.Pid)
	err := command.Wait()
	wall, used := time.Since(began), watched.stop()
	got := sample{wall: wall, memory: used.memory, cpu: used.cpu}
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		return sample{}, fmt.Errorf("unable to run Terraform: %w", err)
	}
	if ctx.Err() != nil {
		return sample{}, ctx.Err()
	}
	if code := command.ProcessState.ExitCode(); code != exit {
		return sample{}, fmt.Errorf("terraform %s: got exit status %d, want %d:\n%s", strings.Join(args, " "), code, exit, lastLines(out.String()))
	}
	return got, nil
}

// lastLines returns the end of an output, for an error.
func lastLines(text string) string {
	const most = 40
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) > most {
		lines = append([]string{"…"}, lines[len(lines)-most:]...)
	}
	return strings.Join(lines, "\n")
}
