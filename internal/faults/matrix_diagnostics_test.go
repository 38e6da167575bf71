package faults

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// checkDiagnostics checks that each error says what failed, on what, with which code, and
// what to do.
func (x resourceTrial) checkDiagnostics(o *outcome, r *run) {
	var names []string
	for n := 1; n <= x.c.count(); n++ {
		names = append(names, x.c.names(n)...)
	}
	code := ""
	for _, d := range r.errors() {
		text := d.Summary + "\n" + d.Detail
		checkDiagnostic(o, d, names)
		if containsWord(text, x.fault.code) {
			code = x.fault.code
		}
	}
	if r.failed() && x.fault.code != code && x.lasts && !x.fault.denies {
		o.wrong("no error has the code %s:%s", x.fault.code, texts(r.errors()))
	}
}

// checkDiagnostic checks an error about something with one of the names.
func checkDiagnostic(o *outcome, d *tfprotov6.Diagnostic, names []string) {
	text := d.Summary + "\n" + d.Detail
	if !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(text, name) }) {
		o.wrong("an error names none of %v:%s", names, texts([]*tfprotov6.Diagnostic{d}))
	}
	if !says.MatchString(text) && !namesOperation(text) {
		o.wrong("an error names no operation:%s", texts([]*tfprotov6.Diagnostic{d}))
	}
	if !advises.MatchString(text) {
		o.wrong("an error does not say what to do:%s", texts([]*tfprotov6.Diagnostic{d}))
	}
}

func containsWord(text, word string) bool {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`).MatchString(text)
}

// namesOperation reports whether a text has the name or the path of an operation.
func namesOperation(text string) bool {
	return slices.ContainsFunc(armcloud.Operations(), func(op *armcloud.Operation) bool {
		return strings.Contains(text, op.Path) || strings.Contains(text, op.Name)
	})
}

// says matches what errors say about what has failed, if not by the name of an operation.
var says = regexp.MustCompile(`(?i)unable to |could not be released|enforce the app blacklist`)

// advises matches what errors say that the user can do.
var advises = regexp.MustCompile(`What to do|(?m)(?:^|[.:] )(?:Apply|Try|Check|Raise|Lower|Correct|Contact|Remove|Plan) `)
