package armcloud

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs-dev/operations.md")

const tableFile = "../../docs-dev/operations.md"

const tableHead = `# Operations and codes

Written by ` + "`go test ./internal/armcloud -run TestOperationsTable -update`" + `. A test fails if it is out of date.

## Operations

*Answer* is how the operation responds to a request with targets: *items* (one item for each target), *all* (one answer for all targets), *either*, or
*other* (a method of the client decodes the response). *Repeat* is whether the client sends the request again after its response was lost; *later* means
after a pause, in which a task that the lost request has started can end. After a refusal, which did nothing, the code decides.

| operation | path | targets | answer | repeat | ends with | levels |
|---|---|---|---|---|---|---|
`

const codesHead = `
## Codes

*Concerns* is whether the code concerns the whole request or one instance of it. A request that is refused because of one instance is bisected. *Again* is
whether the client or the engine sends the request again. Codes that are not listed are rejections of the whole request.

| code | meaning | class | concerns | again |
|---|---|---|---|---|
`

// docs-dev/operations.md lists every operation, with how it responds and whether it
// may be repeated, and every code.
func TestOperationsTable(t *testing.T) {
	var b strings.Builder
	b.WriteString(tableHead)
	for _, op := range Operations() {
		targets := "–"
		if op.Target != "" {
			targets = fmt.Sprintf("%s, at most %d", op.Target, op.MaxTargets)
		}
		repeat := "never"
		switch {
		case op.Repeatable && op.startsTask():
			repeat = "later"
		case op.Repeatable:
			repeat = "yes"
		}
		ends := waitWords(op.Wait)
		if ends == "" {
			ends = "the response"
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s | %s | %s |\n", op.Name, op.Path, targets, answerWords[op.Answer], repeat, ends, strings.Join(levelWords(op.Levels), ", "))
	}
	b.WriteString(codesHead)
	for _, code := range slices.SortedFunc(maps.Keys(codes), func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	}) {
		once, repeatable := Classify(Restart, code, ""), Classify(SetTimeZone, code, "")
		concerns, again := "request", "no"
		if once.OneInstance {
			concerns = "instance"
		}
		switch {
		case once.Repeatable:
			again = "yes"
		case repeatable.retry.allows(SetTimeZone, 0, 1):
			again = "twice, if safe to repeat"
		case code == "500":
			again = "if it says that the service is busy, and safe to repeat"
		case once.Class == ClassAuth && signatureCodes[code]:
			again = "in another signature form"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", code, codes[code].meaning, once.Class, concerns, again)
	}
	if *update {
		if err := os.WriteFile(tableFile, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(tableFile)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != b.String() {
		t.Errorf("%s is out of date, write it with -update", tableFile)
	}
}

var answerWords = map[Answer]string{AnswerOther: "other", AnswerItems: "items", AnswerAll: "all", AnswerEither: "either"}
