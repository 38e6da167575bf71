package simulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// simFields are the fields of updateSIM and the patterns that their values must
// match; nil: any value.
var simFields = map[string]*regexp.Regexp{
	"imei": regexp.MustCompile(`^[0-9]{14,16}$`), "imeisv": nil, "meid": regexp.MustCompile(`^[0-9A-Fa-f]{14,15}$`),
	"iccid": regexp.MustCompile(`^[0-9A-Fa-f]{18,22}$`), "imsi": regexp.MustCompile(`^[0-9]{6,15}$`),
	"mcc": regexp.MustCompile(`^[0-9]{3}$`), "mnc": regexp.MustCompile(`^[0-9]{2,3}$`),
	"operatorLongname": nil, "operatorShortname": nil, "operatorNumeric": regexp.MustCompile(`^[0-9]{5,6}$`),
	"spn": nil, "phonenum": nil, "netCountry": nil, "simCountry": nil,
	"type": nil, "tac": nil, "cellid": nil, "narfcn": nil, "physicalcellid": nil,
}

// requiredCellFields are required by newer documents.
var requiredCellFields = []string{"type", "tac", "cellid", "narfcn", "physicalcellid"}

// updateSIM is pad/updateSIM (API document: Modification of instance SIM card
// information). Absent fields stay unchanged.
var updateSIM = &operation{
	name: "updateSIM", changes: true,
	parseArgs: parseSIM,
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var values map[string]string
		if err := json.Unmarshal(raw, &values); err != nil {
			return "", err
		}
		inst.settings.setSIM(values)
		return "", nil
	},
}

func parseSIM(s *Simulator, f *fields) any {
	if s.options.StrictSIM && s.options.Level == LevelCurrent {
		for _, name := range requiredCellFields {
			f.required(name, new(string))
		}
	}
	values := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(simFields)) {
		var value string
		if f.optional(name, &value) {
			values[name] = value
		}
	}
	var short string
	if f.optional("operatorShortnam", &short) { // the spelling of the document's example
		values["operatorShortname"] = short
	}
	if err := checkSIMValues(values); err != nil {
		f.refuse(codeInvalidParameters, "%v", err)
	}
	return values
}

func checkSIMValues(values map[string]string) error {
	if len(values) == 0 {
		return fmt.Errorf("no SIM data is given")
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		form, known := simFields[name]
		if !known {
			return fmt.Errorf("unknown SIM field %q", name)
		}
		if value := values[name]; form != nil && value != "" && !form.MatchString(value) {
			return fmt.Errorf("%s is not valid", name)
		}
	}
	return nil
}

// simProperties maps a SIM field to the modem property that shows it.
var simProperties = map[string]string{
	"imei": "IMEI", "iccid": "ICCID", "imsi": "IMSI", "operatorLongname": "OpName", "phonenum": "PhoneNum",
	"mcc": "MCCMNC", "mnc": "MCCMNC",
}

func (s *settings) setSIM(values map[string]string) {
	if s.SIM == nil {
		s.SIM = map[string]string{}
	}
	maps.Copy(s.SIM, values)
	for name := range values {
		if property := simProperties[name]; property != "" {
			s.clearProperty(listModem, property)
		}
	}
}

// modemProperties returns the modem properties before overrides: those of the
// built-in SIM card, with the fields that updateSIM has set.
func (s *Simulator) modemProperties(inst *instance) map[string]string {
	imei := s.imei(inst)
	shown := map[string]string{
		"IMEI": imei, "ICCID": withCheckDigit("8986" + imei[:14]), "IMSI": "46001" + imei[:10],
		"OpName": "China Unicom", "PhoneNum": "",
	}
	network := map[string]string{"mcc": "460", "mnc": "01"}
	for name, value := range inst.settings.SIM {
		if property := simProperties[name]; property != "" && property != "MCCMNC" {
			shown[property] = value
		} else if _, part := network[name]; part {
			network[name] = value
		}
	}
	shown["MCCMNC"] = strings.Join([]string{network["mcc"], network["mnc"]}, ",")
	return shown
}
