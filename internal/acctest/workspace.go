package acctest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	tfjson "github.com/hashicorp/terraform-json"
)

// Workspace is a directory with a configuration, in which a real CLI runs with the
// provider as a separate process. It is for tests that plugin-testing does not
// support: parallelism, signals, crashes, output, memory.
type Workspace struct {
	// Dir contains the configuration and the state.
	Dir string
	t   testing.TB
	cli string
	env []string

	// search searches for canaries, nil if nothing is searched. report gets the leaks;
	// if it is nil, they fail the test. logs is the directory of the logs, and runs
	// counts them.
	search *secretSearch
	report func(leak string)
	logs   string
	runs   int
}

// Result is the result of one run of the CLI.
type Result struct {
	// Output is stdout and stderr combined.
	Output string
	// Exit is the exit code.
	Exit int
}

// ReadJSON decodes the JSON in the output. Warnings about development overrides may come
// before it.
func (r Result) ReadJSON(into any) error {
	return json.Unmarshal([]byte(r.Output[max(0, strings.Index(r.Output, "{")):]), into)
}

// CLI returns the path of the CLI under test. It skips the test if TF_ACC is not set,
// as plugin-testing does.
func CLI(t testing.TB) string {
	t.Helper()
	cli := os.Getenv("TF_ACC_TERRAFORM_PATH")
	switch {
	case cli != "":
		return cli
	case os.Getenv("TF_ACC") == "":
		t.Skip("acceptance tests run only if TF_ACC is set, as in make test")
	default:
		t.Fatal("TF_ACC_TERRAFORM_PATH is not set; run `make test-terraform`")
	}
	return ""
}

// NewWorkspace creates a workspace with a configuration, for the CLI in
// TF_ACC_TERRAFORM_PATH.
func NewWorkspace(t testing.TB, config string) *Workspace {
	t.Helper()
	cli := CLI(t)
	w := &Workspace{Dir: t.TempDir(), t: t, cli: cli, search: suite}
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "TF_") && !strings.HasPrefix(pair, "ARMCLOUD_") {
			w.env = append(w.env, pair)
		}
	}
	w.UseProvider(Binary(t))
	w.env = append(w.env, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1", "TF_INPUT=0")
	// Each run of the CLI starts the provider several times. Keys and certificates for
	// their connections, and garbage collection, would take half of the time.
	w.env = append(w.env, "TF_DISABLE_PLUGIN_TLS=1", "GOGC=400")
	w.Write(config)
	return w
}

// UseProvider makes the CLI use another binary of the provider.
func (w *Workspace) UseProvider(path string) {
	w.t.Helper()
	rc := filepath.Join(w.t.TempDir(), "cli.rc")
	write(w.t, rc, fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"armcloud/armcloud\" = %q\n  }\n  direct {}\n}\n", filepath.Dir(path)))
	w.Setenv("TF_CLI_CONFIG_FILE", rc)
}

// requirement is the beginning of each configuration.
const requirement = `
terraform {
  required_providers {
    armcloud = { source = "armcloud/armcloud" }
  }
}
`

// Write replaces the configuration.
func (w *Workspace) Write(config string) {
	w.t.Helper()
	write(w.t, filepath.Join(w.Dir, "main.tf"), requirement+config)
}

// Setenv adds a variable to the environment of the CLI.
func (w *Workspace) Setenv(name, value string) { w.env = append(w.env, name+"="+value) }

// Command returns a command of the CLI, which the test starts itself.
func (w *Workspace) Command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, w.cli, args...)
	cmd.Dir = w.Dir
	cmd.Env = w.trace(w.env)
	return cmd
}

// Run runs the CLI and waits for it.
func (w *Workspace) Run(args ...string) Result {
	w.t.Helper()
	cmd := w.Command(w.t.Context(), args...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Fatalf("unable to run %s: %v", w.cli, err)
	}
	w.searchRun(cmd, out.String())
	return Result{Output: out.String(), Exit: cmd.ProcessState.ExitCode()}
}

