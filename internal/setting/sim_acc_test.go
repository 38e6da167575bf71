package setting_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// SIM data of the tests. Newer API levels require cell.
const (
	imeiOne = "356938035643809"
	imeiTwo = "356938035643817"
	cell    = "type = \"9\"\n tac = \"871420\"\n cell_id = \"870091003\"\n narfcn = \"99240\"\n physical_cell_id = \"6C\"\n"
	simCard = "iccid = \"89490200000123456787\"\n imsi = \"262021234567890\"\n phone_number = \"+4930901820\"\n mcc = \"262\"\n mnc = \"02\"\n operator_long_name = \"Vodafone\"\n"
)

func imei(number string) string      { return fmt.Sprintf("imei = %q\n", number) }
func simOf(attributes string) string { return "sim = {\n" + attributes + "}\n" }

// SIM data are set in all three forms on an API that requires the radio cell.
// Only what is configured is sent. A change sends the setting again. Removed
// SIM data stay on the instance, and the plan warns about them.
func TestAccSIM(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{StrictSIM: true}, "")
	write := func(number string) {
		p.Configure(acctest.SettingHCL("sim", "a", acctest.InstanceA, imei(number)+simCard+cell+"operator_short_name = \"VF\"\n sim_country = \"DE\"") +
			acctest.InstanceHCL("b", acctest.InstanceB, simOf(imei(number)+cell)+acctest.Slow) + acctest.FleetOfOneHCL("c", acctest.InstanceC, simOf(simCard+cell)))
	}
	write(imeiOne)
	p.Applies("sim 3, bandwidth 1")
	acctest.Equal(t, "resource", fmt.Sprint(p.Instance(acctest.InstanceA).SIM), "map[cellid:870091003 iccid:89490200000123456787 imei:356938035643809 imsi:262021234567890 mcc:262 mnc:02 "+
		"narfcn:99240 operatorLongname:Vodafone operatorShortname:VF phonenum:+4930901820 physicalcellid:6C simCountry:DE tac:871420 type:9]")
	acctest.Equal(t, "armcloud_instance", fmt.Sprint(p.Instance(acctest.InstanceB).SIM), "map[cellid:870091003 imei:356938035643809 narfcn:99240 physicalcellid:6C tac:871420 type:9]")
	acctest.Equal(t, "profile", p.Instance(acctest.InstanceC).SIM["imsi"], "262021234567890")
	p.PlanEmpty()

	write(imeiTwo)
	acctest.Contains(t, p.PlanChanges().Output, `"`+imeiOne+`" -> "`+imeiTwo+`"`, "0 to add, 2 to change")
	p.Applies("sim 2")
	acctest.Equal(t, "resource", p.Instance(acctest.InstanceA).SIM["imei"], imeiTwo)
	p.PlanEmpty()

	p.Configure(acctest.InstanceHCL("b", acctest.InstanceB, acctest.Slow) + acctest.FleetOfOneHCL("c", acctest.InstanceC, acctest.Slow))
	acctest.Contains(t, p.PlanChanges().Output, "Warning: Some settings stay on the instance", "sim", acctest.InstanceA, acctest.InstanceB, "one more similar warning")
	p.Applies("bandwidth 1")
	acctest.Equal(t, "kept", p.Instance(acctest.InstanceB).SIM["imei"], imeiTwo)
	p.PlanEmpty()
}

// Without the radio cell, a warning names what is missing, if the API level is
// known to require it. The change is refused then, and the error names what is
// missing. Controls: with the radio cell, and an API level that does not require it.
func TestAccSIMWithoutCell(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{StrictSIM: true}, "")
	p.Configure(acctest.SettingHCL("sim", "a", acctest.InstanceA, imei(imeiOne)+cell))
	acctest.NotContains(t, p.Applies("sim 1").Output, "that the API level requires")
	p.Configure(acctest.SettingHCL("sim", "a", acctest.InstanceA, imei(imeiTwo)) + acctest.InstanceHCL("b", acctest.InstanceB, simOf(imei(imeiOne)+"tac = \"1\"\n")) + acctest.FleetOfOneHCL("c", acctest.InstanceC, simOf("tac = \"1\"\n cell_id = \"1\"\n narfcn = \"1\"\n physical_cell_id = \"1\"\n")))
	planned := p.PlanChanges()
	acctest.Contains(t, planned.Output, "Warning: SIM data that the API level requires", "physical_cell_id")
	acctest.Contains(t, p.FailCreates().Output, "Unable to set the SIM data", "1104", acctest.InstanceB)

	lenient := acctest.NewCase(t, simulator.Options{Level: simulator.Level2024}, "")
	lenient.Configure(acctest.InstanceHCL("b", acctest.InstanceB, simOf(imei(imeiOne)+"tac = \"1\"\n")))
	acctest.NotContains(t, lenient.Applies("sim 1").Output, "Missing: type")
	lenient.PlanEmpty()
}

