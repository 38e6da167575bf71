package instance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

const (
	kioskPackage   = "com.example.kiosk"
	counterPackage = "com.example.counter"
	brokenPackage  = "com.example.broken"

	kioskApp   = `"com.example.kiosk" = { app_id = 101 }`
	kioskTwo   = `"com.example.kiosk" = { app_id = 102 }`
	counterApp = `"com.example.counter" = { app_id = 5000000103, name = "Counter" }`
	brokenApp  = `"com.example.broken" = { app_id = 104 }`
)

// apps writes the map of apps.
func apps(entries ...string) string {
	return "apps = {\n" + strings.Join(entries, "\n") + "\n}\n"
}

// ownApp writes an armcloud_instance_app.
func ownApp(name, code, packageName, body string) string {
	return own("app", name, code, fmt.Sprintf("package_name = %q\n%s", packageName, body))
}

// driftApp gives a phone another version of an app behind Terraform's back, 0
// takes it away.
func (p *phoneTest) driftApp(code, packageName string, version int64) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Apps: map[string]int64{packageName: version}}); err != nil {
		p.t.Fatal(err)
	}
}

// version gives the version code of an app on a phone, 0 without it.
func (p *phoneTest) version(code, packageName string) int64 {
	p.t.Helper()
	return p.on(code).Apps[packageName].VersionCode
}

// Each app of a map is a setting of its own, in all three forms and on both
// levels: a changed one is installed alone, one that leaves is uninstalled
// alone.
func TestAccApps(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		p := newPhoneTest(t, simulator.Options{Level: level, Quirks: true}, "")
		write := func(entries ...string) {
			p.config(phone("a", phoneA, apps(entries...)) + fleet("b", phoneB, apps(entries...)))
		}
		p.config(ownApp("c", phoneC, kioskPackage, "app_id = 101") + ownApp("d", phoneC, counterPackage, "app_id = 5000000103"))
		p.applies("install 2")
		is(t, "version", p.version(phoneC, kioskPackage), 100)
		is(t, "version", p.version(phoneC, counterPackage), 10)
		p.PlanEmpty()
		p.config(ownApp("c", phoneC, kioskPackage, "app_id = 102"))
		p.applies("install 1, uninstall 1")
		is(t, "version", p.version(phoneC, kioskPackage), 200)
		is(t, "version", p.version(phoneC, counterPackage), 0)
		p.destroys("uninstall 1")
		is(t, "version", p.version(phoneC, kioskPackage), 0)

		write(kioskApp, counterApp)
		p.applies("install 4")
		p.PlanEmpty()
		write(kioskTwo, counterApp)
		p.applies("install 2")
		is(t, "version", p.version(phoneA, kioskPackage), 200)
		is(t, "version", p.version(phoneB, kioskPackage), 200)
		write(counterApp)
		silent(t, p.PlanChanges().Output, "stay on the phone")
		p.applies("uninstall 2")
		for _, code := range []string{phoneA, phoneB} {
			is(t, "version", p.version(code, kioskPackage), 0)
			is(t, "version", p.version(code, counterPackage), 10)
		}
		p.PlanEmpty()
		p.destroys("uninstall 2")
		is(t, "version", p.version(phoneB, counterPackage), 0)
	}
}

// An app that fails to install keeps the others in the state: the next apply
// sends it alone. The error names phone, app and reason. It can be given up,
// although there is nothing that could be uninstalled.
func TestAccAppsThatFail(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		p := newPhoneTest(t, simulator.Options{Level: level}, "")
		p.config(phone("a", phoneA, apps(kioskApp)) + fleet("b", phoneB, apps(kioskApp)))
		p.applies("install 2")
		p.config(phone("a", phoneA, apps(kioskApp, brokenApp, counterApp)) + fleet("b", phoneB, apps(kioskApp, brokenApp, counterApp)))
		failed := p.fails("install 4")
		says(t, failed.Output, "Unable to set the app com.example.broken", "Phone: "+phoneA, "INSTALL_FAILED_INVALID_APK", phoneB)
		planned := p.PlanChanges().Output
		says(t, planned, `+ "com.example.broken"`)
		silent(t, planned, `+ "com.example.counter"`)
		p.fails("install 2")
		p.config(phone("a", phoneA, apps(kioskApp, counterApp)) + fleet("b", phoneB, apps(kioskApp, counterApp)))
		p.Apply()
		p.PlanEmpty()
		is(t, "version", p.version(phoneA, counterPackage), 10)

		p.config(ownApp("c", phoneC, "com.example.gone", "app_id = 7"))
		refused := p.FailApply()
		says(t, refused.Output, "Unable to set the app com.example.gone", phoneC, "140005")
		p.config("")
		p.Apply()
	}
}

