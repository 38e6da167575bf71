package simulator

import "testing"

const german = `"language":"de","country":"DE"`

// Language and country show among the properties, also over values written
// by hand; a country that is left out or empty stays.
func TestLanguageShowsInThreeProperties(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		shown := func(when, language, country string) {
			t.Helper()
			for name, c := range map[string]struct{ list, want string }{
				"language": {"settingPropertiesList", language}, "persist.sys.language": {"systemPropertiesList", language},
				"persist.sys.country": {"systemPropertiesList", country},
			} {
				if got := s.property(t, one, c.list, name); got != c.want {
					t.Errorf("%s: %s is %q, want %q", when, name, got, c.want)
				}
			}
			if now := s.instanceState(t, one); now.Language != language || now.Country != country {
				t.Errorf("%s: the phone has %s and %s", when, now.Language, now.Country)
			}
		}
		shown("new", "zh", "CN")
		must(t, s.Drift([]string{one}, DriftSet{Properties: Properties{listSystem: {"persist.sys.country": "AT"}}}))
		s.do(t, padPath+"updateLanguage", body(german, one))
		shown("told both", "de", "DE")
		s.do(t, padPath+"updateLanguage", body(`"language":"fr"`, one))
		shown("told no country", "fr", "DE")
		s.do(t, padPath+"updateLanguage", body(`"language":"en","country":""`, one))
		shown("told an empty country", "en", "DE")
		s.submitOne(t, padPath+"reset", "{"+pads(one)+"}")
		waitRestart()
		shown("reset", "zh", "CN")
	})
}

func TestLanguageMistakesAreRefused(t *testing.T) {
	s := newSimulator(t, Options{})
	path := padPath + "updateLanguage"
	s.expectRefusals(t, []mistake{
		{"good", path, body(german, one), codeOK},
		{"no language", path, body(`"country":"DE"`, one), codeRequired},
		{"a word", path, body(`"language":"german"`, one), codeInvalidParameters},
		{"capitals", path, body(`"language":"DE"`, one), codeInvalidParameters},
		{"a country in small letters", path, body(`"language":"de","country":"de"`, one), codeInvalidParameters},
		{"a number", path, body(`"language":1`, one), codeInvalidFormat},
	})
}
