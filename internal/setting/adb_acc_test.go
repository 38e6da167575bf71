package setting_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const adbOn = "adb_enabled = true\n"

// driftADB enables or disables ADB on an instance outside Terraform.
func driftADB(p *acctest.Case, code string, on bool) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{ADB: &on}); err != nil {
		p.T.Fatal(err)
	}
}

// ADB is enabled in all three forms with the operation of the API level, and
// disabled on release. Control: an instance with on_release = "keep".
func TestAccADB(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, c := range map[string]struct {
		options   simulator.Options
		operation string
	}{
		"current": {simulator.Options{}, "adb "},
		"2024":    {simulator.Options{Level: simulator.Level2024}, "adb of 2024 "},
		"quirks":  {simulator.Options{Quirks: true}, "adb "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent := func(n string) string { return c.operation + n }
			p := acctest.NewCase(t, c.options, "")
			p.Configure(acctest.SettingHCL("adb", "a", acctest.InstanceA, "enabled = true") + acctest.InstanceHCL("b", acctest.InstanceB, adbOn) + acctest.FleetOfOneHCL("c", acctest.InstanceC, adbOn) +
				acctest.InstanceHCL("d", acctest.PadCode(4), adbOn+`on_release = "keep"`))
			p.Applies(sent("4"))
			// At most one instance tries an operation that the level lacks.
			if n := p.Account.Counters().Requests[armcloud.OpenADB.Path]; n > 4 {
				t.Errorf("got %d requests for the newer operation, want at most 4", n)
			}
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC, acctest.PadCode(4)} {
				acctest.Equal(t, "ADB of "+code, p.Instance(code).ADB, true)
			}
			p.PlanEmpty()

			p.Configure(acctest.SettingHCL("adb", "a", acctest.InstanceA, "enabled = false") + acctest.InstanceHCL("b", acctest.InstanceB, adbOn) + acctest.FleetOfOneHCL("c", acctest.InstanceC, adbOn) + acctest.InstanceHCL("d", acctest.PadCode(4), adbOn+`on_release = "keep"`))
			p.Applies(sent("1"))
			acctest.Equal(t, "ADB", p.Instance(acctest.InstanceA).ADB, false)
			p.PlanEmpty()

			p.Configure(acctest.InstanceHCL("b", acctest.InstanceB, "") + acctest.FleetOfOneHCL("c", acctest.InstanceC, "") + acctest.InstanceHCL("d", acctest.PadCode(4), `on_release = "keep"`))
			acctest.NotContains(t, p.PlanChanges().Output, "stay on the instance")
			p.Applies(sent("3"))
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
				acctest.Equal(t, "ADB of "+code, p.Instance(code).ADB, false)
			}
			acctest.Equal(t, "kept ADB", p.Instance(acctest.PadCode(4)).ADB, true)
			p.PlanEmpty()
		})
	}
}

// Equal changes share one request if the API accepts several instances.
func TestAccADBSharesRequests(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(acctest.FleetHCL("all", acctest.Phones("shop", 1, 5), "shop = { adb_enabled = true }"))
	p.Applies("adb 5")
	p.WantShared(armcloud.OpenADB.Path, 5, 1)
}

// A change of ADB outside Terraform is detected in all three forms and with the
// cheapest drift checks. Control: unmanaged ADB. The 2024 level does not return
// ADB, which is not drift.
func TestAccADBDrift(t *testing.T) {
	t.Parallel()
	resources := acctest.SettingHCL("adb", "a", acctest.InstanceA, "enabled = true") + acctest.InstanceHCL("b", acctest.InstanceB, adbOn) + acctest.FleetOfOneHCL("c", acctest.InstanceC, adbOn) + acctest.InstanceHCL("d", acctest.PadCode(4), acctest.Slow)
	p := acctest.NewCase(t, simulator.Options{}, `drift_checks = "cheap"`)
	p.Configure(resources)
	p.Applies("bandwidth 1, adb 3")
	driftADB(p, acctest.PadCode(4), true)
	p.PlanEmpty()
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		driftADB(p, code, false)
	}
	acctest.Contains(t, p.PlanChanges().Output, "enabled = false -> true", "adb_enabled = false -> true", `"drifted: adb_enabled" -> "only"`, "3 to change")
	p.Applies("adb 3")
	acctest.Equal(t, "ADB", p.Instance(acctest.InstanceC).ADB, true)
	acctest.Equal(t, "unmanaged ADB", p.Instance(acctest.PadCode(4)).ADB, true)
	p.PlanEmpty()

	p = acctest.NewCase(t, simulator.Options{Level: simulator.Level2024}, "")
	p.Configure(resources)
	p.Applies("bandwidth 1, adb of 2024 3")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		driftADB(p, code, false)
	}
	p.PlanEmpty()
	p.Configure(resources + acctest.InstanceHCL("e", acctest.PadCode(5), adbOn))
	p.Applies("adb of 2024 1")
}

// Importing the single-setting resource reads what the API shows. Importing
// armcloud_instance does not adopt ADB, which it would have to undo. If the API
// shows nothing, the configured value is sent once.
func TestAccADBImport(t *testing.T) {
	t.Parallel()
	resources := acctest.SettingHCL("adb", "a", acctest.InstanceA, "enabled = true") + acctest.SettingHCL("adb", "b", acctest.InstanceB, "enabled = true") + acctest.InstanceHCL("c", acctest.InstanceC, "") + `
import {
  to = armcloud_instance_adb.a
  id = "` + acctest.InstanceA + `"
}
import {
  to       = armcloud_instance_adb.b
  identity = { pad_code = "` + acctest.InstanceB + `" }
}
import {
  to = armcloud_instance.c
  id = "` + acctest.InstanceC + `"
}
`
	p := acctest.NewCase(t, simulator.Options{}, "")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceC} {
		driftADB(p, code, true)
	}
	driftADB(p, acctest.InstanceB, false)
	p.Configure(resources)
	acctest.Contains(t, p.PlanChanges().Output, "enabled = false -> true", "Plan: 3 to import, 0 to add, 1 to change, 0 to destroy")
	p.Applies("adb 1")
	p.PlanEmpty()
	p.Configure(acctest.InstanceHCL("c", acctest.InstanceC, ""))
	p.Destroys("adb 2")
	acctest.Equal(t, "ADB that was there", p.Instance(acctest.InstanceC).ADB, true)

	p = acctest.NewCase(t, simulator.Options{Level: simulator.Level2024}, "")
	p.Configure(resources)
	acctest.Contains(t, p.PlanChanges().Output, "+ enabled = true", "Plan: 3 to import, 0 to add, 2 to change, 0 to destroy")
	p.Applies("adb of 2024 2")
	p.PlanEmpty()
}

// An unknown value can be planned. If ADB fails, the error names it and the
// other settings are applied.
func TestAccADBUnknownAndFailing(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	later := "resource \"terraform_data\" \"later\" {\n input = true\n}\n"
	p.Configure(later + acctest.SettingHCL("adb", "a", acctest.InstanceA, "enabled = terraform_data.later.output") + acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow+"adb_enabled = terraform_data.later.output"))
	p.Fault(simulator.Fault{Path: "openOnlineAdb", Kind: simulator.FaultTaskFail, PadCode: acctest.InstanceB, Message: "no luck"})
	failed := p.FailsCreates("bandwidth 1, adb 2")
	acctest.Contains(t, failed.Output, "Unable to set ADB", "Instance: "+acctest.InstanceB, "no luck")
	p.Account.ClearFaults()
	if r := p.Run("untaint", "armcloud_instance.b"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Applies("adb 1")
	p.PlanEmpty()
}