// An app that somebody uninstalls or replaces is seen where the API shows the
// installed apps, or the phone is asked; the other version is drift only where
// the version is managed. Unmanaged apps are the control. The level of 2024
// shows nothing by itself, and nothing is no evidence.
func TestAccAppsDrift(t *testing.T) {
	t.Parallel()
	pinned := `"com.example.kiosk" = { app_id = 102, version_code = 200 }`
	resources := phone("a", phoneA, apps(pinned, counterApp)) + fleet("b", phoneB, apps(pinned, counterApp)) +
		ownApp("c", phoneC, kioskPackage, "app_id = 102\nversion_code = 200") + ownApp("d", phoneC, counterPackage, "app_id = 5000000103")
	for _, c := range []struct {
		level, provider string
		seen            bool
	}{
		{simulator.LevelCurrent, `drift_checks = "cheap"`, true},
		{simulator.Level2024, `drift_checks = "shell"`, true},
		{simulator.Level2024, "", false},
	} {
		p := newPhoneTest(t, simulator.Options{Level: c.level, Quirks: true}, c.provider)
		p.config(resources)
		p.applies("install 6")
		for _, code := range []string{phoneA, phoneB, phoneC} {
			p.driftApp(code, counterPackage, 11)
			p.driftApp(code, "com.example.other", 1)
		}
		p.PlanEmpty()
		for _, code := range []string{phoneA, phoneB, phoneC} {
			p.driftApp(code, kioskPackage, 100)
			p.driftApp(code, counterPackage, 0)
		}
		if !c.seen {
			p.PlanEmpty()
			continue
		}
		says(t, p.PlanChanges().Output, "version_code = 100 -> 200", `+ "com.example.counter"`,
			`"drifted: apps/com.example.counter, apps/com.example.kiosk" -> "only"`, "4 to change")
		p.applies("install 6")
		is(t, "version", p.version(phoneA, kioskPackage), 200)
		is(t, "version", p.version(phoneB, counterPackage), 10)
		is(t, "version of the other app", p.version(phoneC, "com.example.other"), 1)
		p.PlanEmpty()
		// A phone that is not running is not asked, and is no drift.
		p.driftApp(phoneA, counterPackage, 0)
		p.setOnline(phoneA, false)
		p.PlanEmpty()
	}
}

// Where uninstalling fails because the app is not there, nothing is left to
// do; where it fails and the app is there, the control, that is an error.
func TestAccAppsThatAreGone(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{Level: simulator.Level2024}, "")
	p.config(phone("a", phoneA, apps(kioskApp)) + ownApp("b", phoneB, kioskPackage, "app_id = 101") + ownApp("c", phoneC, kioskPackage, "app_id = 101"))
	p.applies("install 3")
	p.driftApp(phoneA, kioskPackage, 0)
	p.driftApp(phoneB, kioskPackage, 0)
	p.fault(simulator.Fault{Path: "uninstallApp", Kind: simulator.FaultTaskFail, PadCode: phoneC, Times: 1, Message: "app is busy"})
	p.config("")
	failed := p.fails("uninstall 3")
	says(t, failed.Output, "Unable to take back the app com.example.kiosk", phoneC, "app is busy")
	silent(t, failed.Output, "Phone: "+phoneA, "Phone: "+phoneB)
	p.applies("uninstall 1")
}