// Apply runs apply, which must succeed.
func (w *Workspace) Apply(args ...string) Result {
	w.t.Helper()
	return w.expect(0, append([]string{"apply", "-auto-approve", "-no-color"}, args...)...)
}

// Destroy runs destroy, which must succeed.
func (w *Workspace) Destroy(args ...string) Result {
	w.t.Helper()
	return w.expect(0, append([]string{"destroy", "-auto-approve", "-no-color"}, args...)...)
}

// FailApply runs apply, which must fail.
func (w *Workspace) FailApply(args ...string) Result {
	w.t.Helper()
	return w.expect(1, append([]string{"apply", "-auto-approve", "-no-color"}, args...)...)
}

// FailCreates runs apply, in which creates must fail, with one resource at a time. If a
// create fails at the moment when another resource is done, Terraform 1.16 may crash:
// it saves the state while the failed object has no status.
func (w *Workspace) FailCreates(args ...string) Result {
	w.t.Helper()
	return w.FailApply(append([]string{"-parallelism=1"}, args...)...)
}

// PlanEmpty runs plan, which must find no changes.
func (w *Workspace) PlanEmpty(args ...string) Result {
	w.t.Helper()
	return w.expect(0, append([]string{"plan", "-detailed-exitcode", "-no-color"}, args...)...)
}

// PlanChanges runs plan, which must find changes.
func (w *Workspace) PlanChanges(args ...string) Result {
	w.t.Helper()
	return w.expect(2, append([]string{"plan", "-detailed-exitcode", "-no-color"}, args...)...)
}

func (w *Workspace) expect(code int, args ...string) Result {
	w.t.Helper()
	result := w.Run(args...)
	if strings.Contains(result.Output, "cannot be saved in state") {
		w.t.Fatalf("%s: got a crash of Terraform, see FailCreates:\n%s", strings.Join(args, " "), result.Output)
	}
	if result.Exit != code {
		w.t.Fatalf("%s: got exit code %d, want %d:\n%s", strings.Join(args, " "), result.Exit, code, result.Output)
	}
	return result
}

// State returns the values of a resource of the root module ("armcloud_fleet.all") in
// the state, or nil if the state does not have it.
func (w *Workspace) State(address string) map[string]any {
	w.t.Helper()
	return w.States()[address]
}

// States returns the values of all resources of the root module in the state, by
// address. Each call runs the CLI.
func (w *Workspace) States() map[string]map[string]any {
	w.t.Helper()
	shown := w.expect(0, "show", "-json", "-no-color")
	var state tfjson.State
	if err := shown.ReadJSON(&state); err != nil {
		w.t.Fatalf("unable to read the state: %v\n%s", err, shown.Output)
	}
	all := map[string]map[string]any{}
	if state.Values == nil || state.Values.RootModule == nil {
		return all
	}
	for _, r := range state.Values.RootModule.Resources {
		all[r.Address] = r.AttributeValues
	}
	return all
}

// Binary returns the path of the provider: ACC_PROVIDER, or a binary that is built once
// per test process.
func Binary(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("ACC_PROVIDER"); path != "" {
		return path
	}
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// builtIn is the directory of the built provider, or "" if it is not built yet.
var builtIn string

// Main runs the tests of a package and then removes the built provider. Call it from
// TestMain.
func Main(m *testing.M) {
	code := runAndSearch(m)
	if builtIn != "" {
		// An error leaves only a file in the temporary directory.
		_ = os.RemoveAll(builtIn)
	}
	os.Exit(code)
}

var build = sync.OnceValues(func() (string, error) {
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("unable to find the module: %w", err)
	}
	builtIn, err = os.MkdirTemp("", "terraform-provider-armcloud-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(builtIn, "terraform-provider-armcloud")
	cmd := exec.Command("go", "build", "-o", path, ".")
	cmd.Dir = strings.TrimSpace(string(root))
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("unable to build the provider: %w\n%s", err, out)
	}
	return path, nil
})

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
