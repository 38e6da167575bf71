package diagnostics

import (
	"regexp"
	"slices"
	"strings"
)

// replacement replaces what differs from run to run by a placeholder.
type replacement struct {
	pattern *regexp.Regexp
	by      string
}

// replacements in the order in which they apply.
var replacements = []replacement{
	{regexp.MustCompile(`\bAC\d{8,}\b`), "PAD_CODE"},
	{regexp.MustCompile(`PAD_CODE(?:(?:, | and |", "|" and ")PAD_CODE)+`), "PAD_CODES"},
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?`), "TIME"},
	{regexp.MustCompile(`(Trace ID: +|\(trace ID )[0-9A-Za-z-]+`), "${1}TRACE_ID"},
	{regexp.MustCompile(`(Task: +|\b[Tt]asks? )\d+(?:(?:, | and )\d+)*`), "${1}TASK_ID"},
	{regexp.MustCompile(`\b[0-9a-f]{16,}\b`), "HEX"},
	{regexp.MustCompile(`(127\.0\.0\.1|\[::1\]|localhost):\d+`), "${1}:PORT"},
	{regexp.MustCompile(`/tmp/[^\s"',;:)]+`), "TEMPORARY_FILE"},
	// Durations with fractions are measured, others are configured.
	{regexp.MustCompile(`\b(?:\d+h)?(?:\d+m)?\d+\.\d+(?:µs|ms|s)\b`), "DURATION"},
	{regexp.MustCompile(`tried \d+ times`), "tried N times"},
	{regexp.MustCompile(`\b(about|timeout of) \d[0-9hms.]*`), "$1 DURATION"},
	{regexp.MustCompile(`\b\d+( (?:not begun|done|failed|waiting|skipped|of its instances)\b)`), "N$1"},
	{regexp.MustCompile(`\b\d+( waves?\b)`), "N$1"},
	{regexp.MustCompile(`(\bwave )\d+\b`), "${1}N"},
	{regexp.MustCompile(`\b(?:10|172|203|198)\.\d+\.\d+\.\d+\b`), "IP"},
	{regexp.MustCompile(`\bimg-[\w-]+`), "IMAGE"},
	{regexp.MustCompile(`\bcom\.example\.\w+`), "PACKAGE"},
	{regexp.MustCompile(`\bfiles/[\w/.-]+`), "files/KEY"},
	{regexp.MustCompile(`(\btag |armcloud_image\.NAME )[\w.-]+\w`), "${1}TAG"},
	{regexp.MustCompile(`(managed by |and by |because (?:another )?)armcloud_\w+`), "${1}TYPE"},
	// One is kept, so that its grammar can be read.
	{regexp.MustCompile(`\b(?:[2-9]|\d{2,}|\d{1,3}(?:,\d{3})+)( +(?:×|more|others?|(?:of the )?(?:other )?(?:instances|settings|tasks|apps)|of [\d,]+|are|were)\b| +×)`), "N$1"},
	{regexp.MustCompile(`(\b(?:N|1) of )(?:[2-9]|\d{2,}|\d{1,3}(?:,\d{3})+)\b`), "${1}M"},
}

// normalize returns a text with everything replaced that differs from run to run. Equal
// lines in a row become one.
func normalize(text string) string {
	for _, r := range replacements {
		text = r.pattern.ReplaceAllString(text, r.by)
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(slices.Compact(lines), "\n")
}

// Lines that name the cause of an error. tfkit.Explain and tfkit.ListFailures write
// them.
var (
	causeLine  = regexp.MustCompile(`(?m)^(Operation|Code|Problem|What to do|Instance|Task|Trace ID): +(.*)\n?`)
	reasonLine = regexp.MustCompile(`(?m)^( *(?:PAD_CODE: |\d+ × |N × ))(.*)$`)
	adviceLine = regexp.MustCompile(`(?m)^(- )(.*)$`)
	codeReason = regexp.MustCompile(`^code (\S+): (.*)$`)
	appendix   = regexp.MustCompile(` \((?:task TASK_ID|trace ID TRACE_ID)\)`)
)

// cause is why something failed, in the words of one error.
type cause struct{ code, problem, advice string }

// split returns a normalized detail without its causes, and the causes.
func split(detail string) (shape string, causes []cause) {
	var explained cause
	for _, line := range causeLine.FindAllStringSubmatch(detail, -1) {
		switch line[1] {
		case "Code":
			explained.code = line[2]
		case "Problem":
			explained.problem = line[2]
		case "What to do":
			explained.advice = line[2]
		}
	}
	if explained.problem != "" {
		causes = append(causes, explained)
	}
	for _, line := range reasonLine.FindAllStringSubmatch(detail, -1) {
		reason := cause{problem: appendix.ReplaceAllString(line[2], "")}
		if parts := codeReason.FindStringSubmatch(reason.problem); parts != nil {
			reason.code, reason.problem = parts[1], parts[2]
		}
		causes = append(causes, reason)
	}
	shape = causeLine.ReplaceAllString(detail, "")
	if explained.problem != "" {
		shape += "\nCAUSE"
	}
	shape = reasonLine.ReplaceAllString(shape, "${1}REASON")
	shape = adviceLine.ReplaceAllString(shape, "${1}ADVICE")
	return normalize(shape), causes
}
