package instance_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Languages as composites have them.
const (
	germanDE = "language = {\n code = \"de\"\n country = \"DE\"\n }\n"
	german   = "language = { code = \"de\" }\n"
)

// A language is set in all three forms; only what changed is sent again; what
// leaves stays on the phone, and the plan says so. A phone whose country
// nobody manages is the control that keeps its own.
func TestAccLanguage(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	write := func(country, more string) {
		p.config(own("language", "a", phoneA, "code = \"de\"\n country = \""+country+"\"") + phone("b", phoneB, german+more) +
			fleet("c", phoneC, germanDE+slow))
	}
	write("DE", slow)
	p.applies("language 3, bandwidth 2")
	is(t, "own", p.language(phoneA), "de-DE")
	is(t, "attribute", p.language(phoneB), "de-CN")
	is(t, "in a profile", p.language(phoneC), "de-DE")
	p.PlanEmpty()

	write("AT", berlin+slow)
	says(t, p.PlanChanges().Output, `"DE" -> "AT"`, "0 to add, 2 to change")
	p.applies("time_zone 1, language 1")
	is(t, "own", p.language(phoneA), "de-AT")
	p.PlanEmpty()

	p.config(phone("b", phoneB, slow) + fleet("c", phoneC, slow))
	says(t, p.PlanChanges().Output, "Warning: Some settings stay on the phone", "language", phoneA, phoneB, "one more similar warning")
	p.applies("")
	for _, code := range []string{phoneA, phoneB, phoneC} {
		is(t, "language", p.on(code).Language, "de")
	}
	p.PlanEmpty()
	p.drift(phoneB, "Asia/Tokyo")
	p.driftLanguage(phoneB, "en-US")
	p.PlanEmpty()
}

// language gives what a phone has, such as de-DE.
func (p *phoneTest) language(code string) string {
	p.t.Helper()
	state := p.on(code)
	return state.Language + "-" + state.Country
}

// driftLanguage gives a phone another language behind Terraform's back.
func (p *phoneTest) driftLanguage(code, language string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Language: &language}); err != nil {
		p.t.Fatal(err)
	}
}

// showLanguage makes a phone's properties say something of the language from
// now on, whatever it has; "" makes them say nothing.
func (p *phoneTest) showLanguage(code, language, country string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Reported: simulator.Properties{
		"setting": {"language": language}, "system": {"persist.sys.language": language, "persist.sys.country": country},
	}}); err != nil {
		p.t.Fatal(err)
	}
}

// A language changed behind Terraform's back is seen in all three forms, and a
// country where it is managed. Where it is not, and where no language is, are
// the controls.
func TestAccLanguageDrift(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]simulator.Options{"current": {}, "2024 with quirks": {Level: simulator.Level2024, Quirks: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPhoneTest(t, options, "")
			const other = "AC32010000004"
			p.config(own("language", "a", phoneA, "code = \"de\"\n country = \"DE\"") + phone("b", phoneB, german) +
				fleet("c", phoneC, germanDE) + phone("d", other, slow))
			p.Apply()
			p.driftLanguage(phoneB, "de-AT")
			p.driftLanguage(other, "fr-FR")
			p.PlanEmpty()

			p.driftLanguage(phoneA, "de-AT")
			p.driftLanguage(phoneB, "fr-FR")
			p.driftLanguage(phoneC, "en-US")
			planned := p.PlanChanges()
			says(t, planned.Output, `"AT" -> "DE"`, `"fr" -> "de"`, `"drifted: language" -> "only"`, "0 to add, 3 to change")
			p.applies("language 3")
			is(t, "own", p.language(phoneA), "de-DE")
			is(t, "attribute", p.on(phoneB).Language, "de")
			is(t, "in a profile", p.language(phoneC), "de-DE")
			is(t, "not managed", p.language(other), "fr-FR")
			p.PlanEmpty()

			// Properties that say nothing are no evidence, nor are those that cannot
			// be read.
			p.showLanguage(phoneA, "", "")
			p.PlanEmpty()
			p.showLanguage(phoneA, "fr", "FR")
			p.fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
			p.PlanEmpty()
			p.account.ClearFaults()
			says(t, p.PlanChanges().Output, `"fr" -> "de"`, "1 to change")
		})
	}
}

