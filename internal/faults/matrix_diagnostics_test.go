package faults

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// checkDiagnostics checks that each error of a resource says what failed, on what, with
// which code, and what to do.
func (x resourceTrial) checkDiagnostics(o *outcome, r *run) {
	var names []string
	for n := 1; n <= x.c.count(); n++ {
		names = append(names, x.c.names(n)...)
	}
	checkErrors(o, r, x.hit, names)
}

// checkErrors checks the errors of a run with a fault.
func checkErrors(o *outcome, r *run, h hit, names []string) {
	code, op := "", operationOf(h.path)
	for _, d := range r.errors() {
		checkDiagnostic(o, d, names)
		if containsWord(d.Summary+"\n"+d.Detail, h.fault.code) {
			code = h.fault.code
		}
	}
	// Each version of the signature is refused with a code of its own.
	signature := slices.Contains([]string{"2019", "2032", "100003", "100004", "100005"}, h.fault.code)
	// What made a command fail that lists the apps of an instance isn't known, nor what
	// the service said when the time for it ended.
	said := texts(r.errors())
	command := (op == armcloud.RunCommand || op == armcloud.QueryCommandTasks) &&
		(strings.Contains(said, "with a command on the instance") || strings.Contains(said, "Unable to list the apps") && strings.Contains(said, "the timeout of the operation has passed"))
	// A persistent 404 means that the API level doesn't have the operation, and the error
	// says what works instead.
	lacks := h.fault.code == "404" && strings.Contains(said, "this API level")
	if r.failed() && h.fault.code != code && h.lasts && !h.fault.denies && !signature && !command && !lacks {
		o.wrong("no error has the code %s:%s", h.fault.code, texts(r.errors()))
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
var says = regexp.MustCompile(`(?i)unable to |could not be released|enforces? the app blacklist|not found|already bound|not in the account|missing in the response`)

// advises matches what errors say that the user can do.
var advises = regexp.MustCompile(`What to do|(?i)run terraform|Check the|lists all|(?m)(?:^|[.:] )(?:Apply|Try|Check|Raise|Lower|Correct|Contact|Remove|Plan|Set) `)
