package setting_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
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

// apps returns the attribute apps with the given entries.
func apps(entries ...string) string {
	return "apps = {\n" + strings.Join(entries, "\n") + "\n}\n"
}

// ownApp returns an armcloud_instance_app.
func ownApp(name, code, packageName, body string) string {
	return acctest.SettingHCL("app", name, code, fmt.Sprintf("package_name = %q\n%s", packageName, body))
}

// driftApp installs another version of an app on an instance outside Terraform.
// Version 0 uninstalls the app.
func driftApp(p *acctest.Case, code, packageName string, version int64) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Apps: map[string]int64{packageName: version}}); err != nil {
		p.T.Fatal(err)
	}
}

// installedVersion returns the version code of an app on an instance, or 0 if
// it is not installed.
func installedVersion(p *acctest.Case, code, packageName string) int64 {
	p.T.Helper()
	return p.Instance(code).Apps[packageName].VersionCode
}

// An app's name is only sent: changing it installs nothing. Control: another id.
func TestAccAppNameAlone(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(id, name string) {
		entry := apps(`"com.example.kiosk" = { app_id = ` + id + name + ` }`)
		p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, entry) + acctest.FleetOfOneHCL("b", acctest.InstanceB, entry) +
			ownApp("c", acctest.InstanceC, kioskPackage, "app_id = "+id+"\n"+strings.TrimPrefix(name, ", ")))
	}
	write("101", "")
	p.Applies("install 3")
	write("101", `, name = "Kiosk"`)
	p.Applies("")
	p.PlanEmpty()
	write("102", `, name = "Kiosk"`)
	p.Applies("install 3")
	p.PlanEmpty()
}

// An app with the id of another package is refused by name, in all three forms,
// before anything is sent. Control: the right package.
func TestAccAppOfAnotherPackage(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	entry := func(packageName string) string {
		return acctest.Slow + apps(`"`+packageName+`" = { app_id = 101 }`)
	}
	const wrong = "com.example.other"
	for _, resource := range []string{
		acctest.InstanceHCL("a", acctest.InstanceA, entry(wrong)), acctest.FleetOfOneHCL("a", acctest.InstanceA, entry(wrong)), ownApp("a", acctest.InstanceA, wrong, "app_id = 101"),
		// The id is known only at apply.
		"resource \"terraform_data\" \"id\" {\n  input = 101\n}\n" + ownApp("a", acctest.InstanceA, wrong, "app_id = terraform_data.id.output"),
	} {
		p.Configure(resource)
		acctest.Contains(t, p.FailsApply("").Output, "App ID of another package", wrong+" has app_id 101, which is the app "+kioskPackage)
	}
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, entry(kioskPackage)))
	p.Applies("bandwidth 1, install 1")
	acctest.Equal(t, "readings of the catalog", p.Account.Counters().Requests["/file-center/open/app/list"] <= 2, true)
	p.PlanEmpty()
}

// Importing an app that is not installed fails, at both API levels. Control: one
// that is.
func TestAccAppImportOfMissingApp(t *testing.T) {
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		p := acctest.NewCase(t, simulator.Options{Level: level}, "")
		p.Configure(ownApp("a", acctest.InstanceA, kioskPackage, "app_id = 101"))
		failed := p.Run("import", "-no-color", "armcloud_instance_app.a", acctest.InstanceA+"/"+kioskPackage)
		acctest.Equal(t, "exit code", failed.Exit, 1)
		acctest.Contains(t, failed.Output, "Cannot import non-existent app", kioskPackage+" is not installed on "+acctest.InstanceA)
		driftApp(p, acctest.InstanceA, kioskPackage, 100)
		imported := p.Run("import", "-no-color", "armcloud_instance_app.a", acctest.InstanceA+"/"+kioskPackage)
		acctest.Equal(t, "exit code of the control", imported.Exit, 0)
	}
}

