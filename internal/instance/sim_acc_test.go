package instance_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// SIM data for the tests. cell is what newer API levels require.
const (
	imeiOne = "356938035643809"
	imeiTwo = "356938035643817"
	cell    = "type = \"9\"\n tac = \"871420\"\n cell_id = \"870091003\"\n narfcn = \"99240\"\n physical_cell_id = \"6C\"\n"
	simCard = "iccid = \"89490200000123456787\"\n imsi = \"262021234567890\"\n phone_number = \"+4930901820\"\n mcc = \"262\"\n mnc = \"02\"\n operator_long_name = \"Vodafone\"\n"
)

func imei(number string) string      { return fmt.Sprintf("imei = %q\n", number) }
func simOf(attributes string) string { return "sim = {\n" + attributes + "}\n" }

// SIM data are set in all three forms, on a service that requires the radio
// cell; only what the configuration names is sent; a change sends the setting
// again; what leaves stays on the phone, and the plan says so.
func TestAccSIM(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{StrictSIM: true}, "")
	write := func(number string) {
		p.config(own("sim", "a", phoneA, imei(number)+simCard+cell+"operator_short_name = \"VF\"\n sim_country = \"DE\"") +
			phone("b", phoneB, simOf(imei(number)+cell)+slow) + fleet("c", phoneC, simOf(simCard+cell)))
	}
	write(imeiOne)
	p.applies("sim 3, bandwidth 1")
	is(t, "own", fmt.Sprint(p.on(phoneA).SIM), "map[cellid:870091003 iccid:89490200000123456787 imei:356938035643809 imsi:262021234567890 mcc:262 mnc:02 "+
		"narfcn:99240 operatorLongname:Vodafone operatorShortname:VF phonenum:+4930901820 physicalcellid:6C simCountry:DE tac:871420 type:9]")
	is(t, "attribute", fmt.Sprint(p.on(phoneB).SIM), "map[cellid:870091003 imei:356938035643809 narfcn:99240 physicalcellid:6C tac:871420 type:9]")
	is(t, "in a profile", p.on(phoneC).SIM["imsi"], "262021234567890")
	p.PlanEmpty()

	write(imeiTwo)
	says(t, p.PlanChanges().Output, `"`+imeiOne+`" -> "`+imeiTwo+`"`, "0 to add, 2 to change")
	p.applies("sim 2")
	is(t, "own", p.on(phoneA).SIM["imei"], imeiTwo)
	p.PlanEmpty()

	p.config(phone("b", phoneB, slow) + fleet("c", phoneC, slow))
	says(t, p.PlanChanges().Output, "Warning: Some settings stay on the phone", "sim", phoneA, phoneB, "one more similar warning")
	p.applies("bandwidth 1")
	is(t, "what stays", p.on(phoneB).SIM["imei"], imeiTwo)
	p.PlanEmpty()
}

// Without the radio cell, a warning names what is missing, once for all
// resources; a service that requires it refuses the change, and the error says
// what is missing. With it, and on a service that does not require it, are the
// controls.
func TestAccSIMWithoutCell(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{StrictSIM: true}, "")
	p.config(own("sim", "a", phoneA, imei(imeiOne)+cell))
	silent(t, p.applies("sim 1").Output, "newer API levels")
	p.config(own("sim", "a", phoneA, imei(imeiTwo)) + phone("b", phoneB, simOf(imei(imeiOne)+"tac = \"1\"\n")))
	planned := p.PlanChanges()
	says(t, planned.Output, "Warning: SIM data that newer API levels require", "physical_cell_id")
	says(t, p.FailApply().Output, "Unable to set the SIM data", "1104", phoneB)

	lenient := newPhoneTest(t, simulator.Options{Level: simulator.Level2024}, "")
	lenient.config(phone("b", phoneB, simOf(imei(imeiOne)+"tac = \"1\"\n")))
	says(t, lenient.applies("sim 1").Output, "Missing: type, cell_id, narfcn, physical_cell_id")
	lenient.PlanEmpty()
}

// driftSIM gives a phone other SIM data behind Terraform's back, by the names
// of the API.
func (p *phoneTest) driftSIM(code, name, value string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{SIM: map[string]string{name: value}}); err != nil {
		p.t.Fatal(err)
	}
}

// showModem makes a phone's modem properties say something from now on,
// whatever it has; "" makes them say nothing.
func (p *phoneTest) showModem(code, name, value string) {
	p.t.Helper()
	if err := p.account.Drift([]string{code}, simulator.DriftSet{Reported: simulator.Properties{"modem": {name: value}}}); err != nil {
		p.t.Fatal(err)
	}
}

