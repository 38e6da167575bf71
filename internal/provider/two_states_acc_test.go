//go:build unix

package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Two applies from two states change the same instances at the same time. Both end
// without errors, each instance has the settings of one of them, restarts aren't repeated
// within an apply, and the state that lost shows drift: of ADB, because a time zone that is
// overwritten before it was seen is never confirmed. Settings that only one of them
// has are on all instances.
func TestAccTwoStatesApplyTogether(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 20, TaskTime: 100 * time.Millisecond, RestartTime: 100 * time.Millisecond})
	adb := map[string]string{"a": "adb_enabled = true\n", "b": "adb_enabled = false\n"}
	own := map[string]string{"a": acctest.Slow, "b": "android_properties = { properties = { \"ro.product.model\" = \"Kiosk\" }, restart = true }\n"}
	workspaces, applies := map[string]*acctest.Workspace{}, map[string]*acctest.Running{}
	for name, contested := range adb {
		workspaces[name] = acctest.NewWorkspace(t, account.Provider("")+
			acctest.FleetHCL(name, acctest.Phones("shop", 1, 20), "shop = {\n"+contested+own[name]+"}"))
		applies[name] = workspaces[name].Start("apply", "-auto-approve", "-no-color")
	}
	for name, apply := range applies {
		if result := apply.Wait(); result.Exit != 0 {
			t.Errorf("%s: got exit code %d, want 0:\n%s", name, result.Exit, result.Output)
		}
	}
	on := 0
	for n := 1; n <= 20; n++ {
		state, _ := account.Instance(acctest.PadCode(n))
		if state.ADB {
			on++
		}
		if state.Bandwidth.UploadMbps != 5 || state.AndroidProperties["ro.product.model"] != "Kiosk" || state.Reboots != 1 {
			t.Errorf("%s: got %+v, want the settings of both states and one restart", state.PadCode, state)
		}
	}
	drifted := 0
	for name, w := range workspaces {
		plan := w.Run("plan", "-detailed-exitcode", "-no-color")
		matches := on == 20
		if name == "b" {
			matches = on == 0
		}
		if want := map[bool]int{true: 0, false: 2}[matches]; plan.Exit != want || strings.Contains(plan.Output, "Error") {
			t.Errorf("%s: with ADB on %d of 20 instances, got exit code %d of the plan, want %d:\n%s", name, on, plan.Exit, want, plan.Output)
		}
		drifted += plan.Exit / 2
	}
	if drifted == 0 {
		t.Error("got no state with drift, want at least one")
	}
}