// Properties that show something else for ever cause no endless difference.
// The phone without such a source is the control in which drift is seen.
func TestAccLanguageOfAnotherSource(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.showLanguage(phoneA, "C", "POSIX")
	p.showLanguage(phoneB, "C", "POSIX")
	p.config(own("language", "a", phoneA, "code = \"de\"\n country = \"DE\"") + fleet("b", phoneB, germanDE) + phone("c", phoneC, germanDE))
	p.applies("language 3")
	p.PlanEmpty()
	p.applies("")
	p.driftLanguage(phoneC, "fr-FR")
	says(t, p.PlanChanges().Output, `"fr" -> "de"`, "1 to change")
}

// A language comes in by id, in a block and by identity; configurations that
// name it, name less of it or do not name it plan no change, and neither does
// the configuration that the CLI writes.
func TestAccLanguageImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.driftLanguage(phoneA, "fr-CA")
	p.config(own("language", "a", phoneA, "code = \"fr\"\n country = \"CA\"") + own("language", "b", phoneB, "code = \"zh\"") + phone("c", phoneC, "") + `
import {
  to = armcloud_instance_language.b
  id = "` + phoneB + `"
}
import {
  to       = armcloud_instance.c
  identity = { pad_code = "` + phoneC + `" }
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
	if r := p.Run("import", "-no-color", "armcloud_instance_language.a", phoneA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	is(t, "imported country", p.State("armcloud_instance_language.a")["country"], any("CA"))
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	says(t, string(text), `code = "zh"`, `country = "CN"`)
	says(t, p.PlanChanges().Output, "Plan: 4 to import, 0 to add, 0 to change, 0 to destroy")
	p.applies("")
	p.PlanEmpty()

	// What the configuration leaves out follows the phone.
	p.driftLanguage(phoneB, "zh-TW")
	p.driftLanguage(phoneC, "en-US")
	p.PlanEmpty()
	p.config(own("language", "b", phoneB, "code = \"fr\"") + phone("c", phoneC, german))
	p.applies("language 2")
	is(t, "own", p.language(phoneB), "fr-TW")
	is(t, "attribute", p.language(phoneC), "de-US")
	p.PlanEmpty()
}

// Codes that do not exist are errors before anything is asked of ARMCloud, and
// values that are not known yet are none.
func TestAccLanguageValidation(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.validates(map[string]verdict{
		"fine":       {resource: own("language", "fine", phoneA, "code = \"de\"\n country = \"DE\"")},
		"three":      {resource: phone("three", phoneA, "language = { code = \"gsw\" }")},
		"no_code":    {resource: phone("no_code", phoneA, "language = { country = \"DE\" }"), words: "code"},
		"own_code":   {resource: own("language", "own_code", phoneA, "country = \"DE\""), words: "code"},
		"locale":     {resource: own("language", "locale", phoneA, "code = \"de-DE\""), words: "country is an attribute of its own"},
		"capitals":   {resource: phone("capitals", phoneA, "language = {\ncode = \"DE\"\n}"), words: "small letters"},
		"none":       {resource: fleet("none", phoneA, "language = { code = \"xx\" }"), words: "Unknown language"},
		"country":    {resource: own("language", "country", phoneA, "code = \"en\"\ncountry = \"UK\""), words: "ISO 3166-1"},
		"small":      {resource: phone("small", phoneA, "language = {\ncode = \"de\"\ncountry = \"de\"\n}"), words: "capital letters"},
		"empty":      {resource: phone("empty", phoneA, "language = {\ncode = \"de\"\ncountry = \"\"\n}"), words: "Unknown country"},
		"in_a_fleet": {resource: fleet("in_a_fleet", phoneA, "language = {\ncode = \"de\"\ncountry = \"ZZ\"\n}"), words: "Unknown country"},
	})
	p.config(`
resource "terraform_data" "later" {
  for_each = toset(["de", "AT"])
  input    = each.key
}
resource "terraform_data" "object" {
  input = { code = "de", country = "CH" }
}
` + own("language", "parts", phoneA, "code = terraform_data.later[\"de\"].output\n country = terraform_data.later[\"AT\"].output") +
		phone("whole", phoneB, "language = terraform_data.object.output") +
		phone("perhaps", phoneC, "language = { code = \"de\", country = terraform_data.later[\"AT\"].output == \"AT\" ? null : \"DE\" }"))
	says(t, p.PlanChanges().Output, "Plan: 6 to add")
	p.applies("language 3")
	is(t, "parts", p.language(phoneA), "de-AT")
	is(t, "whole", p.language(phoneB), "de-CH")
	is(t, "null at last", p.language(phoneC), "de-CN")
	p.PlanEmpty()
}