// driftSIM changes SIM data of an instance outside Terraform. name is the
// API's.
func driftSIM(p *acctest.Case, code, name, value string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{SIM: map[string]string{name: value}}); err != nil {
		p.T.Fatal(err)
	}
}

// showModem fixes what a modem property of an instance shows, whatever its
// value is. "" hides it.
func showModem(p *acctest.Case, code, name, value string) {
	p.T.Helper()
	if err := p.Account.Drift([]string{code}, simulator.DriftSet{Reported: simulator.Properties{"modem": {name: value}}}); err != nil {
		p.T.Fatal(err)
	}
}

// Changes of managed SIM data outside Terraform are detected in all three
// forms. Controls: unmanaged attributes, and an instance without managed SIM
// data.
func TestAccSIMDrift(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, options := range map[string]simulator.Options{"current": {}, "2024 with quirks": {Level: simulator.Level2024, Quirks: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := acctest.NewCase(t, options, "")
			const other = "AC32010000004"
			p.Configure(acctest.SettingHCL("sim", "a", acctest.InstanceA, imei(imeiOne)+simCard+cell) + acctest.InstanceHCL("b", acctest.InstanceB, simOf(imei(imeiOne)+cell)) +
				acctest.FleetOfOneHCL("c", acctest.InstanceC, simOf(simCard+cell)) + acctest.InstanceHCL("d", other, acctest.Slow))
			p.Apply()
			driftSIM(p, acctest.InstanceB, "iccid", "89860002191807255571")
			driftSIM(p, acctest.InstanceC, "imei", imeiTwo)
			driftSIM(p, other, "imei", imeiTwo)
			// The API does not show this one.
			driftSIM(p, acctest.InstanceA, "tac", "1")
			p.PlanEmpty()

			driftSIM(p, acctest.InstanceA, "mnc", "03")
			driftSIM(p, acctest.InstanceB, "imei", imeiTwo)
			driftSIM(p, acctest.InstanceC, "phonenum", "18574771704")
			planned := p.PlanChanges()
			acctest.Contains(t, planned.Output, `mnc = "03" -> "02"`, `"`+imeiTwo+`" -> "`+imeiOne+`"`, `"drifted: sim" -> "only"`, "0 to add, 3 to change")
			p.Applies("sim 3")
			acctest.Equal(t, "resource", p.Instance(acctest.InstanceA).SIM["mnc"], "02")
			acctest.Equal(t, "armcloud_instance", p.Instance(acctest.InstanceB).SIM["imei"], imeiOne)
			acctest.Equal(t, "unmanaged", p.Instance(acctest.InstanceB).SIM["iccid"], "89860002191807255571")
			acctest.Equal(t, "profile", p.Instance(acctest.InstanceC).SIM["phonenum"], "+4930901820")
			acctest.Equal(t, "unmanaged instance", p.Instance(other).SIM["imei"], imeiTwo)
			p.PlanEmpty()

			// Empty properties and properties that cannot be read are no evidence.
			showModem(p, acctest.InstanceB, "IMEI", "")
			p.PlanEmpty()
			driftSIM(p, acctest.InstanceA, "imei", imeiTwo)
			p.Fault(simulator.Fault{Path: "adProperties", Kind: simulator.FaultError})
			p.PlanEmpty()
			p.Account.ClearFaults()
			acctest.Contains(t, p.PlanChanges().Output, `"`+imeiTwo+`" -> "`+imeiOne+`"`, "1 to change")
		})
	}
}

