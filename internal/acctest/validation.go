package acctest

import (
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
)

// Verdict is the expected diagnostic of a resource.
type Verdict struct {
	// Resource is the resource in HCL.
	Resource string
	// Text is part of the diagnostic. "" is no diagnostic.
	Text string
	// Warning is true if the diagnostic is a warning instead of an error.
	Warning bool
}

// Validates runs validate, and fails unless it reports the expected diagnostics
// without a request. The keys are the names of the resources. The cases should
// include a resource without mistakes as the control.
func (c *Case) Validates(cases map[string]Verdict) {
	c.T.Helper()
	var body strings.Builder
	for _, v := range cases {
		body.WriteString(v.Resource)
	}
	c.Configure(body.String())
	r := c.Sends("", func() Result { return c.Run("validate", "-json") })
	Equal(c.T, "requests", c.Account.Counters().Total(), 0)
	var report tfjson.ValidateOutput
	if err := r.ReadJSON(&report); err != nil {
		c.T.Fatalf("%v\n%s", err, r.Output)
	}
	reported := map[string]int{}
	for _, d := range report.Diagnostics {
		if strings.Contains(d.Summary, "development overrides") {
			continue
		}
		name := resourceOf(d)
		if name == "" {
			c.T.Errorf("got a diagnostic without a resource: %+v", d)
			continue
		}
		reported[name]++
		if v := cases[name]; (d.Severity == tfjson.DiagnosticSeverityWarning) != v.Warning || !strings.Contains(flatten(d.Summary+" "+d.Detail), v.Text) {
			c.T.Errorf("%s: got %s %s: %s, want one with %q", name, d.Severity, d.Summary, d.Detail, v.Text)
		}
	}
	for name, v := range cases {
		want := 1
		if v.Text == "" {
			want = 0
		}
		Equal(c.T, "number of diagnostics of "+name, reported[name], want)
	}
}

// resourceOf returns the name of the resource that a diagnostic is about, or "".
func resourceOf(d tfjson.Diagnostic) string {
	if d.Snippet == nil || d.Snippet.Context == nil {
		return ""
	}
	parts := strings.Split(*d.Snippet.Context, `"`)
	if len(parts) < 4 {
		return ""
	}
	return parts[3]
}
