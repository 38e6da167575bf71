package lookup

import "testing"

// The exit address is found in all likely formats, and no other address is taken
// for it.
func TestExitIP(t *testing.T) {
	t.Parallel()
	for result, want := range map[string]string{
		`{"ip":"203.0.113.7","country":"HK"}`:                        "203.0.113.7",
		`{"data":{"city":"x","public_ip":"203.0.113.7"}}`:            "203.0.113.7",
		`{"dns":"8.8.8.8","query":"203.0.113.7","status":"success"}`: "203.0.113.7",
		`{"ipAddress":"2001:DB8::1"}`:                                "2001:db8::1",
		`[{"ip":""},{"exitIp":"203.0.113.7"}]`:                       "203.0.113.7",
		`"203.0.113.7"`:                                              "203.0.113.7",
		"203.0.113.7\n":                                              "203.0.113.7",
		"Your address is 203.0.113.7.":                               "203.0.113.7",
		`{"ip":"203.0.113.7"} and more`:                              "203.0.113.7",
		`{"origin":"203.0.113.7, 198.51.100.1"}`:                     "203.0.113.7",
		"":                                                           "", "null": "", "Success": "", "7": "", `{"ip":null}`: "", `{"ip":7}`: "", `{"dns":"8.8.8.8"}`: "", "1.2.3": "", "dead beef": "",
	} {
		if got := exitIP(result); got != want {
			t.Errorf("%s: got %q, want %q", result, got, want)
		}
	}
}
