package setting

import (
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Language is the language that a phone's texts are in, and the country whose
// variant and formats it uses: codes of ISO 639 and ISO 3166-1. API document:
// Modify instance language.
type Language struct {
	Code    string  `json:"code"`
	Country *string `json:"country,omitempty"`
	// keepsCountry: the country is the phone's own, and not sent.
	keepsCountry bool
}

type languageRequest struct {
	Language string  `json:"language"`
	Country  *string `json:"country,omitempty"`
}

var language = &definition[Language]{
	name:     "language",
	resource: "language",
	title:    "the language",
	description: "The language of a cloud phone. The API cannot take a language back: when this resource is destroyed, " +
		"the phone keeps it.",
	fillable: true,
	fields: []field[Language]{
		requiredText("code", "Language, a code of ISO 639 in small letters, for example `de`.",
			func(l *Language) *string { return &l.Code }, languageCode),
		text("country", "Country, a code of ISO 3166-1 in capital letters, for example `DE`. Left out, it is not managed.",
			func(l *Language) **string { return &l.Country }, countryCode),
	},
	narrow:    func(l *Language, named Language) { l.keepsCountry = named.Country == nil },
	operation: armcloud.SetLanguage,
	request: func(l Language) any {
		if l.keepsCountry {
			return languageRequest{Language: l.Code}
		}
		return languageRequest{Language: l.Code, Country: l.Country}
	},
	// No document says where a phone shows its language; Android keeps it in
	// both.
	sources:  converge.Properties,
	inferred: true,
	observe:  observeLanguage,
}

func observeLanguage(seen converge.Evidence, known *Language) (Language, bool) {
	if seen.Properties == nil {
		return Language{}, false
	}
	system := readLocale(seen.Properties.System["persist.sys.language"])
	if country := readCountry(seen.Properties.System["persist.sys.country"]); country != "" {
		system.country = country
	}
	shown := []locale{readLocale(seen.Properties.Setting["language"]), system}

	var want, wantCountry *string
	if known != nil {
		want, wantCountry = &known.Code, known.Country
		for i := range shown {
			if current(shown[i].code) == current(known.Code) {
				shown[i].code = known.Code
			}
		}
	}
	code, ok := seenAmong(want, shown[0].code, shown[1].code)
	if !ok || (known == nil && !isLanguage(code)) {
		return Language{}, false
	}
	found := Language{Code: code, Country: wantCountry}
	if known != nil && (known.Country == nil || known.keepsCountry) {
		return found, true
	}
	// The country of another language says nothing about this one's.
	var countries []string
	for _, l := range shown {
		if l.code == code || l.code == "" {
			countries = append(countries, l.country)
		}
	}
	if country, ok := seenAmong(wantCountry, countries...); ok && (known != nil || isCountry(country)) {
		found.Country = &country
	}
	return found, true
}

// locale is a language and perhaps a country as a property shows them.
type locale struct {
	code, country string
}

// readLocale reads "de", "de-DE", "zh_Hans_CN" and, of a list with commas, the
// first.
func readLocale(text string) locale {
	first, _, _ := strings.Cut(strings.TrimSpace(text), ",")
	parts := strings.FieldsFunc(first, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	if len(parts) == 0 {
		return locale{}
	}
	l := locale{code: strings.ToLower(parts[0])}
	for _, part := range parts[1:] {
		if len(part) == 2 {
			l.country = readCountry(part)
			break
		}
	}
	return l
}

func readCountry(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }

// current gives the code that has replaced a withdrawn one, which Android goes
// on using for some languages.
func current(code string) string {
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
