package setting

import (
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// SIM is the SIM card, mobile network and radio cell of an instance. Nil members
// are not managed. API document: Modification of instance SIM card information.
type SIM struct {
	IMEI              *string `json:"imei,omitempty"`
	IMEISV            *string `json:"imeisv,omitempty"`
	MEID              *string `json:"meid,omitempty"`
	OperatorLongName  *string `json:"operator_long_name,omitempty"`
	OperatorShortName *string `json:"operator_short_name,omitempty"`
	OperatorNumeric   *string `json:"operator_numeric,omitempty"`
	SPN               *string `json:"spn,omitempty"`
	ICCID             *string `json:"iccid,omitempty"`
	IMSI              *string `json:"imsi,omitempty"`
	PhoneNumber       *string `json:"phone_number,omitempty"`
	MCC               *string `json:"mcc,omitempty"`
	MNC               *string `json:"mnc,omitempty"`
	NetworkCountry    *string `json:"network_country,omitempty"`
	SIMCountry        *string `json:"sim_country,omitempty"`
	Type              *string `json:"type,omitempty"`
	TAC               *string `json:"tac,omitempty"`
	CellID            *string `json:"cell_id,omitempty"`
	NARFCN            *string `json:"narfcn,omitempty"`
	PhysicalCellID    *string `json:"physical_cell_id,omitempty"`
}

type simRequest struct {
	IMEI             *string `json:"imei,omitempty"`
	IMEISV           *string `json:"imeisv,omitempty"`
	MEID             *string `json:"meid,omitempty"`
	OperatorLongname *string `json:"operatorLongname,omitempty"`
	// The API document's table and its example spell this name differently.
	OperatorShortnam  *string `json:"operatorShortnam,omitempty"`
	OperatorShortname *string `json:"operatorShortname,omitempty"`
	OperatorNumeric   *string `json:"operatorNumeric,omitempty"`
	SPN               *string `json:"spn,omitempty"`
	ICCID             *string `json:"iccid,omitempty"`
	IMSI              *string `json:"imsi,omitempty"`
	Phonenum          *string `json:"phonenum,omitempty"`
	MCC               *string `json:"mcc,omitempty"`
	MNC               *string `json:"mnc,omitempty"`
	NetCountry        *string `json:"netCountry,omitempty"`
	SIMCountry        *string `json:"simCountry,omitempty"`
	Type              *string `json:"type,omitempty"`
	TAC               *string `json:"tac,omitempty"`
	CellID            *string `json:"cellid,omitempty"`
	NARFCN            *string `json:"narfcn,omitempty"`
	PhysicalCellID    *string `json:"physicalcellid,omitempty"`
}

// Formats of the attributes. An IMEISV of two digits is only the software
// version, as in the API document's example.
var (
	imeiFormat    = newFormat(`^[0-9]{15}$`, "must be 15 digits")
	imeisvFormat  = newFormat(`^([0-9]{16}|[0-9]{2})$`, "must be 16 digits, or only the two digits of the software version")
	meidFormat    = newFormat(`^[0-9A-Fa-f]{14}$`, "must be 14 hexadecimal digits")
	numericFormat = newFormat(`^[0-9]{5,6}$`, "must be 5 or 6 digits: mcc followed by mnc")
	iccidFormat   = newFormat(`^[0-9A-Za-z]{18,22}$`, "must be 18 to 22 digits or letters")
	imsiFormat    = newFormat(`^[0-9]{6,15}$`, "must be 6 to 15 digits")
	phoneFormat   = newFormat(`^\+?[0-9]{1,20}$`, "must be 1 to 20 digits, optionally after a +")
	mccFormat     = newFormat(`^[0-9]{3}$`, "must be 3 digits")
	mncFormat     = newFormat(`^[0-9]{2,3}$`, "must be 2 or 3 digits")
	nameFormat    = newFormat(`^[^\s].*$`, "must not be empty or begin with a space")
)

// cellAttributes are the attributes that newer API documents require.
var cellAttributes = []string{"type", "tac", "cell_id", "narfcn", "physical_cell_id"}

// simAttributes are all attributes of SIM data.
var simAttributes = []string{
	"imei", "imeisv", "meid", "operator_long_name", "operator_short_name", "operator_numeric", "spn", "iccid", "imsi", "phone_number",
	"mcc", "mnc", "network_country", "sim_country", "type", "tac", "cell_id", "narfcn", "physical_cell_id",
}

type simSetting struct {
	definition[SIM]
	observed[SIM]
}

var _ converge.Observer = sim

var sim = &simSetting{definition[SIM]{
	name:     "sim",
	resource: "sim",
	title:    "the SIM data",
	description: description{
		"Sets the SIM card, mobile network and radio cell that a cloud phone reports.",
		"At least one attribute is required. Unset attributes are not managed.",
		"The current API level requires `type`, `tac`, `cell_id`, `narfcn` and `physical_cell_id`. The 2024 API level does not.",
		notUndone,
	},
	readOnImport: true,
	fields: []field[SIM]{
		optionalString("imei", "IMEI of the phone: 15 digits, the last of which is the check digit.", func(s *SIM) **string { return &s.IMEI },
			imeiFormat.validator(), checkDigit{"IMEI", imeiFormat}, anyOf{"SIM data", simAttributes}),
		optionalString("imeisv", "IMEI with software version (IMEISV): 16 digits, or only the two digits of the software version.",
			func(s *SIM) **string { return &s.IMEISV }, imeisvFormat.validator()),
		optionalString("meid", "MEID of the phone: 14 hexadecimal digits.", func(s *SIM) **string { return &s.MEID }, meidFormat.validator()),
		optionalString("operator_long_name", "Full name of the network operator, for example `Vodafone`.",
			func(s *SIM) **string { return &s.OperatorLongName }, nameFormat.validator()),
		optionalString("operator_short_name", "Short name of the network operator.",
			func(s *SIM) **string { return &s.OperatorShortName }, nameFormat.validator()),
		optionalString("operator_numeric", "Number of the network operator: `mcc` followed by `mnc`, 5 or 6 digits, for example `26202`.",
			func(s *SIM) **string { return &s.OperatorNumeric }, numericFormat.validator()),
		optionalString("spn", "Name of the service provider (SPN), which can differ from that of the network operator.", func(s *SIM) **string { return &s.SPN }, nameFormat.validator()),
		optionalString("iccid", "Number of the SIM card (ICCID): 18 to 22 digits. Some operators also use letters.", func(s *SIM) **string { return &s.ICCID },
			iccidFormat.validator(), checkDigit{"ICCID", iccidFormat}),
		optionalString("imsi", "IMSI of the subscriber: `mcc`, `mnc` and the subscriber number, 6 to 15 digits.",
			func(s *SIM) **string { return &s.IMSI }, imsiFormat.validator()),
		optionalString("phone_number", "Phone number: 1 to 20 digits, optionally preceded by `+`.",
			func(s *SIM) **string { return &s.PhoneNumber }, phoneFormat.validator()),
		optionalString("mcc", "Mobile country code (MCC): 3 digits, for example `262`.", func(s *SIM) **string { return &s.MCC }, mccFormat.validator()),
		optionalString("mnc", "Mobile network code (MNC): 2 or 3 digits, for example `02`.", func(s *SIM) **string { return &s.MNC }, mncFormat.validator()),
		optionalString("network_country", "Country of the network, as a country code of two uppercase letters (ISO 3166-1), for example `DE`.",
			func(s *SIM) **string { return &s.NetworkCountry }, countryCode),
		optionalString("sim_country", "Country of the SIM card, as a country code of two uppercase letters (ISO 3166-1), for example `DE`.",
			func(s *SIM) **string { return &s.SIMCountry }, countryCode),
		optionalString("type", "Network type, as a number that ARMCloud defines, for example `9`.",
			func(s *SIM) **string { return &s.Type }, nameFormat.validator()),
		optionalString("tac", "Tracking area code (TAC) of the radio cell, for example `871420`.", func(s *SIM) **string { return &s.TAC }, nameFormat.validator()),
		optionalString("cell_id", "ID of the radio cell, for example `870091003`.", func(s *SIM) **string { return &s.CellID }, nameFormat.validator()),
		optionalString("narfcn", "Channel number (NR-ARFCN) of the radio cell, for example `99240`.", func(s *SIM) **string { return &s.NARFCN }, nameFormat.validator()),
		optionalString("physical_cell_id", "Physical ID of the radio cell (PCI), for example `6C`.",
			func(s *SIM) **string { return &s.PhysicalCellID }, nameFormat.validator()),
	},
	requests: sends(armcloud.SetSIM, func(s SIM) any {
		return simRequest{
			IMEI: s.IMEI, IMEISV: s.IMEISV, MEID: s.MEID,
			OperatorLongname: s.OperatorLongName, OperatorShortnam: s.OperatorShortName, OperatorShortname: s.OperatorShortName,
			OperatorNumeric: s.OperatorNumeric, SPN: s.SPN, ICCID: s.ICCID, IMSI: s.IMSI, Phonenum: s.PhoneNumber,
			MCC: s.MCC, MNC: s.MNC, NetCountry: s.NetworkCountry, SIMCountry: s.SIMCountry,
			Type: s.Type, TAC: s.TAC, CellID: s.CellID, NARFCN: s.NARFCN, PhysicalCellID: s.PhysicalCellID,
		}
	}),
}, observed[SIM]{
	sources:  converge.Properties,
	inferred: true,
	observe:  observeSIM,
}}

// CheckSIM warns about missing attributes of SIM data, in the composite form, that
// the current API level requires. It is not an error because the API documents
// contradict each other. On other levels nothing is missing.
func CheckSIM(composite attr.Value, at func(string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	children := objectAttributes(composite)
	absent := func(name string) bool { return children[name] == nil || children[name].IsNull() }
	var missing []string
	for _, name := range cellAttributes {
		if absent(name) {
			missing = append(missing, name)
		}
	}
	// An empty object has an error of its own.
	empty := true
	for name := range children {
		empty = empty && absent(name)
	}
	if len(missing) > 0 && !empty {
		diags.AddAttributeWarning(at(missing[0]), MissingSIMSummary, MissingSIMDetail(missing))
	}
	return diags
}

// MissingSIMSummary is the summary of warnings about SIM data that the current API
// level requires.
const MissingSIMSummary = "SIM data that the API level requires"

// MissingSIMDetail is the detail of such a warning.
func MissingSIMDetail(missing []string) string {
	return "The API level of this account requires " + strings.Join(cellAttributes, ", ") + " in every change of SIM data. Missing: " +
		strings.Join(missing, ", ") + ". Set them if ARMCloud rejects the change."
}

// MissingSIM returns the attributes that CheckSIM warns about in a value, none if it
// is not SIM data.
func MissingSIM(value converge.Value) []string {
	s, ok := value.(SIM)
	if !ok {
		return nil
	}
	var missing []string
	for i, set := range []*string{s.Type, s.TAC, s.CellID, s.NARFCN, s.PhysicalCellID} {
		if set == nil {
			missing = append(missing, cellAttributes[i])
		}
	}
	return missing
}

// observeSIM reads the modem properties. Attributes that the instance does not
// show keep their known value.
func observeSIM(evidence converge.Evidence, known *SIM) (SIM, bool) {
	if evidence.Properties == nil {
		return SIM{}, false
	}
	modem := evidence.Properties.Modem
	mcc, mnc := parseNetwork(modem["MCCMNC"])
	var observed SIM
	if known != nil {
		observed = *known
	}
	any := false
	for _, attribute := range []struct {
		ref    **string
		shown  string
		format format
	}{
		{&observed.IMEI, modem["IMEI"], imeiFormat},
		{&observed.ICCID, modem["ICCID"], iccidFormat},
		{&observed.IMSI, modem["IMSI"], imsiFormat},
		{&observed.MCC, mcc, mccFormat},
		{&observed.MNC, mnc, mncFormat},
		{&observed.OperatorLongName, modem["OpName"], nameFormat},
		{&observed.PhoneNumber, modem["PhoneNum"], phoneFormat},
	} {
		shown := strings.TrimSpace(attribute.shown)
		switch {
		case shown == "":
		case known == nil:
			// What an import fills in must be valid configuration.
			if attribute.format.pattern.MatchString(shown) {
				*attribute.ref, any = &shown, true
			}
		case *attribute.ref != nil:
			any = true
			if !equalSIM(**attribute.ref, shown) {
				*attribute.ref = &shown
			}
		}
	}
	return observed, any
}

// equalSIM ignores case, surrounding spaces and a leading +, which instances
// change.
func equalSIM(a, b string) bool {
	plain := func(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "+") }
	return strings.EqualFold(plain(a), plain(b))
}

var networkPattern = regexp.MustCompile(`^([0-9]{3})[, -]?([0-9]{2,3})$`)

// parseNetwork parses mcc and mnc from "461,01" or "46101". It returns empty
// strings for anything else.
func parseNetwork(text string) (mcc, mnc string) {
	parts := networkPattern.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return "", ""
	}
	return parts[1], parts[2]
}
