package simulator

import "testing"

const german = `"language":"de","country":"DE"`

// Language and country show in the properties and replace drifted values. An
// absent or empty country stays unchanged.
func TestLanguageShowsInThreeProperties(t *testing.T) {
	atBothLevels(t, func(t *testing.T, s *Simulator) {
		shown := func(when, language, country string) {
			t.Helper()
			for name, c := range map[string]struct{ list, want string }{
				"language": {"settingPropertiesList", language}, "persist.sys.language": {"systemPropertiesList", language},
				"persist.sys.country": {"systemPropertiesList", country},
			} {
				if got := s.property(t, one, c.list, name); got != c.want {
					t.Errorf("%s: %s: got %q, want %q", when, name, got, c.want)
				}
			}
			if now := s.instanceState(t, one); now.Language != language || now.Country != country {
				t.Errorf("%s: got language %s and country %s, want those of the request", when, now.Language, now.Country)
			}
		}
		shown("new", "zh", "CN")
		must(t, s.Drift([]string{one}, DriftSet{Properties: Properties{listSystem: {"persist.sys.country": "AT"}}}))
		s.do(t, padPath+"updateLanguage", body(german, one))
		shown("both set", "de", "DE")
		s.do(t, padPath+"updateLanguage", body(`"language":"fr"`, one))
		shown("no country", "fr", "DE")
		s.do(t, padPath+"updateLanguage", body(`"language":"en","country":""`, one))
		shown("empty country", "en", "DE")
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
		{"not a code", path, body(`"language":"german"`, one), codeInvalidParameters},
		{"upper case", path, body(`"language":"DE"`, one), codeInvalidParameters},
		{"a country in lower case", path, body(`"language":"de","country":"de"`, one), codeInvalidParameters},
		{"a number", path, body(`"language":1`, one), codeInvalidFormat},
	})
}