// Each app of a map is a setting of its own, in all three forms and at both API
// levels: only changed apps are installed, and only removed ones are
// uninstalled.
func TestAccApps(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Level: level, Quirks: true}, "")
			write := func(entries ...string) {
				p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, apps(entries...)) + acctest.FleetOfOneHCL("b", acctest.InstanceB, apps(entries...)))
			}
			p.Configure(ownApp("c", acctest.InstanceC, kioskPackage, "app_id = 101") + ownApp("d", acctest.InstanceC, counterPackage, "app_id = 5000000103"))
			p.Applies("install 2")
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceC, kioskPackage), 100)
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceC, counterPackage), 10)
			p.PlanEmpty()
			p.Configure(ownApp("c", acctest.InstanceC, kioskPackage, "app_id = 102"))
			p.Applies("install 1, uninstall 1")
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceC, kioskPackage), 200)
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceC, counterPackage), 0)
			p.Destroys("uninstall 1")
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceC, kioskPackage), 0)

			write(kioskApp, counterApp)
			p.Applies("install 4")
			p.PlanEmpty()
			write(kioskTwo, counterApp)
			p.Applies("install 2")
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceA, kioskPackage), 200)
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceB, kioskPackage), 200)
			write(counterApp)
			acctest.NotContains(t, p.PlanChanges().Output, "stay on the instance")
			p.Applies("uninstall 2")
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB} {
				acctest.Equal(t, "version", installedVersion(p, code, kioskPackage), 0)
				acctest.Equal(t, "version", installedVersion(p, code, counterPackage), 10)
			}
			p.PlanEmpty()
			p.Destroys("uninstall 2")
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceB, counterPackage), 0)
		})
	}
}

// If an app fails to install, the others are in the state, and the next apply
// sends only the failed one. The error names instance, app and reason. Removing
// the app from the configuration succeeds, although there is nothing to
// uninstall.
func TestAccAppsThatFail(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for _, level := range []string{simulator.LevelCurrent, simulator.Level2024} {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Level: level}, "")
			p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, apps(kioskApp)) + acctest.FleetOfOneHCL("b", acctest.InstanceB, apps(kioskApp)))
			p.Applies("install 2")
			p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, apps(kioskApp, brokenApp, counterApp)) + acctest.FleetOfOneHCL("b", acctest.InstanceB, apps(kioskApp, brokenApp, counterApp)))
			failed := p.FailsApply("install 4")
			acctest.Contains(t, failed.Output, "Unable to set the app com.example.broken", "Instance: "+acctest.InstanceA, "INSTALL_FAILED_INVALID_APK", acctest.InstanceB)
			planned := p.PlanChanges().Output
			acctest.Contains(t, planned, `+ "com.example.broken"`)
			acctest.NotContains(t, planned, `+ "com.example.counter"`)
			p.FailsApply("install 2")
			p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, apps(kioskApp, counterApp)) + acctest.FleetOfOneHCL("b", acctest.InstanceB, apps(kioskApp, counterApp)))
			p.Apply()
			p.PlanEmpty()
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceA, counterPackage), 10)

			p.Configure(ownApp("c", acctest.InstanceC, "com.example.gone", "app_id = 7"))
			refused := p.FailCreates()
			acctest.Contains(t, refused.Output, "Unable to set the app com.example.gone", acctest.InstanceC, "140005")
			p.Configure("")
			p.Apply()
		})
	}
}

