package instance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// A phone comes in by id on the command line, by id in a block and by
// identity. What the API shows is filled in; a configuration with the pad code
// alone plans nothing; what it names and the API does not show is sent once.
func TestAccPhoneImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.drift(phoneA, "Asia/Tokyo")
	resources := phone("a", phoneA, "") + phone("b", phoneB, "") + own("time_zone", "c", phoneC, "time_zone = \"Asia/Shanghai\"") +
		own("proxy", "c", phoneC, "ip = \"192.0.2.7\"\n port = 1080") + own("bandwidth", "c", phoneC, "upload_mbps = 1\n download_mbps = 2")
	p.config(resources + `
import {
  to = armcloud_instance.b
  id = "` + phoneB + `"
}
import {
  to       = armcloud_instance_time_zone.c
  identity = { pad_code = "` + phoneC + `" }
}
import {
  to       = armcloud_instance_proxy.c
  identity = { pad_code = "` + phoneC + `" }
}
import {
  to = armcloud_instance_bandwidth.c
  id = "` + phoneC + `"
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance.a", phoneA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	is(t, "imported time zone", p.State("armcloud_instance.a")["time_zone"], any("Asia/Tokyo"))
	planned := p.PlanChanges()
	says(t, planned.Output, "Plan: 4 to import, 0 to add, 2 to change, 0 to destroy", "armcloud_instance_proxy.c will be updated in-place", "armcloud_instance_bandwidth.c will be updated in-place")
	p.applies("bandwidth 1, proxy 1")
	p.PlanEmpty()
	// What the import filled in is not managed: the state follows the phone.
	p.drift(phoneA, "America/Lima")
	p.PlanEmpty()
	// A phone that is not managed is not released, and nothing is said about it.
	p.config(phone("a", phoneA, "") + phone("b", phoneB, ""))
	p.applies("bandwidth 1, proxy 1")
	silent(t, p.PlanChanges("-destroy").Output, "stay on the phone")
	p.destroys("")

	for id, words := range map[string][]string{
		"no such code": {"Wrong import id", "is not a pad code", "AC32010000001"},
		"AC99999999":   {"non-existent"},
	} {
		r := p.Run("import", "-no-color", "armcloud_instance.a", id)
		is(t, "exit code", r.Exit, 1)
		says(t, r.Output, words...)
	}
}

// The configuration that the CLI writes for imported phones plans clean.
func TestAccPhoneGeneratedConfiguration(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.config(`
import {
  to = armcloud_instance.a
  id = "` + phoneA + `"
}
import {
  to = armcloud_instance_time_zone.b
  id = "` + phoneB + `"
}
`)
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), `"Asia/Shanghai"`); n != 2 {
		t.Errorf("the generated configuration names the time zone %d times, want 2:\n%s", n, text)
	}
	says(t, p.PlanChanges().Output, "Plan: 2 to import, 0 to add, 0 to change, 0 to destroy")
	p.applies("")
	p.PlanEmpty()
}

// A phone whose properties cannot be read is imported all the same; the
// configured zone is then sent once.
func TestAccPhoneImportWithoutEvidence(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError, Times: 2})
	p.config(own("time_zone", "a", phoneA, berlin))
	if r := p.Run("import", "-no-color", "armcloud_instance_time_zone.a", phoneA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	p.account.ClearFaults()
	says(t, p.PlanChanges().Output, `+ time_zone = "Europe/Berlin"`, "1 to change")
	p.applies("time_zone 1")
	p.PlanEmpty()
}
