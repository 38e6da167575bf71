package faults

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The guide has the figures of the latest report.
func TestGuideMatchesReport(t *testing.T) {
	t.Parallel()
	guide := read(t, "../../docs/guides/what-we-promise.md")
	want, err := promise(read(t, "../../docs-dev/reliability.md"))
	if err != "" {
		t.Fatal(err)
	}
	if !strings.Contains(guide, want) {
		t.Errorf("got a guide without %q, which docs-dev/reliability.md says", want)
	}
	if one, _ := promise("**5406 trials of 2 operations: in 9, the operation ended with an error, as it should. 5401 survived.**"); one != "In the latest run, the provider passed 5,401 of 5,406 trials" {
		t.Errorf("got %q of a report with trials that have not survived", one)
	}
}

// promise returns what the guide says of a report, or what is wrong with the report.
func promise(report string) (want, err string) {
	figures := regexp.MustCompile(`\*\*(\d+) trials of .* (\d+) survived\.\*\*`).FindStringSubmatch(report)
	switch {
	case figures == nil:
		return "", "got a report without the numbers of trials"
	case figures[1] == figures[2]:
		return "In the latest run, the provider passed all " + grouped(figures[1]) + " trials", ""
	default:
		return "In the latest run, the provider passed " + grouped(figures[2]) + " of " + grouped(figures[1]) + " trials", ""
	}
}

// grouped returns a number below a million with a comma between its thousands.
func grouped(digits string) string {
	n, _ := strconv.Atoi(digits)
	if n < 1000 {
		return digits
	}
	return digits[:len(digits)-3] + "," + digits[len(digits)-3:]
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
