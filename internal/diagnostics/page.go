package diagnostics

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// entry is a diagnostic of the page: all diagnostics that differ only in their causes
// and in what normalize replaces.
type entry struct {
	severity   string
	text       string // of the first example
	count      int
	types      map[string]bool
	attributes map[string]bool
	variants   map[string]bool
	framework  bool
}

// Page returns docs-dev/diagnostics.md.
func Page(all []Diagnostic) string {
	entries, causes := collect(all)
	sections := map[string][]*entry{}
	for _, e := range entries {
		sections[section(e)] = append(sections[section(e)], e)
	}
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(introduction, "~", "`"))
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		fmt.Fprintf(&b, "\n## %s\n", name)
		slices.SortFunc(sections[name], func(x, y *entry) int {
			return cmp.Or(strings.Compare(x.severity, y.severity), strings.Compare(x.text, y.text))
		})
		for _, e := range sections[name] {
			b.WriteString(e.markdown())
		}
	}
	b.WriteString("\n## Causes\n\nWhat the entries above say about a cause: the problem, what to do, and the codes of the API with which they were seen. " +
		"In a list of instances, what to do follows the list.\n\n| problem | what to do | codes |\n|---|---|---|\n")
	for _, row := range slices.Sorted(maps.Keys(causes)) {
		fmt.Fprintf(&b, "%s %s |\n", row, strings.Join(slices.Sorted(maps.Keys(causes[row])), ", "))
	}
	return b.String()
}

// collect returns the entries, and the codes of the causes by the rows of the table.
func collect(all []Diagnostic) (entries map[string]*entry, causes map[string]map[string]bool) {
	entries, causes = map[string]*entry{}, map[string]map[string]bool{}
	for _, d := range all {
		summary, detail := normalize(d.Summary), normalize(d.Detail)
		shape, reasons := split(detail)
		for _, c := range reasons {
			row := fmt.Sprintf("| %s | %s |", cell(c.problem), cell(c.advice))
			if causes[row] == nil {
				causes[row] = map[string]bool{}
			}
			causes[row][c.code] = true
		}
		key := d.Severity + "\n" + strings.ReplaceAll(summary+"\n"+shape, "PAD_CODES", "PAD_CODE")
		e := entries[key]
		if e == nil {
			e = &entry{severity: d.Severity, types: map[string]bool{}, attributes: map[string]bool{}, variants: map[string]bool{}, framework: ofFramework(d)}
			entries[key] = e
		}
		text := strings.TrimSpace(summary + "\n\n" + detail)
		e.variants[text] = true
		if e.text == "" || text < e.text {
			e.text = text
		}
		e.count++
		e.types[nameOf(d)] = true
		if d.Attribute != "" {
			e.attributes["`"+attributeOf(d.Attribute)+"`"] = true
		}
	}
	return entries, causes
}

// nameOf returns the name of what has returned a diagnostic.
func nameOf(d Diagnostic) string {
	switch {
	case d.Type == "":
		return "The " + d.Kind
	case d.Kind == "resource":
		return "`" + d.Type + "`"
	default:
		return fmt.Sprintf("`%s` (%s)", d.Type, d.Kind)
	}
}

// step is a step of a path, as tftypes writes it.
var step = regexp.MustCompile(`(AttributeName|ElementKeyString|ElementKeyInt|ElementKeyValue)\((.*?)\)(?:\.|$)`)

// attributeOf returns a path as it is written in HCL.
func attributeOf(path string) string {
	var b strings.Builder
	for _, s := range step.FindAllStringSubmatch(path, -1) {
		if s[1] == "AttributeName" {
			b.WriteString("." + strings.Trim(s[2], `"`))
			continue
		}
		b.WriteString("[" + s[2] + "]")
	}
	return normalize(strings.TrimPrefix(b.String(), "."))
}

// section returns the section of an entry.
func section(e *entry) string {
	if len(e.types) > 1 {
		return "Several types"
	}
	return slices.Sorted(maps.Keys(e.types))[0]
}

func (e *entry) markdown() string {
	facts := []string{"**" + e.severity + "**"}
	if e.framework {
		facts = append(facts, "of the framework")
	}
	if len(e.types) > 1 {
		facts = append(facts, "of "+first(e.types, 3))
	}
	if len(e.attributes) > 0 {
		facts = append(facts, "at "+first(e.attributes, 3))
	}
	facts = append(facts, magnitude(e.count))
	if len(e.variants) > 1 {
		facts = append(facts, "several causes")
	}
	return fmt.Sprintf("\n%s\n\n```text\n%s\n```\n", strings.Join(facts, ", "), e.text)
}

// first returns the first names of a set, and the number of the others.
func first(set map[string]bool, most int) string {
	names := slices.Sorted(maps.Keys(set))
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

// magnitude returns how often an entry was seen. It is rough, because the number itself
// differs from run to run.
func magnitude(count int) string {
	switch {
	case count == 1:
		return "once"
	case count < 10:
		return "a few times"
	case count < 100:
		return "10 times or more"
	default:
		return "100 times or more"
	}
}

// ofFramework reports whether a diagnostic comes from the framework or from its
// validators, whose titles are capitalized word by word.
func ofFramework(d Diagnostic) bool {
	if strings.Contains(d.Detail, "provider developer") {
		return true
	}
	words := strings.Fields(d.Summary)
	for _, word := range words {
		if word[0] < 'A' || word[0] > 'Z' {
			if !slices.Contains([]string{"for", "of", "to", "and", "in"}, word) {
				return false
			}
		}
	}
	return len(words) > 1
}

// cell escapes a text for a table.
func cell(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "|", `\|`), "\n", " ")
}

const introduction = `# Diagnostics

This page is generated by ~make diagnostics~ (~internal/diagnostics~). It has the errors and warnings that the provider returned to Terraform in the unit
tests, the fault bench and the acceptance tests. Read it as a user: does each say what happened, to what, why, and what to do?

What differs from run to run is replaced, such as pad codes (~PAD_CODE~), task IDs and times. Errors that differ only in the operation and in the cause are one
entry with one example, and all causes are in the [table](#causes) at the end. Terraform adds the address of the resource and the line of the attribute.
*Of the framework* are texts that the provider can't change.
`