// A modem property that always shows something else causes no permanent
// difference. Control: an instance without such a property, where drift is
// detected.
func TestAccSIMOfAnotherSource(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	showModem(p, acctest.InstanceA, "OpName", "Operator")
	showModem(p, acctest.InstanceB, "MCCMNC", "460,00")
	p.Configure(acctest.SettingHCL("sim", "a", acctest.InstanceA, simCard+cell) + acctest.FleetOfOneHCL("b", acctest.InstanceB, simOf(simCard+cell)) + acctest.InstanceHCL("c", acctest.InstanceC, simOf(simCard+cell)))
	p.Applies("sim 3")
	p.PlanEmpty()
	p.Applies("")
	driftSIM(p, acctest.InstanceC, "operatorLongname", "Operator")
	acctest.Contains(t, p.PlanChanges().Output, `"Operator" -> "Vodafone"`, "1 to change")
}

// SIM data are imported by id, block or identity. Configurations with all, part
// or nothing of them plan no change, nor does the generated configuration.
func TestAccSIMImport(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	driftSIM(p, acctest.InstanceA, "imei", imeiOne)
	driftSIM(p, acctest.InstanceB, "imei", imeiTwo)
	driftSIM(p, acctest.InstanceB, "phonenum", "18574771704")
	driftSIM(p, "AC32010000005", "operatorLongname", "Vodafone")
	p.Configure(acctest.SettingHCL("sim", "a", acctest.InstanceA, imei(imeiOne)) + acctest.SettingHCL("sim", "b", acctest.InstanceB, imei(imeiTwo)+"phone_number = \"+18574771704\"\n") + acctest.InstanceHCL("c", acctest.InstanceC, "") + `
import {
  to = armcloud_instance_sim.b
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
  to = armcloud_instance_sim.generated
  id = "AC32010000005"
}
`)
	if r := p.Run("import", "-no-color", "armcloud_instance_sim.a", acctest.InstanceA); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	imported := p.State("armcloud_instance_sim.a")
	for name, want := range map[string]any{"imei": imeiOne, "mcc": "460", "mnc": "01", "operator_long_name": "China Unicom", "phone_number": nil, "tac": nil} {
		acctest.Equal(t, "imported "+name, imported[name], want)
	}
	p.PlanChanges("-generate-config-out=generated.tf")
	text, err := os.ReadFile(filepath.Join(p.Dir, "generated.tf"))
	if err != nil {
		t.Fatal(err)
	}
	acctest.Contains(t, string(text), `"Vodafone"`, `"China Unicom"`)
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 4 to import, 0 to add, 1 to change, 0 to destroy", `"18574771704" -> "+18574771704"`)
	p.Applies("sim 1")
	p.PlanEmpty()

	// What is not configured follows the instance.
	driftSIM(p, acctest.InstanceA, "mnc", "03")
	driftSIM(p, acctest.InstanceC, "imei", imeiOne)
	p.PlanEmpty()
	// Nor is it sent.
	p.Configure(acctest.SettingHCL("sim", "a", acctest.InstanceA, imei(imeiTwo)) + acctest.InstanceHCL("c", acctest.InstanceC, simOf(imei(imeiTwo))))
	p.Applies("sim 2")
	acctest.Equal(t, "resource", fmt.Sprint(p.Instance(acctest.InstanceA).SIM), "map[imei:"+imeiTwo+" mnc:03]")
	acctest.Equal(t, "armcloud_instance", fmt.Sprint(p.Instance(acctest.InstanceC).SIM), "map[imei:"+imeiTwo+"]")
	p.PlanEmpty()
	driftSIM(p, acctest.InstanceA, "imei", imeiOne)
	driftSIM(p, acctest.InstanceA, "mcc", "262")
	acctest.Contains(t, p.PlanChanges().Output, `"`+imeiOne+`" -> "`+imeiTwo+`"`, "1 to change")
}

