package simulator

import (
	"encoding/json"
	"regexp"
	"strings"
)

type languageArgs struct {
	Language string `json:"language"`
	Country  string `json:"country,omitempty"` // empty: stays as it is
}

var (
	languageForm = regexp.MustCompile(`^[a-z]{2,3}$`)
	countryForm  = regexp.MustCompile(`^([A-Z]{2}|[0-9]{3})$`)
)

// updateLanguage is pad/updateLanguage (API document: Modify instance
// language). Without a country, or with an empty one, the country stays.
var updateLanguage = &operation{
	name: "updateLanguage", change: true,
	check: func(_ *Simulator, f *fields) any {
		var args languageArgs
		f.need("language", &args.Language)
		f.may("country", &args.Country)
		if !args.valid() {
			f.refuse(codeWrongParameters, "unknown language or country")
		}
		return args
	},
	apply: func(_ *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args languageArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		p.set.setLanguage(args)
		return "", nil
	},
}

func (l languageArgs) valid() bool {
	return languageForm.MatchString(l.Language) && (l.Country == "" || countryForm.MatchString(l.Country))
}

// readLanguage reads a language as drift writes it: de or de-DE.
func readLanguage(text string) (languageArgs, bool) {
	var l languageArgs
	l.Language, l.Country, _ = strings.Cut(text, "-")
	return l, l.valid() && !strings.HasSuffix(text, "-")
}

func (s *settings) setLanguage(l languageArgs) {
	s.Language = l.Language
	s.forget(listSetting, "language")
	s.forget(listSystem, "persist.sys.language")
	if l.Country != "" {
		s.Country = l.Country
		s.forget(listSystem, "persist.sys.country")
	}
}
