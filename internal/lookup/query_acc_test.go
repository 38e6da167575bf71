package lookup_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// queryCase is a simulated account with a workspace for terraform query.
func queryCase(t *testing.T, options simulator.Options, query string) *acctest.Case {
	t.Helper()
	acctest.TerraformOnly(t, "queries")
	p := acctest.NewCase(t, options, "")
	p.WriteFile("list.tfquery.hcl", query)
	return p
}

// A query of an account of 50 instances, of which all settings differ from those of a
// new instance, and of its apps and files generates a configuration. Its plan has only
// imports, its apply changes nothing, and the next plan is empty.
func TestAccQueryGeneratesConfiguration(t *testing.T) {
	t.Parallel()
	p := queryCase(t, simulator.Options{Instances: 50}, `
list "armcloud_instance" "all" {
  provider = armcloud
}
list "armcloud_app" "all" {
  provider = armcloud
}
list "armcloud_file" "all" {
  provider = armcloud
}
`)
	acctest.SetEverySetting(t, p.Account)
	p.SetOnline(acctest.InstanceC, false)
	result := p.Run("query", "-no-color", "-generate-config-out=generated.tf")
	acctest.Equal(t, "exit code", result.Exit, 0)
	acctest.NotContains(t, result.Output, "Error:", "Incomplete")
	acctest.Contains(t, result.Output, "list.armcloud_instance.all", acctest.InstanceA, "AC32010000050", "Kiosk 1.0", "wallpaper.png")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	p.Must(err)
	// The controls: there is a setting for each running instance, with its escaped text,
	// and none that an import leaves out.
	acctest.Equal(t, "imports", strings.Count(string(text), "\nimport {"), 50+5+4)
	acctest.Equal(t, "time zones", strings.Count(string(text), "\n  time_zone "), 49)
	acctest.Equal(t, "SIM cards", strings.Count(string(text), "\n  sim "), 49)
	acctest.NotContains(t, string(text), "192.0.2.7", "upload_mbps")
	planned := p.PlanChanges().Output
	acctest.Contains(t, planned, "Plan: 59 to import, 0 to add, 0 to change, 0 to destroy.")
	// The warning about development overrides is the only one.
	if n := strings.Count(planned, "Warning: "); n != 1 {
		t.Errorf("got %d warnings, want 1:\n%s", n, planned[strings.Index(planned, "Plan:"):])
	}
	p.Applies("")
	p.PlanEmpty()
}

// Bad filters are errors of the query, limits and filters select instances, a listing
// that fails on its second page is an error, and an account without instances is an
// empty list.
func TestAccQueryListsInstances(t *testing.T) {
	t.Parallel()
	p := queryCase(t, simulator.Options{Instances: 600}, "")
	query := func(exit int, lists map[string]string) string {
		var blocks strings.Builder
		for name, arguments := range lists {
			fmt.Fprintf(&blocks, "list \"armcloud_instance\" %q {\n  provider = armcloud\n  %s\n}\n", name, arguments)
		}
		p.WriteFile("list.tfquery.hcl", blocks.String())
		result := p.Run("query", "-no-color")
		if result.Exit != exit {
			t.Errorf("got exit code %d, want %d:\n%s", result.Exit, exit, result.Output)
		}
		return result.Output
	}
	acctest.Contains(t, query(1, map[string]string{
		"status": `config { filter = { status = "sleeping" } }`, "code": `config { filter = { pad_codes = ["not one"] } }`,
		"null": `config { filter = { group_ids = [1, null] } }`, "empty": `config { filter = { idc_code = "" } }`,
	}), "Unknown status", "must be a pad code such as", "Null List Value", "at least 1")

	found := query(0, map[string]string{
		"default": "", "limit_0": "limit = 0", "limit_1": "limit = 1", "all": "limit = 1000",
		"no_codes": "config { filter = { pad_codes = [] } }", "unknown_group": "config { filter = { group_ids = [99] } }",
	})
	for name, want := range map[string]int{"default": 100, "limit_0": 0, "limit_1": 1, "all": 600, "no_codes": 0, "unknown_group": 0} {
		acctest.Equal(t, name, strings.Count(found, "list.armcloud_instance."+name+" "), want)
	}

	p.Fault(simulator.Fault{Path: "/pad/padDetails", Kind: simulator.FaultError, After: 1})
	failed := query(1, map[string]string{"some": ""})
	acctest.Contains(t, failed, "Unable to list the instances", "(POST /openapi/open/pad/padDetails)")
	acctest.NotContains(t, failed, acctest.InstanceA)

	p.ClearFaults()
	p.Must(p.Remove(p.PadCodes()))
	acctest.Contains(t, query(0, map[string]string{"some": ""}), "list.armcloud_instance.some", "returned 0 results")
}