// Invalid numbers are errors before any request, a wrong check digit is a
// warning, and unknown values are neither.
func TestAccSIMValidation(t *testing.T) {
	t.Parallel()
	p := acctest.NewCase(t, simulator.Options{}, "")
	p.Validates(map[string]acctest.Verdict{
		"fine":       {Resource: acctest.SettingHCL("sim", "fine", acctest.InstanceA, imei(imeiOne)+simCard+cell)},
		"nothing":    {Resource: acctest.SettingHCL("sim", "nothing", acctest.InstanceA, "on_release = \"keep\""), Text: "needs at least one"},
		"empty":      {Resource: acctest.InstanceHCL("empty", acctest.InstanceA, "sim = {}"), Text: "needs at least one"},
		"letters":    {Resource: acctest.SettingHCL("sim", "letters", acctest.InstanceA, imei("35693803564380A")+cell), Text: "15 digits"},
		"short":      {Resource: acctest.InstanceHCL("short", acctest.InstanceA, simOf(imei("35693803564380")+cell)), Text: "15 digits"},
		"imeisv":     {Resource: acctest.SettingHCL("sim", "imeisv", acctest.InstanceA, "imeisv = \"123\"\n"+cell), Text: "16 digits"},
		"meid":       {Resource: acctest.SettingHCL("sim", "meid", acctest.InstanceA, "meid = \"A0000082C65F6Z\"\n"+cell), Text: "14 hexadecimal"},
		"iccid":      {Resource: acctest.FleetOfOneHCL("iccid", acctest.InstanceA, simOf("iccid = \"8949\"\n"+cell)), Text: "18 to 22 digits"},
		"imsi":       {Resource: acctest.SettingHCL("sim", "imsi", acctest.InstanceA, "imsi = \"2620212345678901\"\n"+cell), Text: "15 digits"},
		"mcc":        {Resource: acctest.SettingHCL("sim", "mcc", acctest.InstanceA, "mcc = \"26\"\n"+cell), Text: "3 digits"},
		"mnc":        {Resource: acctest.SettingHCL("sim", "mnc", acctest.InstanceA, "mnc = \"2\"\n"+cell), Text: "2 or 3 digits"},
		"country":    {Resource: acctest.SettingHCL("sim", "country", acctest.InstanceA, "network_country = \"Germany\"\n"+cell), Text: "ISO 3166-1"},
		"imei_check": {Resource: acctest.SettingHCL("sim", "imei_check", acctest.InstanceA, imei("356938035643800")+cell), Text: "should be 9", Warning: true},
		"card_check": {Resource: acctest.InstanceHCL("card_check", acctest.InstanceA, simOf("iccid = \"89490200000123456780\"\n"+cell)), Text: "should be 7", Warning: true},
		"no_cell":    {Resource: acctest.SettingHCL("sim", "no_cell", acctest.InstanceA, imei(imeiOne))},
	})
	p.Configure(`
resource "terraform_data" "later" {
  for_each = toset(["` + imeiOne + `", "9"])
  input    = each.key
}
resource "terraform_data" "object" {
  input = { imei = "` + imeiTwo + `", type = "9", tac = "1", cell_id = "2", narfcn = "3", physical_cell_id = "4" }
}
` + acctest.SettingHCL("sim", "parts", acctest.InstanceA, "imei = terraform_data.later[\""+imeiOne+"\"].output\n type = terraform_data.later[\"9\"].output") +
		acctest.InstanceHCL("whole", acctest.InstanceB, "sim = terraform_data.object.output") +
		acctest.InstanceHCL("perhaps", acctest.InstanceC, "sim = { tac = \"1\", spn = terraform_data.later[\"9\"].output == \"9\" ? null : \"x\" }"))
	acctest.Contains(t, p.PlanChanges().Output, "Plan: 6 to add")
	p.Applies("sim 3")
	acctest.Equal(t, "parts", fmt.Sprint(p.Instance(acctest.InstanceA).SIM), "map[imei:"+imeiOne+" type:9]")
	acctest.Equal(t, "whole", p.Instance(acctest.InstanceB).SIM["imei"], imeiTwo)
	acctest.Equal(t, "null at apply", fmt.Sprint(p.Instance(acctest.InstanceC).SIM), "map[tac:1]")
	p.PlanEmpty()
}
