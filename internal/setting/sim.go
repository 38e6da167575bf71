package setting

import (
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// SIM is the SIM card, the mobile network and the radio cell that a phone
// shows; nil is not managed. API document: Modification of instance SIM card
// information.
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
	// named is the part that is sent, nil for all of it: the rest is the
	// phone's own.
	named *SIM
}

type simRequest struct {
	IMEI             *string `json:"imei,omitempty"`
	IMEISV           *string `json:"imeisv,omitempty"`
	MEID             *string `json:"meid,omitempty"`
	OperatorLongname *string `json:"operatorLongname,omitempty"`
	// The document's table and its example spell this one differently.
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

// What the numbers look like. The document's example of an IMEISV is the
// software version alone, two digits.
var (
	imeiShape    = newShape(`^[0-9]{15}$`, "must be 15 digits")
	imeisvShape  = newShape(`^([0-9]{16}|[0-9]{2})$`, "must be 16 digits, or the two digits of the software version")
	meidShape    = newShape(`^[0-9A-Fa-f]{14}$`, "must be 14 hexadecimal digits")
	numericShape = newShape(`^[0-9]{5,6}$`, "must be 5 or 6 digits: mcc and mnc")
	iccidShape   = newShape(`^[0-9]{18,22}$`, "must be 18 to 22 digits")
	imsiShape    = newShape(`^[0-9]{6,15}$`, "must be 6 to 15 digits")
	phoneShape   = newShape(`^\+?[0-9]{1,20}$`, "must be digits, with or without a + before them")
	mccShape     = newShape(`^[0-9]{3}$`, "must be 3 digits")
	mncShape     = newShape(`^[0-9]{2,3}$`, "must be 2 or 3 digits")
	nameShape    = newShape(`^[^\s].*$`, "must not be empty or begin with a blank")
)

// cellData are the attributes that newer API documents call required.
var cellData = []string{"type", "tac", "cell_id", "narfcn", "physical_cell_id"}

var sim = &definition[SIM]{
	name:     "sim",
	resource: "sim",
	title:    "the SIM data",
	description: "The SIM card, mobile network and radio cell that a cloud phone shows: at least one attribute; those left out are not managed. " +
		"The current API level requires `type`, `tac`, `cell_id`, `narfcn` and `physical_cell_id`; the level of 2024 requires none. " +
		"The API cannot take SIM data back: when this resource is destroyed, the phone keeps them.",
	fillable: true,
	fields: []field[SIM]{
		text("imei", "IMEI, 15 digits.", func(s *SIM) **string { return &s.IMEI },
			imeiShape.validator(), checkDigit{"IMEI", imeiShape}, someSIM()),
		text("imeisv", "IMEI with software version, 16 digits, or the software version alone, two digits.",
			func(s *SIM) **string { return &s.IMEISV }, imeisvShape.validator()),
		text("meid", "MEID, 14 hexadecimal digits.", func(s *SIM) **string { return &s.MEID }, meidShape.validator()),
		text("operator_long_name", "Full name of the network operator.",
			func(s *SIM) **string { return &s.OperatorLongName }, nameShape.validator()),
		text("operator_short_name", "Short name of the network operator.",
			func(s *SIM) **string { return &s.OperatorShortName }, nameShape.validator()),
		text("operator_numeric", "Number of the network operator: `mcc` and `mnc`, 5 or 6 digits.",
			func(s *SIM) **string { return &s.OperatorNumeric }, numericShape.validator()),
		text("spn", "Name of the SIM card's provider.", func(s *SIM) **string { return &s.SPN }, nameShape.validator()),
		text("iccid", "Number of the SIM card, 18 to 22 digits.", func(s *SIM) **string { return &s.ICCID },
			iccidShape.validator(), checkDigit{"ICCID", iccidShape}),
		text("imsi", "IMSI of the subscriber, up to 15 digits: `mcc`, `mnc` and the subscriber's number.",
			func(s *SIM) **string { return &s.IMSI }, imsiShape.validator()),
		text("phone_number", "Phone number, digits with or without `+`.",
			func(s *SIM) **string { return &s.PhoneNumber }, phoneShape.validator()),
		text("mcc", "Mobile country code, 3 digits.", func(s *SIM) **string { return &s.MCC }, mccShape.validator()),
		text("mnc", "Mobile network code, 2 or 3 digits.", func(s *SIM) **string { return &s.MNC }, mncShape.validator()),
		text("network_country", "Country of the network, a code of ISO 3166-1 in capital letters, for example `DE`.",
			func(s *SIM) **string { return &s.NetworkCountry }, countryCode),
		text("sim_country", "Country of the SIM card, a code of ISO 3166-1 in capital letters, for example `DE`.",
			func(s *SIM) **string { return &s.SIMCountry }, countryCode),
		text("type", "Type of the network in the API's own numbers, for example `9`.",
			func(s *SIM) **string { return &s.Type }, nameShape.validator()),
		text("tac", "Tracking area code.", func(s *SIM) **string { return &s.TAC }, nameShape.validator()),
		text("cell_id", "Id of the radio cell.", func(s *SIM) **string { return &s.CellID }, nameShape.validator()),
		text("narfcn", "Channel number of the radio cell (NR-ARFCN).", func(s *SIM) **string { return &s.NARFCN }, nameShape.validator()),
		text("physical_cell_id", "Physical id of the radio cell, for example `6C`.",
			func(s *SIM) **string { return &s.PhysicalCellID }, nameShape.validator()),
	},
	narrow:    func(s *SIM, named SIM) { s.named = &named },
	operation: armcloud.SetSIM,
	request: func(s SIM) any {
		if s.named != nil {
			s = *s.named
		}
		return simRequest{
			IMEI: s.IMEI, IMEISV: s.IMEISV, MEID: s.MEID,
			OperatorLongname: s.OperatorLongName, OperatorShortnam: s.OperatorShortName, OperatorShortname: s.OperatorShortName,
			OperatorNumeric: s.OperatorNumeric, SPN: s.SPN, ICCID: s.ICCID, IMSI: s.IMSI, Phonenum: s.PhoneNumber,
			MCC: s.MCC, MNC: s.MNC, NetCountry: s.NetworkCountry, SIMCountry: s.SIMCountry,
			Type: s.Type, TAC: s.TAC, CellID: s.CellID, NARFCN: s.NARFCN, PhysicalCellID: s.PhysicalCellID,
		}
	},
	sources:  converge.Properties,
	inferred: true,
	observe:  observeSIM,
	check:    checkSIM,
}

// someSIM wants one attribute at least, in the own resource as well, where no
// object around the attributes tells that they are meant.
func someSIM() validator.String {
	var others []path.Expression
	for _, name := range []string{
		"imeisv", "meid", "operator_long_name", "operator_short_name", "operator_numeric", "spn", "iccid", "imsi", "phone_number",
		"mcc", "mnc", "network_country", "sim_country", "type", "tac", "cell_id", "narfcn", "physical_cell_id",
	} {
		others = append(others, path.MatchRelative().AtParent().AtName(name))
	}
	return stringvalidator.AtLeastOneOf(others...)
}

// checkSIM warns of attributes that newer API levels refuse to go without:
// the API documents disagree, so an account decides.
func checkSIM(children map[string]attr.Value, at func(string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	absent := func(name string) bool { return children[name] == nil || children[name].IsNull() }
	var missing []string
	for _, name := range cellData {
		if absent(name) {
			missing = append(missing, name)
		}
	}
	// Of an object with nothing in it, that is the mistake.
	empty := true
	for name := range children {
		empty = empty && absent(name)
	}
	if len(missing) > 0 && !empty {
		diags.AddAttributeWarning(at(missing[0]), "SIM data that newer API levels require", "The current API level requires "+
			strings.Join(cellData, ", ")+" with every change of SIM data; the level of 2024 does not. Missing: "+
			strings.Join(missing, ", ")+". Add them if ARMCloud refuses the change.")
	}
	return diags
}

// observeSIM reads the modem properties, attribute by attribute: one that the
// phone does not show stays as it is known.
func observeSIM(seen converge.Evidence, known *SIM) (SIM, bool) {
	if seen.Properties == nil {
		return SIM{}, false
	}
	modem := seen.Properties.Modem
	mcc, mnc := readNetwork(modem["MCCMNC"])
	var found, named SIM
	if known != nil {
		found, named = *known, *known
		if known.named != nil {
			named = *known.named
		}
	}
	shows := false
	for _, part := range []struct {
		at    **string
		named *string
		shown string
		looks shape
	}{
		{&found.IMEI, named.IMEI, modem["IMEI"], imeiShape},
		{&found.ICCID, named.ICCID, modem["ICCID"], iccidShape},
		{&found.IMSI, named.IMSI, modem["IMSI"], imsiShape},
		{&found.MCC, named.MCC, mcc, mccShape},
		{&found.MNC, named.MNC, mnc, mncShape},
		{&found.OperatorLongName, named.OperatorLongName, modem["OpName"], nameShape},
		{&found.PhoneNumber, named.PhoneNumber, modem["PhoneNum"], phoneShape},
	} {
		shown := strings.TrimSpace(part.shown)
		switch {
		case shown == "":
		case known == nil:
			// What an import fills in must pass as configuration.
			if part.looks.pattern.MatchString(shown) {
				*part.at, shows = &shown, true
			}
		case part.named != nil:
			shows = true
			if !sameSIM(*part.named, shown) {
				*part.at = &shown
			}
		}
	}
	return found, shows
}

// sameSIM compares as phones show: in other case, with blanks around, and
// numbers without the + before them.
func sameSIM(known, shown string) bool {
	plain := func(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "+") }
	return strings.EqualFold(plain(known), plain(shown))
}

var networkNumber = regexp.MustCompile(`^([0-9]{3})[, -]?([0-9]{2,3})$`)

// readNetwork reads mcc and mnc from "461,01" or "46101"; empty where it is
// neither.
func readNetwork(text string) (mcc, mnc string) {
	parts := networkNumber.FindStringSubmatch(strings.TrimSpace(text))
	if parts == nil {
		return "", ""
	}
	return parts[1], parts[2]
}