// Imported by phone and package, in a block and by identity, the first plan
// sends the app once, because the API does not show its id; an import of
// armcloud_instance takes no apps over.
func TestAccAppImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	for _, code := range []string{phoneA, phoneB, phoneC} {
		p.driftApp(code, kioskPackage, 100)
	}
	p.config(ownApp("a", phoneA, kioskPackage, "app_id = 101") + ownApp("b", phoneB, kioskPackage, "app_id = 101") + phone("c", phoneC, "") + `
import {
  to = armcloud_instance_app.a
  id = "` + phoneA + `/com.example.kiosk"
}
import {
  to       = armcloud_instance_app.b
  identity = { pad_code = "` + phoneB + `", package_name = "com.example.kiosk" }
}
import {
  to = armcloud_instance.c
  id = "` + phoneC + `"
}
`)
	says(t, p.PlanChanges().Output, "+ app_id = 101", "Plan: 3 to import, 0 to add, 2 to change, 0 to destroy")
	p.applies("install 2")
	p.PlanEmpty()
	for id, words := range map[string]string{
		phoneA:                         "not of the form pad_code/package_name",
		phoneA + "/":                   "not of the form",
		"/com.example.kiosk":           "not of the form",
		phoneA + "/one/two":            "not of the form",
		"no code/com.example.kiosk":    "is not a pad code",
		"AC99999999/com.example.kiosk": "non-existent",
	} {
		p.config(ownApp("x", phoneA, kioskPackage, "app_id = 101"))
		r := p.Run("import", "-no-color", "armcloud_instance_app.x", id)
		is(t, "exit code", r.Exit, 1)
		says(t, r.Output, words)
	}
}

// What cannot be is an error before anything is asked; what is not known yet
// is no mistake.
func TestAccAppsValidation(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.validates(map[string]verdict{
		"fine":      {ownApp("fine", phoneA, kioskPackage, "app_id = 1"), "", false},
		"fine_map":  {phone("fine_map", phoneA, apps(kioskApp, counterApp)), "", false},
		"no_dot":    {ownApp("no_dot", phoneA, "kiosk", "app_id = 1"), "not a package name", false},
		"empty":     {ownApp("empty", phoneA, "", "app_id = 1"), "not a package name", false},
		"digit":     {phone("digit", phoneA, apps(`"com.1kiosk" = { app_id = 1 }`)), "not a package name", false},
		"in_fleet":  {fleet("in_fleet", phoneA, apps(`"kiosk!" = { app_id = 1 }`)), "not a package name", false},
		"zero":      {phone("zero", phoneA, apps(`"com.example" = { app_id = 0 }`)), "at least 1", false},
		"version":   {ownApp("version", phoneA, kioskPackage, "app_id = 1\nversion_code = 0"), "at least 1", false},
		"no_id":     {phone("no_id", phoneA, apps(`"com.example" = { name = "A" }`)), "app_id", false},
		"name":      {ownApp("name", phoneA, kioskPackage, "app_id = 1\nname = \"\""), "at least 1", false},
		"file_path": {own("file", "file_path", phoneA, "file_id = \"a\"\npath = \"Download\""), "begin with /", false},
		"file_id":   {own("file", "file_id", phoneA, "file_id = \"a/b\""), "without /", false},
		"file_key":  {phone("file_key", phoneA, `files = { "a/b" = { file_id = "a" } }`), "without /", false},
		"file_fine": {own("file", "file_fine", phoneA, "file_id = \"a\"\npath = \"/Download/\""), "", false},
	})
	p.config(`
resource "terraform_data" "app" {
  input = { id = 101, package = "com.example.kiosk" }
}
resource "terraform_data" "file" {
  input = { id = "` + simulator.FileConfig + `", path = "/Download" }
}
` + phone("a", phoneA, "apps = { \"com.example.kiosk\" = { app_id = terraform_data.app.output.id } }\n files = { \"config\" = { file_id = terraform_data.file.output.id } }") +
		fleet("b", phoneB, "apps = { (terraform_data.app.output.package) = { app_id = terraform_data.app.output.id } }") +
		own("app", "c", phoneC, "package_name = terraform_data.app.output.package\n app_id = terraform_data.app.output.id") +
		own("file", "c", phoneC, "file_id = terraform_data.file.output.id\n path = terraform_data.file.output.path"))
	p.applies("file 2, install 3")
	p.PlanEmpty()
}
