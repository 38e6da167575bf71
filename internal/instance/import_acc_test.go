package instance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// An instance is imported by ID on the command line, by ID in an import block and
// by identity. The import fills in what the API returns, so a configuration with
// only the pad code has an empty plan. Configured settings that the API does not
// return are sent once.
func TestAccInstanceImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.DriftTimeZone(acctest.InstanceA, "Asia/Tokyo")
	resources := acctest.InstanceHCL("a", acctest.InstanceA, "") + acctest.InstanceHCL("b", acctest.InstanceB, "") + acctest.SettingHCL("time_zone", "c", acctest.InstanceC, "time_zone = \"Asia/Shanghai\"") +
		acctest.SettingHCL("proxy", "c", acctest.InstanceC, "ip = \"192.0.2.7\"\n port = 1080") + acctest.SettingHCL("bandwidth", "c", acctest.InstanceC, "upload_mbps = 1\n download_mbps = 2")
	p.Configure(resources + `
import {
  to = armcloud_instance.b
  id = "` + acctest.InstanceB + `"
}
import {
  to       = armcloud_instance_time_zone.c
  identity = { pad_code = "` + acctest.InstanceC + `" }
}
import {
  to       = armcloud_instance_proxy.c
  identity = { pad_code = "` + acctest.InstanceC + `" }
}
import {
  to = armcloud_instance_bandwidth.c
  id = "` + acctest.InstanceC + `"
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	acctest.Equal(t, "imported time zone", p.State("armcloud_instance.a")["time_zone"], any("Asia/Tokyo"))
	planned := p.PlanChanges()
	acctest.Contains(t, planned.Output, "Plan: 4 to import, 0 to add, 2 to change, 0 to destroy", "armcloud_instance_proxy.c will be updated in-place", "armcloud_instance_bandwidth.c will be updated in-place")
	p.Applies("bandwidth 1, proxy 1")
	p.PlanEmpty()
	// Values from an import are not managed, so the state follows the instance.
	p.DriftTimeZone(acctest.InstanceA, "America/Lima")
	p.PlanEmpty()
	// A destroy neither undoes settings that are not managed nor warns of them.
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, "") + acctest.InstanceHCL("b", acctest.InstanceB, ""))
	p.Applies("bandwidth 1, proxy 1")
	acctest.NotContains(t, p.PlanChanges("-destroy").Output, "stay on the instance")
	p.Destroys("")

	for id, words := range map[string][]string{
		"no such code": {"Invalid import ID", "is not a pad code", "AC32010000001"},
		"AC99999999":   {"non-existent"},
	} {
		r := p.Run("import", "-no-color", "armcloud_instance.a", id)
		acctest.Equal(t, "exit code", r.Exit, 1)
		acctest.Contains(t, r.Output, words...)
	}
}

// The configuration that the CLI generates for imported instances has an empty
// plan.
func TestAccInstanceGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Configure(`
import {
  to = armcloud_instance.a
  id = "` + acctest.InstanceA + `"
}
import {
  to = armcloud_instance_time_zone.b
  id = "` + acctest.InstanceB + `"
}
`)
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), `"Asia/Shanghai"`); n != 2 {
		t.Errorf("got the time zone %d times in the generated configuration, want 2:\n%s", n, text)
	}
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 0 to change, 0 to destroy")
	p.Applies("")
	p.PlanEmpty()
}

// An import leaves out what the configuration refuses, such as an offset instead
// of a time zone. Control: an instance with a time zone.
func TestAccInstanceImportLeavesOutInvalidTimeZone(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.ShowTimeZone(acctest.InstanceA, "GMT+08:00")
	imports := func(name, code string) string {
		return "import {\n  to = armcloud_instance." + name + "\n  id = \"" + code + "\"\n}\n"
	}
	p.Configure(imports("a", acctest.InstanceA) + imports("b", acctest.InstanceB))
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	acctest.NotContains(t, string(text), "GMT")
	acctest.Contains(t, string(text), `"Asia/Shanghai"`)
	p.Applies("")
	p.PlanEmpty()
}

// An instance whose properties can't be read is imported without a time zone. The
// configured one is sent once.
func TestAccInstanceImportWithoutProperties(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError, Times: 2})
	p.Configure(acctest.SettingHCL("time_zone", "a", acctest.InstanceA, acctest.Berlin))
	if r := p.Run("import", "-no-color", "armcloud_instance_time_zone.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.Account.ClearFaults()
	acctest.Contains(t, p.PlanChanges().Output, `+ time_zone = "Europe/Berlin"`, "1 to change")
	p.Applies("time_zone 1")
	p.PlanEmpty()
}