// An app that is uninstalled or replaced outside Terraform is detected if the
// API lists installed apps or the provider may query the instance by shell.
// Another version is drift only if the version is managed. Control: unmanaged
// apps. The 2024 level alone shows nothing, which is not drift.
func TestAccAppsDrift(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	pinned := `"com.example.kiosk" = { app_id = 102, version_code = 200 }`
	resources := acctest.InstanceHCL("a", acctest.InstanceA, apps(pinned, counterApp)) + acctest.FleetOfOneHCL("b", acctest.InstanceB, apps(pinned, counterApp)) +
		ownApp("c", acctest.InstanceC, kioskPackage, "app_id = 102\nversion_code = 200") + ownApp("d", acctest.InstanceC, counterPackage, "app_id = 5000000103")
	for name, c := range map[string]struct {
		level, provider string
		seen            bool
	}{
		"current":       {simulator.LevelCurrent, `drift_checks = "cheap"`, true},
		"2024 by shell": {simulator.Level2024, `drift_checks = "shell"`, true},
		"2024":          {simulator.Level2024, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, simulator.Options{Level: c.level, Quirks: true}, c.provider)
			p.Configure(resources)
			p.Applies("install 6")
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
				driftApp(p, code, counterPackage, 11)
				driftApp(p, code, "com.example.other", 1)
			}
			p.PlanEmpty()
			for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
				driftApp(p, code, kioskPackage, 100)
				driftApp(p, code, counterPackage, 0)
			}
			if !c.seen {
				p.PlanEmpty()
				return
			}
			acctest.Contains(t, p.PlanChanges().Output, "version_code = 100 -> 200", `+ "com.example.counter"`,
				`"drifted: apps/com.example.counter, apps/com.example.kiosk" -> "only"`, "4 to change")
			p.Applies("install 6")
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceA, kioskPackage), 200)
			acctest.Equal(t, "version", installedVersion(p, acctest.InstanceB, counterPackage), 10)
			acctest.Equal(t, "version of the other app", installedVersion(p, acctest.InstanceC, "com.example.other"), 1)
			p.PlanEmpty()
			// An instance that does not run is not queried and has no drift.
			driftApp(p, acctest.InstanceA, counterPackage, 0)
			p.SetOnline(acctest.InstanceA, false)
			p.PlanEmpty()
		})
	}
}

// If uninstalling fails because the app is not installed, it counts as undone.
// Control: it is an error if the app is installed.
func TestAccAppsAlreadyUninstalled(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{Level: simulator.Level2024}, "")
	p.Configure(acctest.InstanceHCL("a", acctest.InstanceA, apps(kioskApp)) + ownApp("b", acctest.InstanceB, kioskPackage, "app_id = 101") + ownApp("c", acctest.InstanceC, kioskPackage, "app_id = 101"))
	p.Applies("install 3")
	driftApp(p, acctest.InstanceA, kioskPackage, 0)
	driftApp(p, acctest.InstanceB, kioskPackage, 0)
	p.Fault(simulator.Fault{Path: "uninstallApp", Kind: simulator.FaultTaskFail, PadCode: acctest.InstanceC, Times: 1, Message: "app is busy"})
	p.Configure("")
	failed := p.FailsApply("uninstall 3")
	acctest.Contains(t, failed.Output, "Unable to undo the app com.example.kiosk", acctest.InstanceC, "app is busy")
	acctest.NotContains(t, failed.Output, "Instance: "+acctest.InstanceA, "Instance: "+acctest.InstanceB)
	p.Applies("uninstall 1")
}

// After an import by id, block or identity, the first apply sends the app once,
// because the API does not return its id. Importing armcloud_instance adopts no
// apps.
func TestAccAppImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		driftApp(p, code, kioskPackage, 100)
	}
	p.Configure(ownApp("a", acctest.InstanceA, kioskPackage, "app_id = 101") + ownApp("b", acctest.InstanceB, kioskPackage, "app_id = 101") + acctest.InstanceHCL("c", acctest.InstanceC, "") + `
import {
  to = armcloud_instance_app.a
  id = "` + acctest.InstanceA + `/com.example.kiosk"
}
import {
  to       = armcloud_instance_app.b
  identity = { pad_code = "` + acctest.InstanceB + `", package_name = "com.example.kiosk" }
}
import {
  to = armcloud_instance.c
  id = "` + acctest.InstanceC + `"
}
`)
	acctest.Contains(t, p.PlanChanges().Output, "+ app_id = 101", "Plan: 3 to import, 0 to add, 2 to change, 0 to destroy")
	p.Applies("install 2")
	p.PlanEmpty()
	for id, words := range map[string]string{
		acctest.InstanceA:              "is not an import ID of armcloud_instance_app. Use pad_code/package_name",
		acctest.InstanceA + "/":        "is not an import ID",
		"/com.example.kiosk":           "is not an import ID",
		acctest.InstanceA + "/one/two": "is not an import ID",
		"no code/com.example.kiosk":    "is not a pad code",
		"AC99999999/com.example.kiosk": "non-existent",
	} {
		p.Configure(ownApp("x", acctest.InstanceA, kioskPackage, "app_id = 101"))
		r := p.Run("import", "-no-color", "armcloud_instance_app.x", id)
		acctest.Equal(t, "exit code", r.Exit, 1)
		acctest.Contains(t, r.Output, words)
	}
}

