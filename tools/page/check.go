package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// simulator is a running simulator.
type simulator struct {
	command            *exec.Cmd
	provider, endpoint string
}

// startSimulator starts the simulator of a provider.
func startSimulator(ctx context.Context, provider string, flags ...string) (*simulator, error) {
	folder, err := os.MkdirTemp("", "page-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	ready := filepath.Join(folder, "ready")
	s := &simulator{provider: provider}
	s.command = exec.CommandContext(ctx, provider, append([]string{"simulate", "-ready-file", ready}, flags...)...) //nolint:gosec // the binary that is being checked
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		text, err := os.ReadFile(ready) //nolint:gosec // below our own folder
		if found := regexp.MustCompile(`ARMCLOUD_ENDPOINT='([^']+)'`).FindSubmatch(text); found != nil {
			s.endpoint = string(found[1])
			return s, nil
		}
		if time.Now().After(deadline) {
			s.stop()
			return nil, fmt.Errorf("the simulator did not start: %w", err)
		}
	}
}

func (s *simulator) stop() {
	_ = s.command.Process.Kill()
	_ = s.command.Wait()
}

// run runs a command of the simulator on it.
func (s *simulator) run(ctx context.Context, command string, args ...string) error {
	out, err := exec.CommandContext(ctx, s.provider, append([]string{"simulate", command, "-endpoint", s.endpoint}, args...)...).CombinedOutput() //nolint:gosec // as above
	if err != nil {
		return fmt.Errorf("simulate %s: %w: %s", command, err, out)
	}
	return nil
}

const second = "AC32010000002"

// check checks that the script of the simulator's page follows the account, shows odd
// values as text, and copes with many instances and with a simulator that is gone.
func check(ctx context.Context, provider string) error {
	s, err := startSimulator(ctx, provider, "-phones", "5")
	if err != nil {
		return err
	}
	defer s.stop()
	b, err := startBrowser(ctx, 1200, 900)
	if err != nil {
		return err
	}
	defer b.close()
	for _, step := range []struct {
		name string
		run  func(context.Context, *browser, *simulator) error
	}{
		{"the page shows the first state without its script", checkWithoutScript},
		{"the script updates the page without a reload", checkUpdates},
		{"odd values are text", checkOddValues},
		{"the filter narrows the rows at once", checkFilter},
		{"the page says that the simulator is gone", checkGone},
		{"ten thousand instances are shown in pages of 200", checkManyInstances},
	} {
		if err := step.run(ctx, b, s); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		if len(b.errors) > 0 {
			return fmt.Errorf("%s: the browser reports: %s", step.name, strings.Join(b.errors, "\n"))
		}
		fmt.Println("ok:", step.name)
	}
	return nil
}

func checkWithoutScript(_ context.Context, b *browser, s *simulator) error {
	for _, disabled := range []bool{true, false} {
		if err := b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": disabled}, nil); err != nil {
			return err
		}
		want := "live"
		if disabled {
			want = "as of the last reload"
		}
		if err := errors.Join(b.open(s.endpoint+"/"), b.await(text("#state"), want), b.await(count("#rows tr"), 5.0)); err != nil {
			return err
		}
	}
	return nil
}

func checkUpdates(ctx context.Context, b *browser, s *simulator) error {
	if _, err := b.eval("window.loaded = 1"); err != nil {
		return err
	}
	if err := errors.Join(b.await(text("[data-value=offline]"), "0"), b.await(text("#fault-rows"), "none")); err != nil {
		return err
	}
	err := errors.Join(s.run(ctx, "offline", "-pad", second), s.run(ctx, "fault", "-kind", "slow", "-delay", "1ms", "-path", "pad/infos"))
	if err != nil {
		return err
	}
	return errors.Join(
		b.await(text("[data-value=offline]"), "1"),
		b.await("document.querySelector('[data-value=offline]').className", "alarm"),
		b.await(text("#rows tr:nth-child(2) .status.bad"), "offline"),
		b.await(text("#fault-rows tr td"), "slow"),
		b.await("window.loaded", 1.0))
}

func checkOddValues(ctx context.Context, b *browser, s *simulator) error {
	const odd = `<img src=x onerror=window.hacked=1>`
	if err := s.run(ctx, "drift", "-pad", second, "system.odd="+odd); err != nil {
		return err
	}
	return errors.Join(
		b.await(text("#rows tr:nth-child(2) .item"), "system.odd = "+odd),
		b.await(count("img"), 0.0),
		b.await("typeof window.hacked", "undefined"))
}

func checkFilter(_ context.Context, b *browser, _ *simulator) error {
	enter := func(value string) error {
		_, err := b.eval("f = document.querySelector('[name=filter]'); f.value = '" + value + "'; f.dispatchEvent(new Event('input', { bubbles: true })); 0")
		return err
	}
	return errors.Join(
		enter("offline"), b.await(count("#rows tr"), 1.0), b.await("location.search", "?filter=offline"), b.await(text("#range"), "1 to 1 of 1"),
		enter(""), b.await(count("#rows tr"), 5.0), b.await("location.search", ""))
}

func checkGone(_ context.Context, b *browser, s *simulator) error {
	s.stop()
	err := b.await(text("#state.lost"), "the simulator does not respond; trying again")
	b.errors = nil // the browser reports each failed request
	return err
}

func checkManyInstances(ctx context.Context, b *browser, small *simulator) error {
	s, err := startSimulator(ctx, small.provider, "-phones", "10000")
	if err != nil {
		return err
	}
	defer s.stop()
	return errors.Join(
		b.open(s.endpoint+"/"), b.await(text("#state"), "live"), b.await(count("#rows tr"), 200.0), b.await(text("[data-value=total]"), "10000"),
		click(b, "#next"), b.await(text("#range"), "201 to 400 of 10000"), b.await("location.search", "?page=2"), b.await(count("#rows tr"), 200.0))
}

func click(b *browser, selector string) error {
	_, err := b.eval("document.querySelector('" + selector + "').click()")
	return err
}

// text is an expression for the text of an element.
func text(selector string) string {
	return "document.querySelector('" + selector + "')?.textContent.trim()"
}

// count is an expression for the number of elements.
func count(selector string) string {
	return "document.querySelectorAll('" + selector + "').length"
}
