package setting

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
)

// What is observed of a language, by what the settings and the system
// properties show.
func TestObserveLanguage(t *testing.T) {
	german, inGermany := &Language{Code: "de"}, &Language{Code: "de", Country: ptr("DE")}
	for name, c := range map[string]struct {
		setting, code, country string
		known                  *Language
		want                   *Language
	}{
		"as applied":                       {"de", "de", "DE", inGermany, inGermany},
		"both in one":                      {"de-DE", "", "", inGermany, inGermany},
		"with script, in a list":           {"zh_Hans_CN,en-US", "", "", &Language{Code: "zh", Country: ptr("CN")}, &Language{Code: "zh", Country: ptr("CN")}},
		"in other case, with blanks":       {" DE-de ", "", "", inGermany, inGermany},
		"without a country":                {"de", "", "", inGermany, inGermany},
		"one source never follows":         {"de", "zh", "CN", inGermany, inGermany},
		"the other source never follows":   {"zh-CN", "de", "DE", inGermany, inGermany},
		"another country":                  {"de", "de", "AT", inGermany, &Language{Code: "de", Country: ptr("AT")}},
		"another country in one":           {"de-AT", "", "", inGermany, &Language{Code: "de", Country: ptr("AT")}},
		"country alone":                    {"", "", "AT", inGermany, nil},
		"country not managed":              {"de", "de", "AT", german, german},
		"another language":                 {"zh", "zh", "CN", inGermany, &Language{Code: "zh", Country: ptr("CN")}},
		"another language, no country":     {"zh", "", "", inGermany, &Language{Code: "zh", Country: ptr("DE")}},
		"withdrawn code on the instance":   {"iw-IL", "iw", "IL", &Language{Code: "he", Country: ptr("IL")}, &Language{Code: "he", Country: ptr("IL")}},
		"withdrawn code applied":           {"", "id", "", &Language{Code: "in"}, &Language{Code: "in"}},
		"ji":                               {"ji", "", "", &Language{Code: "yi"}, &Language{Code: "yi"}},
		"nothing":                          {" ", "", "", inGermany, nil},
		"imported":                         {"de", "de", "DE", nil, inGermany},
		"imported from the settings":       {"de-DE", "", "", nil, inGermany},
		"imported without a country":       {"de", "", "", nil, german},
		"imported, country of another":     {"de", "zh", "CN", nil, german},
		"imported, no such language":       {"xx", "", "", nil, nil},
		"imported, no such country":        {"de", "de", "ZZ", nil, german},
		"imported, language of 3 letters":  {"gsw-CH", "", "", nil, &Language{Code: "gsw", Country: ptr("CH")}},
		"imported, country of 3 digits":    {"es-419", "", "", nil, &Language{Code: "es"}},
		"imported, withdrawn code is left": {"iw", "", "", nil, &Language{Code: "iw"}},
	} {
		t.Run(name, func(t *testing.T) {
			seen := converge.Evidence{Properties: &armcloud.PadProperties{
				Setting: map[string]string{"language": c.setting},
				System:  map[string]string{"persist.sys.language": c.code, "persist.sys.country": c.country},
			}}
			got, ok := observeLanguage(seen, c.known)
			if ok != (c.want != nil) {
				t.Fatalf("got %s (observed: %v), want observed: %v", converge.Canonical(got), ok, c.want != nil)
			}
			if ok && converge.Canonical(got) != converge.Canonical(*c.want) {
				t.Errorf("got %s, want %s", converge.Canonical(got), converge.Canonical(*c.want))
			}
		})
	}
	if got, ok := observeLanguage(converge.Evidence{}, inGermany); ok {
		t.Errorf("got %s without evidence, want nothing", converge.Canonical(got))
	}
}

// Only codes of the lists are accepted, in the case that the message asks for.
func TestISOCodes(t *testing.T) {
	for code, want := range map[string]bool{
		"DE": true, "AD": true, "ZW": true, "TW": true, "XK": true, "de": false, "UK": false, "ZZ": false, "DEU": false, "": false, "D": false,
	} {
		if got := isCountry(code); got != want {
			t.Errorf("country %q: got %v, want %v", code, got, want)
		}
	}
	for code, want := range map[string]bool{
		"de": true, "aa": true, "zu": true, "iw": true, "gsw": true, "fil": true,
		"DE": false, "xx": false, "de-DE": false, "deut": false, "d": false, "": false, "d3": false,
	} {
		if got := isLanguage(code); got != want {
			t.Errorf("language %q: got %v, want %v", code, got, want)
		}
	}
	if len(countryCodes) != 250 || len(languageCodes) != 187 {
		t.Errorf("got %d countries and %d languages, want 250 and 187", len(countryCodes), len(languageCodes))
	}
}

// A country that is not configured is part of the value, but is neither sent
// nor compared. Without a configuration, as in a read, it is compared.
func TestLanguageSendsOnlyWhatIsConfigured(t *testing.T) {
	planned := language.Encode(Language{Code: "de", Country: ptr("CN")})
	split := func(config attr.Value) converge.Desired {
		values, _ := language.Split(planned, config)
		return values["language"]
	}
	partly, all := split(language.Encode(Language{Code: "de"})), split(planned)
	if got := converge.Canonical(partly.Value); got != `{"code":"de","country":"CN"}` {
		t.Fatalf("got %s, want de and CN", got)
	}
	convergetest.Same(t, "sent", sentBy(t, partly), `AC1 set the language {"language":"de"}`)
	convergetest.Same(t, "sent by the control", sentBy(t, all), `AC1 set the language {"language":"de","country":"CN"}`)
	seen := converge.Evidence{Properties: &armcloud.PadProperties{Setting: map[string]string{"language": "de-AT"}}}
	if got := observedOf(partly, seen); got.Differs || !got.Confirmed {
		t.Errorf("after sending, got %+v, want a confirmation", got)
	}
	if got := observedOf(split(nil), seen); converge.Canonical(got.Value) != `{"code":"de","country":"AT"}` || !got.Differs || got.Confirmed {
		t.Errorf("from the state, got %+v, want de and AT", got)
	}
}

// sentBy returns the changes that a setting sends.
func sentBy(t *testing.T, d converge.Desired) []string {
	t.Helper()
	a := &convergetest.Account{}
	convergetest.Work(t, a, converge.Order{PadCode: "AC1", Desired: []converge.Desired{d}})
	return a.Changes
}

// observedOf returns the observation of a setting, as after sending it.
func observedOf(d converge.Desired, seen converge.Evidence) converge.Observation {
	return converge.Observe([]converge.Expectation{{Setting: d.Setting, Value: d.Value, Configured: d.Configured}}, seen)[0]
}
