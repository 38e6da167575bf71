package setting_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Composite forms of languages.
const (
	germanDE = "language = {\n code = \"de\"\n country = \"DE\"\n }\n"
	german   = "language = { code = \"de\" }\n"
)

// A language is set in all three forms. Only what changed is sent again. A
// removed language stays on the instance, and the plan warns about it. Control:
// an unmanaged country, which does not change.
func TestAccLanguage(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	write := func(country, more string) {
		p.Configure(acctest.SettingHCL("language", "a", acctest.InstanceA, "code = \"de\"\n country = \""+country+"\"") + acctest.InstanceHCL("b", acctest.InstanceB, german+more) +
			acctest.FleetOfOneHCL("c", acctest.InstanceC, germanDE+acctest.Slow))
	}
	write("DE", acctest.Slow)
	p.Applies("language 3, bandwidth 2")
	acctest.Equal(t, "resource", languageOf(p, acctest.InstanceA), "de-DE")
	acctest.Equal(t, "armcloud_instance", languageOf(p, acctest.InstanceB), "de-CN")
	acctest.Equal(t, "profile", languageOf(p, acctest.InstanceC), "de-DE")
	p.PlanEmpty()

	write("AT", acctest.Berlin+acctest.Slow)
	acctest.Contains(t, p.PlanChanges().Output, `"DE" -> "AT"`, "0 to add, 2 to change")
	p.Applies("time_zone 1, language 1")
	acctest.Equal(t, "resource", languageOf(p, acctest.InstanceA), "de-AT")
	p.PlanEmpty()

	p.Configure(acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow) + acctest.FleetOfOneHCL("c", acctest.InstanceC, acctest.Slow))
	acctest.Contains(t, p.PlanChanges().Output, "Warning: Some settings stay on the instance", "language", acctest.InstanceA, acctest.InstanceB, "one more similar warning")
	p.Applies("")
	for _, code := range []string{acctest.InstanceA, acctest.InstanceB, acctest.InstanceC} {
		acctest.Equal(t, "language", p.Instance(code).Language, "de")
	}
	p.PlanEmpty()
	p.DriftTimeZone(acctest.InstanceB, "Asia/Tokyo")
	driftLanguage(p, acctest.InstanceB, "en-US")
	p.PlanEmpty()
}

// languageOf returns the locale of an instance, for example de-DE.
func languageOf(p *acctest.Case, code string) string {
	p.T.Helper()
	state := p.Instance(code)
	return state.Language + "-" + state.Country
}

// driftLanguage changes the language of an instance outside Terraform.
func driftLanguage(p *acctest.Case, code, language string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Language: &language}); err != nil {
		p.T.Fatal(err)
	}
}

// showLanguage fixes what the properties of an instance show of its language,
// whatever its language is. "" hides it.
func showLanguage(p *acctest.Case, code, language, country string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Reported: simulator.Properties{
		"setting": {"language": language}, "system": {"persist.sys.language": language, "persist.sys.country": country},
	}}); err != nil {
		p.T.Fatal(err)
	}
}

// A change of the language outside Terraform is detected in all three forms,
// and that of a country if it is managed. Controls: an unmanaged country and an
// unmanaged language.
func TestAccLanguageDrift(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]simulator.Options{"current": {}, "2024 with quirks": {Level: simulator.Level2024, Quirks: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, options, "")
			const other = "AC32010000004"
			p.Configure(acctest.SettingHCL("language", "a", acctest.InstanceA, "code = \"de\"\n country = \"DE\"") + acctest.InstanceHCL("b", acctest.InstanceB, german) +
				acctest.FleetOfOneHCL("c", acctest.InstanceC, germanDE) + acctest.InstanceHCL("d", other, acctest.Slow))
			p.Apply()
			driftLanguage(p, acctest.InstanceB, "de-AT")
			driftLanguage(p, other, "fr-FR")
			p.PlanEmpty()

			driftLanguage(p, acctest.InstanceA, "de-AT")
			driftLanguage(p, acctest.InstanceB, "fr-FR")
			driftLanguage(p, acctest.InstanceC, "en-US")
			planned := p.PlanChanges()
			acctest.Contains(t, planned.Output, `"AT" -> "DE"`, `"fr" -> "de"`, `"drifted: language" -> "only"`, "0 to add, 3 to change")
			p.Applies("language 3")
			acctest.Equal(t, "resource", languageOf(p, acctest.InstanceA), "de-DE")
			acctest.Equal(t, "armcloud_instance", p.Instance(acctest.InstanceB).Language, "de")
			acctest.Equal(t, "profile", languageOf(p, acctest.InstanceC), "de-DE")
			acctest.Equal(t, "unmanaged", languageOf(p, other), "fr-FR")
			p.PlanEmpty()

			// Empty properties and properties that cannot be read are no evidence.
			showLanguage(p, acctest.InstanceA, "", "")
			p.PlanEmpty()
			showLanguage(p, acctest.InstanceA, "fr", "FR")
			p.Fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
			p.PlanEmpty()
			p.Account.ClearFaults()
			acctest.Contains(t, p.PlanChanges().Output, `"fr" -> "de"`, "1 to change")
		})
	}
}