// Invalid values are errors before any request. Unknown values are not.
func TestAccAppsValidation(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Validates(map[string]acctest.Verdict{
		"fine":      {Resource: ownApp("fine", acctest.InstanceA, kioskPackage, "app_id = 1")},
		"fine_map":  {Resource: acctest.InstanceHCL("fine_map", acctest.InstanceA, apps(kioskApp, counterApp))},
		"no_dot":    {Resource: ownApp("no_dot", acctest.InstanceA, "kiosk", "app_id = 1"), Text: "not a package name"},
		"empty":     {Resource: ownApp("empty", acctest.InstanceA, "", "app_id = 1"), Text: "not a package name"},
		"digit":     {Resource: acctest.InstanceHCL("digit", acctest.InstanceA, apps(`"com.1kiosk" = { app_id = 1 }`)), Text: "not a package name"},
		"in_fleet":  {Resource: acctest.FleetOfOneHCL("in_fleet", acctest.InstanceA, apps(`"kiosk!" = { app_id = 1 }`)), Text: "not a package name"},
		"zero":      {Resource: acctest.InstanceHCL("zero", acctest.InstanceA, apps(`"com.example" = { app_id = 0 }`)), Text: "at least 1"},
		"version":   {Resource: ownApp("version", acctest.InstanceA, kioskPackage, "app_id = 1\nversion_code = 0"), Text: "at least 1"},
		"no_id":     {Resource: acctest.InstanceHCL("no_id", acctest.InstanceA, apps(`"com.example" = { name = "A" }`)), Text: "app_id"},
		"name":      {Resource: ownApp("name", acctest.InstanceA, kioskPackage, "app_id = 1\nname = \"\""), Text: "at least 1"},
		"file_path": {Resource: acctest.SettingHCL("file", "file_path", acctest.InstanceA, "file_id = \"a\"\npath = \"Download\""), Text: "begin with /"},
		"file_id":   {Resource: acctest.SettingHCL("file", "file_id", acctest.InstanceA, "file_id = \"a/b\""), Text: "without /"},
		"file_key":  {Resource: acctest.InstanceHCL("file_key", acctest.InstanceA, `files = { "a/b" = { file_id = "a" } }`), Text: "without /"},
		"file_fine": {Resource: acctest.SettingHCL("file", "file_fine", acctest.InstanceA, "file_id = \"a\"\npath = \"/Download/\"")},
	})
	p.Configure(`
resource "terraform_data" "app" {
  input = { id = 101, package = "com.example.kiosk" }
}
resource "terraform_data" "file" {
  input = { id = "` + simulator.FileConfig + `", path = "/Download" }
}
` + acctest.InstanceHCL("a", acctest.InstanceA, "apps = { \"com.example.kiosk\" = { app_id = terraform_data.app.output.id } }\n files = { \"config\" = { file_id = terraform_data.file.output.id } }") +
		acctest.FleetOfOneHCL("b", acctest.InstanceB, "apps = { (terraform_data.app.output.package) = { app_id = terraform_data.app.output.id } }") +
		acctest.SettingHCL("app", "c", acctest.InstanceC, "package_name = terraform_data.app.output.package\n app_id = terraform_data.app.output.id") +
		acctest.SettingHCL("file", "c", acctest.InstanceC, "file_id = terraform_data.file.output.id\n path = terraform_data.file.output.path"))
	p.Applies("file 2, install 3")
	p.PlanEmpty()
}
