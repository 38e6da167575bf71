package setting

import (
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Language is the locale of an instance: codes of ISO 639 and ISO 3166-1. API
// document: Modify instance language.
type Language struct {
	Code    string  `json:"code"`
	Country *string `json:"country,omitempty"`
}

type languageRequest struct {
	Language string  `json:"language"`
	Country  *string `json:"country,omitempty"`
}

type languageSetting struct {
	definition[Language]
	observed[Language]
}

var _ converge.Replicated = language

var language = &languageSetting{definition[Language]{
	name:         "language",
	resource:     "language",
	title:        "the language",
	description:  description{"Sets the system language of a cloud phone.", notUndone},
	readOnImport: true,
	fields: []field[Language]{
		requiredString("code", "Language code of two or three lowercase letters (ISO 639), for example `de`.",
			func(l *Language) *string { return &l.Code }, languageCode),
		optionalString("country", "Country code of two uppercase letters (ISO 3166-1), for example `DE`. If unset, the country is not managed.",
			func(l *Language) **string { return &l.Country }, countryCode),
	},
	requests: sends(armcloud.SetLanguage, func(l Language) any { return languageRequest{Language: l.Code, Country: l.Country} }),
}, observed[Language]{
	// The API documents do not say which property holds the language. Android
	// stores it in both.
	sources:  converge.Properties,
	inferred: true,
	observe:  observeLanguage,
}}

// observeLanguage compares withdrawn codes as equal to those that replaced
// them.
func observeLanguage(evidence converge.Evidence, known *Language) (Language, bool) {
	return combinedLanguage(localesShown(evidence, known), known)
}

// localesShown returns what each place shows, nothing if the properties are unknown.
func localesShown(evidence converge.Evidence, known *Language) []locale {
	if evidence.Properties == nil {
		return []locale{{}, {}}
	}
	system := parseLocale(evidence.Properties.System["persist.sys.language"])
	if country := parseCountry(evidence.Properties.System["persist.sys.country"]); country != "" {
		system.country = country
	}
	places := []locale{parseLocale(evidence.Properties.Setting["language"]), system}
	for i := range places {
		if known != nil && currentCode(places[i].code) == currentCode(known.Code) {
			places[i].code = known.Code
		}
	}
	return places
}

// differs reports whether a place does not show a language. It may lack the country.
func (l locale) differs(want Language) bool {
	return l.code != want.Code || (want.Country != nil && l.country != "" && l.country != *want.Country)
}

// NotShowing returns the places that do not show a language.
func (*languageSetting) NotShowing(evidence converge.Evidence, want converge.Value) converge.Places {
	language, _ := want.(Language)
	return placesOf(localesShown(evidence, &language), func(l locale) bool { return l.differs(language) })
}

// ObserveWithout ignores places that show another language.
func (*languageSetting) ObserveWithout(ignored converge.Places, evidence converge.Evidence, known converge.Value) (converge.Value, bool) {
	language, _ := known.(Language)
	value, ok := combinedLanguage(without(ignored, localesShown(evidence, &language), func(l locale) bool { return l.differs(language) }), &language)
	return value, ok
}

// combinedLanguage returns what several places show of a language.
func combinedLanguage(places []locale, known *Language) (Language, bool) {
	var knownCode, knownCountry *string
	if known != nil {
		knownCode, knownCountry = &known.Code, known.Country
	}
	code, ok := observedText(knownCode, places[0].code, places[1].code)
	if !ok || (known == nil && !isLanguage(code)) {
		return Language{}, false
	}
	observed := Language{Code: code, Country: knownCountry}
	if known != nil && known.Country == nil {
		return observed, true
	}
	// A place that shows another language is no evidence of the country.
	var countries []string
	for _, l := range places {
		if l.code == code || l.code == "" {
			countries = append(countries, l.country)
		}
	}
	if country, ok := observedText(knownCountry, countries...); ok && (known != nil || isCountry(country)) {
		observed.Country = &country
	}
	return observed, true
}

// locale is a language and an optional country.
type locale struct {
	code, country string
}

// parseLocale parses "de", "de-DE" or "zh_Hans_CN". Of a comma-separated list it
// uses the first.
func parseLocale(text string) locale {
	first, _, _ := strings.Cut(strings.TrimSpace(text), ",")
	parts := strings.FieldsFunc(first, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	if len(parts) == 0 {
		return locale{}
	}
	l := locale{code: strings.ToLower(parts[0])}
	for _, part := range parts[1:] {
		if len(part) == 2 {
			l.country = parseCountry(part)
			break
		}
	}
	return l
}

func parseCountry(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }

// currentCode returns the code that replaced a withdrawn one. Android still uses
// the withdrawn codes of some languages.
func currentCode(code string) string {
	switch code {
	case "iw":
		return "he"
	case "in":
		return "id"
	case "ji":
		return "yi"
	default:
		return code
	}
}