// Properties that always show something else cause no permanent difference.
// Control: an instance whose properties show its language, where drift is
// detected.
func TestAccLanguageOfAnotherSource(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	showLanguage(p, acctest.InstanceA, "C", "POSIX")
	showLanguage(p, acctest.InstanceB, "C", "POSIX")
	p.Configure(acctest.SettingHCL("language", "a", acctest.InstanceA, "code = \"de\"\n country = \"DE\"") + acctest.FleetOfOneHCL("b", acctest.InstanceB, germanDE) + acctest.InstanceHCL("c", acctest.InstanceC, germanDE))
	p.Applies("language 3")
	p.PlanEmpty()
	p.Applies("")
	driftLanguage(p, acctest.InstanceC, "fr-FR")
	acctest.Contains(t, p.PlanChanges().Output, `"fr" -> "de"`, "1 to change")
}

// A language is imported by id, block or identity. Configurations with all,
// part or nothing of it plan no change, nor does the generated configuration.
func TestAccLanguageImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	driftLanguage(p, acctest.InstanceA, "fr-CA")
	p.Configure(acctest.SettingHCL("language", "a", acctest.InstanceA, "code = \"fr\"\n country = \"CA\"") + acctest.SettingHCL("language", "b", acctest.InstanceB, "code = \"zh\"") + acctest.InstanceHCL("c", acctest.InstanceC, "") + `
import {
  to = armcloud_instance_language.b
  id = "` + acctest.InstanceB + `"
}
import {
  to       = armcloud_instance.c
  identity = { pad_code = "` + acctest.InstanceC + `" }
}
import {
  to = armcloud_instance.generated
  id = "AC32010000004"
}
import {
  to = armcloud_instance_language.generated
  id = "AC32010000005"
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance_language.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	acctest.Equal(t, "imported country", p.State("armcloud_instance_language.a")["country"], any("CA"))
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	acctest.Contains(t, string(text), `code = "zh"`, `country = "CN"`)
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 4 to import, 0 to add, 0 to change, 0 to destroy")
	p.Applies("")
	p.PlanEmpty()

	// What is not configured follows the instance.
	driftLanguage(p, acctest.InstanceB, "zh-TW")
	driftLanguage(p, acctest.InstanceC, "en-US")
	p.PlanEmpty()
	p.Configure(acctest.SettingHCL("language", "b", acctest.InstanceB, "code = \"fr\"") + acctest.InstanceHCL("c", acctest.InstanceC, german))
	p.Applies("language 2")
	acctest.Equal(t, "resource", languageOf(p, acctest.InstanceB), "fr-TW")
	acctest.Equal(t, "armcloud_instance", languageOf(p, acctest.InstanceC), "de-US")
	p.PlanEmpty()
}

// Codes that do not exist are errors before any request. Unknown values are
// not.
func TestAccLanguageValidation(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Validates(map[string]acctest.Verdict{
		"fine":       {Resource: acctest.SettingHCL("language", "fine", acctest.InstanceA, "code = \"de\"\n country = \"DE\"")},
		"three":      {Resource: acctest.InstanceHCL("three", acctest.InstanceA, "language = { code = \"gsw\" }")},
		"no_code":    {Resource: acctest.InstanceHCL("no_code", acctest.InstanceA, "language = { country = \"DE\" }"), Text: "code"},
		"own_code":   {Resource: acctest.SettingHCL("language", "own_code", acctest.InstanceA, "country = \"DE\""), Text: "code"},
		"locale":     {Resource: acctest.SettingHCL("language", "locale", acctest.InstanceA, "code = \"de-DE\""), Text: "Set the country in country"},
		"capitals":   {Resource: acctest.InstanceHCL("capitals", acctest.InstanceA, "language = {\ncode = \"DE\"\n}"), Text: "lowercase letters"},
		"none":       {Resource: acctest.FleetOfOneHCL("none", acctest.InstanceA, "language = { code = \"xx\" }"), Text: "Unknown language"},
		"country":    {Resource: acctest.SettingHCL("language", "country", acctest.InstanceA, "code = \"en\"\ncountry = \"UK\""), Text: "ISO 3166-1"},
		"small":      {Resource: acctest.InstanceHCL("small", acctest.InstanceA, "language = {\ncode = \"de\"\ncountry = \"de\"\n}"), Text: "uppercase letters"},
		"empty":      {Resource: acctest.InstanceHCL("empty", acctest.InstanceA, "language = {\ncode = \"de\"\ncountry = \"\"\n}"), Text: "Unknown country"},
		"in_a_fleet": {Resource: acctest.FleetOfOneHCL("in_a_fleet", acctest.InstanceA, "language = {\ncode = \"de\"\ncountry = \"ZZ\"\n}"), Text: "Unknown country"},
	})
	p.Configure(`
resource "terraform_data" "later" {
  for_each = toset(["de", "AT"])
  input    = each.key
}
resource "terraform_data" "object" {
  input = { code = "de", country = "CH" }
}
` + acctest.SettingHCL("language", "parts", acctest.InstanceA, "code = terraform_data.later[\"de\"].output\n country = terraform_data.later[\"AT\"].output") +
		acctest.InstanceHCL("whole", acctest.InstanceB, "language = terraform_data.object.output") +
		acctest.InstanceHCL("perhaps", acctest.InstanceC, "language = { code = \"de\", country = terraform_data.later[\"AT\"].output == \"AT\" ? null : \"DE\" }"))
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 6 to add")
	p.Applies("language 3")
	acctest.Equal(t, "parts", languageOf(p, acctest.InstanceA), "de-AT")
	acctest.Equal(t, "whole", languageOf(p, acctest.InstanceB), "de-CH")
	acctest.Equal(t, "null at apply", languageOf(p, acctest.InstanceC), "de-CN")
	p.PlanEmpty()
}
