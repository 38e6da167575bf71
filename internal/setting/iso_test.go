package setting

import (
	"slices"
	"strings"
	"testing"

	textlanguage "golang.org/x/text/language"
)

// What golang.org/x/text knows beyond our tables: codes that ISO 3166-1 has withdrawn
// or never assigned, and languages that ISO 639-1 has withdrawn. Neither IsCountry nor
// Canonicalize tells them apart from assigned ones.
var (
	textOnlyCountries = strings.Fields("AC AN BU CP CQ CS CT DD DG DY EA EZ FQ FX HV IC JT MI NH NQ NT PC PU PZ RH SU TA TP UK UN VD WK YD YU ZR")
	textOnlyLanguages = strings.Fields("jw mo sh")
)

// The tables have the two-letter codes of golang.org/x/text except withdrawn ones. A
// failure after an upgrade of that module shows a code that was assigned or withdrawn.
func TestISOTablesAgreeWithText(t *testing.T) {
	t.Parallel()
	var countries, languages []string
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			code := string(first) + string(second)
			if region, err := textlanguage.ParseRegion(code); err == nil && region.IsCountry() && !slices.Contains(textOnlyCountries, code) {
				countries = append(countries, code)
			}
			code = strings.ToLower(code)
			if _, err := textlanguage.ParseBase(code); err == nil && !slices.Contains(textOnlyLanguages, code) {
				languages = append(languages, code)
			}
		}
	}
	for name, compared := range map[string][2][]string{"countries": {countryCodes, countries}, "languages": {languageCodes, languages}} {
		got, want := slices.Sorted(slices.Values(compared[0])), compared[1]
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for _, code := range textOnlyCountries {
		if _, err := textlanguage.ParseRegion(code); err != nil || isCountry(code) {
			t.Errorf("country %s: got error %v of the module, accepted here %v; want nil and false", code, err, isCountry(code))
		}
	}
}
