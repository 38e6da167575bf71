package setting

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

var (
	// countryCodes are the two-letter codes of ISO 3166-1, and XK (Kosovo), a
	// user-assigned code that Android supports.
	countryCodes = strings.Fields(`
		AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
		CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
		FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
		JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
		MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
		PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
		TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK`)
	// languageCodes are the two-letter codes of ISO 639-1, and the three
	// withdrawn ones that Android still uses.
	languageCodes = strings.Fields(`
		aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
		en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
		ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
		nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
		sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
		in iw ji`)
	// threeLetterCode matches the form of ISO 639-2 and 639-3 codes. The list
	// itself is too long and changes every year.
	threeLetterCode = regexp.MustCompile(`^[a-z]{3}$`)
)

func isCountry(code string) bool { return slices.Contains(countryCodes, code) }

func isLanguage(code string) bool {
	return slices.Contains(languageCodes, code) || threeLetterCode.MatchString(code)
}

// isoCode is a validator for codes of an ISO standard.
type isoCode struct {
	// name is what the code identifies, requirement is the validator's
	// description, and hint is an optional last sentence of the error.
	name, requirement, hint string
	valid                   func(string) bool
}

var (
	countryCode  = isoCode{name: "country", requirement: "must be a country code of two uppercase letters (ISO 3166-1), for example DE", valid: isCountry}
	languageCode = isoCode{
		name: "language", requirement: "must be a language code of two or three lowercase letters (ISO 639), for example de",
		hint: "Set the country in country.", valid: isLanguage,
	}
)

func (v isoCode) Description(context.Context) string { return v.requirement }

func (v isoCode) MarkdownDescription(context.Context) string { return v.requirement }

func (v isoCode) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	code := req.ConfigValue
	if code.IsNull() || code.IsUnknown() || v.valid(code.ValueString()) {
		return
	}
	detail := fmt.Sprintf("%s %s, not %q.", req.Path, v.requirement, code.ValueString())
	if v.hint != "" {
		detail += " " + v.hint
	}
	resp.Diagnostics.AddAttributeError(req.Path, "Unknown "+v.name, detail)
}
