package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Configuration of the simulated account.
const (
	taskTime   = time.Second
	taskJitter = "20%" // tasks take 0.8 s to 1.2 s, so that they end at different times
	latency    = 20 * time.Millisecond
)

// account is a simulated account in a separate process.
type account struct {
	endpoint string
	env      []string // ARMCLOUD_… for the provider
	command  *exec.Cmd
	ended    chan struct{} // closed when the process has exited
}

// startAccount starts an account and waits until it listens. It writes its ready
// file and its log to the folder.
func startAccount(ctx context.Context, binary, folder string, instances int) (*account, error) {
	ready, logPath := filepath.Join(folder, "account.env"), filepath.Join(folder, "account.log")
	if err := os.Remove(ready); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	log, err := os.Create(logPath) //nolint:gosec // below our own folder
	if err != nil {
		return nil, err
	}
	defer func() { _ = log.Close() }() // the process has its own handle
	//nolint:gosec // the binary that is being measured
	command := exec.CommandContext(ctx, binary, "simulate", "-listen", "127.0.0.1:0", "-phones", fmt.Sprint(instances),
		"-task-time", taskTime.String(), "-task-jitter", taskJitter, "-latency", latency.String(), "-ready-file", ready)
	command.Stdout, command.Stderr = log, log
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.WaitDelay = 5 * time.Second
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("unable to start the simulated account: %w", err)
	}
	a := &account{command: command, ended: make(chan struct{})}
	go func() {
		_ = command.Wait() // a signal stops it
		close(a.ended)
	}()
	if err := a.await(ctx, ready); err != nil {
		a.stop()
		return nil, fmt.Errorf("%w; see %s", err, logPath)
	}
	return a, nil
}

// await waits for the ready file and reads it. The file is written atomically.
func (a *account) await(ctx context.Context, ready string) error {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	late := time.After(30 * time.Second)
	for {
		text, err := os.ReadFile(ready) //nolint:gosec // below our own folder
		if err == nil {
			a.env = exports(string(text))
			for _, pair := range a.env {
				if endpoint, found := strings.CutPrefix(pair, "ARMCLOUD_ENDPOINT="); found {
					a.endpoint = endpoint
					return nil
				}
			}
			return errors.New("the ready file of the simulated account has no endpoint")
		}
		select {
		case <-tick.C:
		case <-late:
			return errors.New("the simulated account did not start within 30 s")
		case <-a.ended:
			return errors.New("the simulated account exited")
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// exports parses lines such as export NAME='value' and returns NAME=value pairs.
func exports(text string) []string {
	var pairs []string
	for line := range strings.Lines(text) {
		pair, found := strings.CutPrefix(strings.TrimSpace(line), "export ")
		name, value, both := strings.Cut(pair, "=")
		if !found || !both {
			continue
		}
		value = strings.TrimSuffix(strings.TrimPrefix(value, "'"), "'")
		pairs = append(pairs, name+"="+strings.ReplaceAll(value, `'\''`, "'"))
	}
	return pairs
}

// stop stops the account and waits until it has exited.
func (a *account) stop() {
	if a == nil {
		return
	}
	_ = a.command.Process.Signal(os.Interrupt) // it may have exited already
	select {
	case <-a.ended:
	case <-time.After(5 * time.Second):
		_ = a.command.Process.Kill()
		<-a.ended
	}
}

// call calls the account's control interface. It sends a GET if body is nil. into
// may be nil.
func (a *account) call(ctx context.Context, path string, body, into any) error {
	method, text := http.MethodGet, []byte(nil)
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return err
		}
		method = http.MethodPost
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, a.endpoint+"/_simulator/"+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("unable to reach the simulated account: %w", err)
	}
	defer func() { _ = answer.Body.Close() }() // only read
	said, err := io.ReadAll(answer.Body)
	if err != nil {
		return fmt.Errorf("unable to read the simulated account's response: %w", err)
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the simulated account responded %s to %s: %s", answer.Status, path, strings.TrimSpace(string(said)))
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(said, into)
}