// SIM data changed behind Terraform's back are seen in all three forms, where
// they are managed. Attributes that are not, and a phone whose SIM data nobody
// manages, are the controls.
func TestAccSIMDrift(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]simulator.Options{"current": {}, "2024 with quirks": {Level: simulator.Level2024, Quirks: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPhoneTest(t, options, "")
			const other = "AC32010000004"
			p.config(own("sim", "a", phoneA, imei(imeiOne)+simCard+cell) + phone("b", phoneB, simOf(imei(imeiOne)+cell)) +
				fleet("c", phoneC, simOf(simCard+cell)) + phone("d", other, slow))
			p.Apply()
			p.driftSIM(phoneB, "iccid", "89860002191807255571")
			p.driftSIM(phoneC, "imei", imeiTwo)
			p.driftSIM(other, "imei", imeiTwo)
			// The API does not show this one.
			p.driftSIM(phoneA, "tac", "1")
			p.PlanEmpty()

			p.driftSIM(phoneA, "mnc", "03")
			p.driftSIM(phoneB, "imei", imeiTwo)
			p.driftSIM(phoneC, "phonenum", "18574771704")
			planned := p.PlanChanges()
			says(t, planned.Output, `mnc = "03" -> "02"`, `"`+imeiTwo+`" -> "`+imeiOne+`"`, `"drifted: sim" -> "only"`, "0 to add, 3 to change")
			p.applies("sim 3")
			is(t, "own", p.on(phoneA).SIM["mnc"], "02")
			is(t, "attribute", p.on(phoneB).SIM["imei"], imeiOne)
			is(t, "not managed", p.on(phoneB).SIM["iccid"], "89860002191807255571")
			is(t, "in a profile", p.on(phoneC).SIM["phonenum"], "+4930901820")
			is(t, "phone that is not managed", p.on(other).SIM["imei"], imeiTwo)
			p.PlanEmpty()

			// Properties that say nothing are no evidence, nor are those that cannot
			// be read.
			p.showModem(phoneB, "IMEI", "")
			p.PlanEmpty()
			p.driftSIM(phoneA, "imei", imeiTwo)
			p.fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
			p.PlanEmpty()
			p.account.ClearFaults()
			says(t, p.PlanChanges().Output, `"`+imeiTwo+`" -> "`+imeiOne+`"`, "1 to change")
		})
	}
}

// A modem property that shows something else for ever causes no endless
// difference. The phone without one is the control in which drift is seen.
func TestAccSIMOfAnotherSource(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.showModem(phoneA, "OpName", "Operator")
	p.showModem(phoneB, "MCCMNC", "460,00")
	p.config(own("sim", "a", phoneA, simCard+cell) + fleet("b", phoneB, simOf(simCard+cell)) + phone("c", phoneC, simOf(simCard+cell)))
	p.applies("sim 3")
	p.PlanEmpty()
	p.applies("")
	p.driftSIM(phoneC, "operatorLongname", "Operator")
	says(t, p.PlanChanges().Output, `"Operator" -> "Vodafone"`, "1 to change")
}

