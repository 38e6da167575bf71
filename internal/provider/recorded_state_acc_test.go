package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	tfjson "github.com/hashicorp/terraform-json"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Every state that was recorded with version 0.1.0 can be read, and its plan is
// the recorded one, an hour after the recording: all tasks have ended. The provider is read-only, so a plan that sent a
// change would fail.
func TestAccRecordedState(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for _, name := range acctest.RecordedNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkPlan(t, acctest.OpenRecorded(t, name, time.Hour, recordedOptions(name)), "plan.txt")
		})
	}
}

// The same, while what was running at the time of the recording still runs.
func TestAccRecordedStateRunning(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for _, name := range acctest.RecordedNames(t) {
		if !strings.HasSuffix(name, "-pending") && name != "instance-interrupted" && name != "account-upload-lost" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := recordedOptions(name)
			options.TaskTime = time.Hour
			checkPlan(t, acctest.OpenRecorded(t, name, 0, options), "plan-running.txt")
		})
	}
}

// checkPlan compares the plan with the recorded one.
func checkPlan(t *testing.T, r *acctest.Recorded, file string) {
	t.Helper()
	r.Setenv("ARMCLOUD_READ_ONLY", "true")
	got := summary(t, r.Workspace)
	want := strings.Join(slices.DeleteFunc(strings.Split(string(r.File(t, file)), "\n"), ignored), "\n")
	if got != want {
		t.Errorf("got the plan\n%s\nwant\n%s", got, want)
	}
}

// recordedOptions returns the options of the account of a recorded state.
func recordedOptions(name string) simulator.Options {
	if strings.HasPrefix(name, "account-") {
		return simulator.Options{Level: simulator.Level2024, ExtraEndpoints: []string{"image/queryImageList"}}
	}
	return simulator.Options{}
}

// summary makes a plan and returns what it changes: for each resource, first
// for drift, a line with its address and actions, and a line for each attribute.
func summary(t *testing.T, w *acctest.Workspace) string {
	t.Helper()
	if result := w.Run("plan", "-no-color", "-out=saved.tfplan"); result.Exit != 0 {
		t.Fatalf("got exit code %d from the plan, want 0:\n%s", result.Exit, result.Output)
	}
	shown := w.Run("show", "-json", "saved.tfplan")
	var saved tfjson.Plan
	if err := shown.ReadJSON(&saved); err != nil {
		t.Fatalf("unable to read the plan: %v\n%s", err, shown.Output)
	}
	var lines []string
	for _, c := range saved.ResourceDrift {
		lines = append(lines, linesOf(c, true)...)
	}
	for _, c := range saved.ResourceChanges {
		lines = append(lines, linesOf(c, false)...)
	}
	return strings.Join(append(lines, ""), "\n")
}

// ignored reports whether a line of a summary is of an attribute that version 0.1.0
// did not have or planned differently: the version of a password is unknown in a plan
// now.
func ignored(line string) bool {
	return strings.HasPrefix(line, "  unfinished") || line == "  skipped" || strings.Contains(line, "password_wo_version")
}

// linesOf returns the lines of a summary about one resource.
func linesOf(c *tfjson.ResourceChange, drift bool) []string {
	if c.Change.Actions.NoOp() {
		return nil
	}
	prefix := ""
	if drift {
		prefix = "drift "
	}
	var actions []string
	for _, a := range c.Change.Actions {
		actions = append(actions, string(a))
	}
	lines := []string{prefix + c.Address + ": " + strings.Join(actions, ", ")}
	changed := differences("", c.Change.Before, c.Change.After, c.Change.AfterUnknown)
	kept := slices.DeleteFunc(slices.Clone(changed), ignored)
	if len(kept) == 0 && (len(changed) > 0 || drift) {
		// A sensitive attribute that version 0.1.0 did not have is a drift without a
		// difference.
		return nil
	}
	return append(lines, kept...)
}

// differences returns the paths of the attributes that differ or are known only
// after the apply, sorted.
func differences(path string, before, after, unknown any) []string {
	b, isObject := before.(map[string]any)
	a, staysObject := after.(map[string]any)
	u, _ := unknown.(map[string]any)
	if !isObject || !staysObject {
		switch {
		case unknown == true:
			return []string{"  " + path + " known after apply"}
		case fmt.Sprint(before) != fmt.Sprint(after):
			return []string{"  " + path}
		}
		return nil
	}
	names := map[string]bool{}
	for _, object := range []map[string]any{a, b, u} {
		for name := range object {
			names[name] = true
		}
	}
	var paths []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		child := strings.TrimPrefix(path+"."+name, ".")
		paths = append(paths, differences(child, b[name], a[name], u[name])...)
	}
	return paths
}
