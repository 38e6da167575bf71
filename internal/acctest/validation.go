package acctest

import (
	"encoding/json"
	"strings"
)

// Verdict is what validation says of one resource.
type Verdict struct {
	Resource string
	// Text is in the one diagnostic; "" means no diagnostic.
	Text string
	// Warning: the diagnostic is a warning.
	Warning bool
}

// Validates fails unless a validation, which asks ARMCloud for nothing, says
// this of each resource, whose name is the key. A resource without a mistake
// belongs to the cases, as the control.
func (p *InstanceCase) Validates(cases map[string]Verdict) {
	p.T.Helper()
	var body strings.Builder
	for _, c := range cases {
		body.WriteString(c.Resource)
	}
	p.Configure(body.String())
	r := p.Sends("", func() Result { return p.Run("validate", "-json") })
	Equal(p.T, "requests", p.Account.Counters().Total(), 0)
	var report struct {
		Diagnostics []struct {
			Severity, Summary, Detail string
			Snippet                   struct{ Context string }
		}
	}
	if err := json.Unmarshal([]byte(r.Output[strings.Index(r.Output, "{"):]), &report); err != nil {
		p.T.Fatalf("%v\n%s", err, r.Output)
	}
	said := map[string]int{}
	for _, d := range report.Diagnostics {
		if strings.Contains(d.Summary, "development overrides") {
			continue
		}
		parts := strings.Split(d.Snippet.Context, `"`)
		if len(parts) < 4 {
			p.T.Errorf("a diagnostic without a resource: %+v", d)
			continue
		}
		name := parts[3]
		said[name]++
		if c := cases[name]; (d.Severity == "warning") != c.Warning || !strings.Contains(flatten(d.Summary+" "+d.Detail), c.Text) {
			p.T.Errorf("%s: a %s does not speak of %q: %s: %s", name, d.Severity, c.Text, d.Summary, d.Detail)
		}
	}
	for name, c := range cases {
		want := 1
		if c.Text == "" {
			want = 0
		}
		Equal(p.T, "number of diagnostics of "+name, said[name], want)
	}
}

// FleetOfOneHCL writes a fleet of one phone with one profile.
func FleetOfOneHCL(name, code, settings string) string {
	return "resource \"armcloud_fleet\" \"" + name + "\" {\n  phones = { " + code + " = \"only\" }\n" +
		"  profiles = {\n    only = {\n      " + settings + "\n    }\n  }\n}\n"
}
