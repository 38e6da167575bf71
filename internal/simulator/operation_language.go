package simulator

import (
	"encoding/json"
	"regexp"
	"strings"
)

type languageArgs struct {
	Language string `json:"language"`
	Country  string `json:"country,omitempty"` // empty: unchanged
}

var (
	languagePattern = regexp.MustCompile(`^[a-z]{2,3}$`)
	countryPattern  = regexp.MustCompile(`^([A-Z]{2}|[0-9]{3})$`)
)

// updateLanguage is pad/updateLanguage (API document: Modify instance
// language). If the country is absent or empty, it stays unchanged.
var updateLanguage = &operation{
	name: "updateLanguage", changes: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args languageArgs
		f.required("language", &args.Language)
		f.optional("country", &args.Country)
		if !args.valid() {
			f.refuse(codeInvalidParameters, "unknown language or country")
		}
		return args
	},
	apply: func(_ *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args languageArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		inst.settings.setLanguage(args)
		return "", nil
	},
}

func (l languageArgs) valid() bool {
	return languagePattern.MatchString(l.Language) && (l.Country == "" || countryPattern.MatchString(l.Country))
}

// parseLanguage parses the language of a drift: de or de-DE.
func parseLanguage(text string) (languageArgs, bool) {
	var l languageArgs
	l.Language, l.Country, _ = strings.Cut(text, "-")
	return l, l.valid() && !strings.HasSuffix(text, "-")
}

func (s *settings) setLanguage(l languageArgs) {
	s.Language = l.Language
	s.clearProperty(listSetting, "language")
	s.clearProperty(listSystem, "persist.sys.language")
	if l.Country != "" {
		s.Country = l.Country
		s.clearProperty(listSystem, "persist.sys.country")
	}
}
