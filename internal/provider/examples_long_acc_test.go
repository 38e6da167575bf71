package provider_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Each example can be applied on a simulated account, its second plan is empty, and it
// can be destroyed. So can each import. Actions run when they are invoked.
func TestAccLongExamples(t *testing.T) {
	t.Parallel()
	acctest.Long(t)
	run := func(name string, account func(*testing.T) *acctest.Account, do func(*testing.T, *acctest.Workspace), files ...string) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			do(t, exampleWorkspace(t, account(t), files...))
		})
	}
	for _, folder := range glob(t, "resources/*") {
		name, example := filepath.Base(folder), filepath.Join(folder, "resource.tf")
		run(name, emptyAccount(folder), applyExample, example)
		for _, block := range glob(t, filepath.Join("resources", name, "import-by-*.tf")) {
			run(name+"/"+filepath.Base(block), fullAccount(folder), applyExample, example, block)
		}
	}
	for _, folder := range glob(t, "data-sources/*") {
		check := applyExample
		if filepath.Base(folder) == "armcloud_instance_preview" {
			// Its URLs are new in each plan.
			check = func(_ *testing.T, w *acctest.Workspace) { w.Apply() }
		}
		run(filepath.Base(folder), fullAccount(folder), check, filepath.Join(folder, "data-source.tf"))
	}
	for _, folder := range glob(t, "ephemeral-resources/*") {
		run(filepath.Base(folder), fullAccount(folder), applyExample, filepath.Join(folder, "ephemeral-resource.tf"))
	}
	for _, folder := range glob(t, "functions/*") {
		run(filepath.Base(folder), fullAccount(folder), applyExample, filepath.Join(folder, "function.tf"))
	}
	for _, folder := range glob(t, "actions/*") {
		name := filepath.Base(folder)
		run("action/"+name, fullAccount(folder), func(t *testing.T, w *acctest.Workspace) {
			acctest.TerraformOnly(t, "actions")
			w.Apply()
			w.PlanEmpty()
			w.Apply("-invoke=action." + name + ".example")
			w.Destroy()
		}, filepath.Join(folder, "action.tf"))
	}
	run("provider", fullAccount(""), applyExample, filepath.Join(examples, "provider", "provider.tf"))
	run("quickstart", fullAccount(""), applyExample, glob(t, "quickstart/*.tf")...)
	run("sharded", fullAccount(""), func(t *testing.T, w *acctest.Workspace) {
		w.Setenv("TF_WORKSPACE", "shard-1")
		applyExample(t, w)
	}, sharded(t)...)
}

// applyExample applies a workspace, plans it and destroys it.
func applyExample(t *testing.T, w *acctest.Workspace) {
	t.Helper()
	w.Apply()
	w.PlanEmpty()
	w.Destroy()
}

// emptyAccount starts an account in which nothing that the examples create exists.
func emptyAccount(folder string) func(*testing.T) *acctest.Account {
	return func(t *testing.T) *acctest.Account {
		t.Helper()
		return acctest.Start(t, simulator.Options{Level: levelOf(folder), RestartTime: 20 * time.Millisecond})
	}
}

// fullAccount starts an account with everything that the examples import and read.
func fullAccount(folder string) func(*testing.T) *acctest.Account {
	return func(t *testing.T) *acctest.Account {
		t.Helper()
		options := simulator.Options{Level: levelOf(folder)}
		if filepath.Base(folder) == "armcloud_device_power_cycle" {
			// The action must see that the instances are not running, also on a loaded machine.
			options.RestartTime = 5 * time.Second
		}
		return exampleAccount(t, options)
	}
}

// levelOf returns the API level that an example needs.
func levelOf(folder string) string {
	if slices.Contains(onlyIn2024, folder) {
		return simulator.Level2024
	}
	return simulator.LevelCurrent
}