// SIM data come in by id, in a block and by identity; configurations that name
// them, name some of them or do not name them plan no change, and neither does
// the configuration that the CLI writes.
func TestAccSIMImport(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.driftSIM(phoneA, "imei", imeiOne)
	p.driftSIM(phoneB, "imei", imeiTwo)
	p.driftSIM(phoneB, "phonenum", "18574771704")
	p.driftSIM("AC32010000005", "operatorLongname", "Vodafone")
	p.config(own("sim", "a", phoneA, imei(imeiOne)) + own("sim", "b", phoneB, imei(imeiTwo)+"phone_number = \"+18574771704\"\n") + phone("c", phoneC, "") + `
import {
  to = armcloud_instance_sim.b
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
  to = armcloud_instance_sim.generated
  id = "AC32010000005"
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance_sim.a", phoneA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	imported := p.State("armcloud_instance_sim.a")
	for name, want := range map[string]any{"imei": imeiOne, "mcc": "460", "mnc": "01", "operator_long_name": "China Unicom", "phone_number": nil, "tac": nil} {
		is(t, "imported "+name, imported[name], want)
	}
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	says(t, string(text), `"Vodafone"`, `"China Unicom"`)
	says(t, p.PlanChanges().Output, "Plan: 4 to import, 0 to add, 1 to change, 0 to destroy", `"18574771704" -> "+18574771704"`)
	p.applies("sim 1")
	p.PlanEmpty()

	// What the configuration leaves out follows the phone.
	p.driftSIM(phoneA, "mnc", "03")
	p.driftSIM(phoneC, "imei", imeiOne)
	p.PlanEmpty()
	// It is not sent either.
	p.config(own("sim", "a", phoneA, imei(imeiTwo)) + phone("c", phoneC, simOf(imei(imeiTwo))))
	p.applies("sim 2")
	is(t, "own", fmt.Sprint(p.on(phoneA).SIM), "map[imei:"+imeiTwo+" mnc:03]")
	is(t, "attribute", fmt.Sprint(p.on(phoneC).SIM), "map[imei:"+imeiTwo+"]")
	p.PlanEmpty()
	p.driftSIM(phoneA, "imei", imeiOne)
	p.driftSIM(phoneA, "mcc", "262")
	says(t, p.PlanChanges().Output, `"`+imeiOne+`" -> "`+imeiTwo+`"`, "1 to change")
}

// Numbers that cannot be are errors before anything is asked of ARMCloud, a
// wrong check digit is a warning, and values that are not known yet are
// neither.
func TestAccSIMValidation(t *testing.T) {
	t.Parallel()
	p := newPhoneTest(t, simulator.Options{}, "")
	p.validates(map[string]verdict{
		"fine":       {resource: own("sim", "fine", phoneA, imei(imeiOne)+simCard+cell)},
		"nothing":    {resource: own("sim", "nothing", phoneA, "on_release = \"keep\""), words: "At least one"},
		"empty":      {resource: phone("empty", phoneA, "sim = {}"), words: "At least one"},
		"letters":    {resource: own("sim", "letters", phoneA, imei("35693803564380A")+cell), words: "15 digits"},
		"short":      {resource: phone("short", phoneA, simOf(imei("35693803564380")+cell)), words: "15 digits"},
		"imeisv":     {resource: own("sim", "imeisv", phoneA, "imeisv = \"123\"\n"+cell), words: "16 digits"},
		"meid":       {resource: own("sim", "meid", phoneA, "meid = \"A0000082C65F6Z\"\n"+cell), words: "14 hexadecimal"},
		"iccid":      {resource: fleet("iccid", phoneA, simOf("iccid = \"8949\"\n"+cell)), words: "18 to 22 digits"},
		"imsi":       {resource: own("sim", "imsi", phoneA, "imsi = \"2620212345678901\"\n"+cell), words: "15 digits"},
		"mcc":        {resource: own("sim", "mcc", phoneA, "mcc = \"26\"\n"+cell), words: "3 digits"},
		"mnc":        {resource: own("sim", "mnc", phoneA, "mnc = \"2\"\n"+cell), words: "2 or 3 digits"},
		"country":    {resource: own("sim", "country", phoneA, "network_country = \"Germany\"\n"+cell), words: "ISO 3166-1"},
		"imei_check": {resource: own("sim", "imei_check", phoneA, imei("356938035643800")+cell), words: "would be 9", warns: true},
		"card_check": {resource: phone("card_check", phoneA, simOf("iccid = \"89490200000123456780\"\n"+cell)), words: "would be 7", warns: true},
		"no_cell":    {resource: own("sim", "no_cell", phoneA, imei(imeiOne)), words: "newer API levels", warns: true},
		"no_type":    {resource: fleet("no_type", phoneA, simOf("tac = \"1\"\n cell_id = \"1\"\n narfcn = \"1\"\n physical_cell_id = \"1\"\n")), words: "Missing: type.", warns: true},
	})
	p.config(`
resource "terraform_data" "later" {
  for_each = toset(["` + imeiOne + `", "9"])
  input    = each.key
}
resource "terraform_data" "object" {
  input = { imei = "` + imeiTwo + `", type = "9", tac = "1", cell_id = "2", narfcn = "3", physical_cell_id = "4" }
}
` + own("sim", "parts", phoneA, "imei = terraform_data.later[\""+imeiOne+"\"].output\n type = terraform_data.later[\"9\"].output") +
		phone("whole", phoneB, "sim = terraform_data.object.output") +
		phone("perhaps", phoneC, "sim = { tac = \"1\", spn = terraform_data.later[\"9\"].output == \"9\" ? null : \"x\" }"))
	says(t, p.PlanChanges().Output, "Plan: 6 to add")
	p.applies("sim 3")
	is(t, "parts", fmt.Sprint(p.on(phoneA).SIM), "map[imei:"+imeiOne+" type:9]")
	is(t, "whole", p.on(phoneB).SIM["imei"], imeiTwo)
	is(t, "null at last", fmt.Sprint(p.on(phoneC).SIM), "map[tac:1]")
	p.PlanEmpty()
}
