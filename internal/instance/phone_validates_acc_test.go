package instance_test

import (
	"encoding/json"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
)

// verdict is what validation says of one resource.
type verdict struct {
	resource string
	// words are in the one thing that is said; "" is nothing said.
	words string
	// warns: it is a warning.
	warns bool
}

// validates fails unless a validation, which asks ARMCloud for nothing, says
// this of each resource, whose name is the key. A resource without a mistake
// belongs to the cases, as the control.
func (p *phoneTest) validates(cases map[string]verdict) {
	p.t.Helper()
	var body strings.Builder
	for _, c := range cases {
		body.WriteString(c.resource)
	}
	p.config(body.String())
	r := p.sends("", func() acctest.Result { return p.Run("validate", "-json") })
	is(p.t, "requests", p.account.Counters().Total(), 0)
	var report struct {
		Diagnostics []struct {
			Severity, Summary, Detail string
			Snippet                   struct{ Context string }
		}
	}
	if err := json.Unmarshal([]byte(r.Output[strings.Index(r.Output, "{"):]), &report); err != nil {
		p.t.Fatalf("%v\n%s", err, r.Output)
	}
	said := map[string]int{}
	for _, d := range report.Diagnostics {
		if strings.Contains(d.Summary, "development overrides") {
			continue
		}
		parts := strings.Split(d.Snippet.Context, `"`)
		if len(parts) < 4 {
			p.t.Errorf("a diagnostic without a resource: %+v", d)
			continue
		}
		name := parts[3]
		said[name]++
		if c := cases[name]; (d.Severity == "warning") != c.warns || !strings.Contains(unframed(d.Summary+" "+d.Detail), c.words) {
			p.t.Errorf("%s: a %s does not speak of %q: %s: %s", name, d.Severity, c.words, d.Summary, d.Detail)
		}
	}
	for name, c := range cases {
		want := 1
		if c.words == "" {
			want = 0
		}
		is(p.t, "number of diagnostics of "+name, said[name], want)
	}
}

// fleet writes a fleet of one phone with one profile.
func fleet(name, code, settings string) string {
	return "resource \"armcloud_fleet\" \"" + name + "\" {\n  phones = { " + code + " = \"only\" }\n" +
		"  profiles = {\n    only = {\n      " + settings + "\n    }\n  }\n}\n"
}
