package main

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

var heading = []string{
	"case", "wall", "floor", "ratio", "requests (submits/task queries)", "provider MB", "CLI MB (floor)", "target: at most", "met",
}

// format returns the rows as a Markdown table with aligned columns.
func format(rows []*row) string {
	lines := [][]string{heading, nil}
	for _, r := range rows {
		lines = append(lines, r.cells())
	}
	widths := make([]int, len(heading))
	for _, line := range lines {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var out strings.Builder
	for _, line := range lines {
		for i, width := range widths {
			fill, cell := " ", ""
			if line == nil {
				fill = "-"
			} else {
				cell = line[i]
			}
			out.WriteString("|" + fill + cell + strings.Repeat(fill, width-utf8.RuneCountInString(cell)) + fill)
		}
		out.WriteString("|\n")
	}
	return out.String()
}

// cells returns the cells of a row; – means that there is no value.
func (r *row) cells() []string {
	if f := r.growth; f != nil {
		return []string{r.name, factor(f.wall), "–", "–", factor(f.requests), factor(f.provider), factor(f.cli), f.target(), f.met()}
	}
	floor, times, floorMemory := "–", "–", ""
	if r.floor != nil {
		floor = seconds(r.floor.wall)
		floorMemory = fmt.Sprintf(" (%s)", memorySize(r.floor.memory.cli))
	}
	if n, known := r.ratio(); known {
		times = fmt.Sprintf("%.2f", n)
	}
	bounds := make([]string, 0, len(r.targets))
	for _, t := range r.targets {
		bounds = append(bounds, t.String())
	}
	if len(bounds) == 0 {
		bounds = append(bounds, "–")
	}
	c := r.got.counts
	return []string{
		r.name, seconds(r.got.wall), floor, times, fmt.Sprintf("%d (%d/%d)", c.total, c.submits, c.queries),
		memorySize(r.got.memory.provider), memorySize(r.got.memory.cli) + floorMemory, strings.Join(bounds, ", "), r.met(),
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

func factor(f float64) string {
	if f == 0 {
		return "–"
	}
	return fmt.Sprintf("×%.1f", f)
}

func memorySize(bytes int64) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", megabytes(bytes))
}

// thousands formats a number with commas.
func thousands(n int) string {
	if n < 1_000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1_000), n%1_000)
}

// fileName returns a file name that needs no quoting.
func fileName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}

// requestsPerSecond is the provider's default rate limit and burst.
const requestsPerSecond = 60

// atLeast returns how long n requests take at the provider's rate limit.
func atLeast(requests int) time.Duration {
	return time.Duration(max(0, requests-requestsPerSecond)) * time.Second / requestsPerSecond
}

// limited returns a line for each row that the provider's rate limit accounts for
// half or more of.
func limited(rows []*row) []string {
	var lines []string
	for _, r := range rows {
		if wait := atLeast(r.got.counts.total); r.growth == nil && !r.unlimited && wait > 0 && 2*wait >= r.got.wall {
			lines = append(lines, fmt.Sprintf("%s: %d requests at %d a second take %s of its %s",
				r.name, r.got.counts.total, requestsPerSecond, seconds(wait), seconds(r.got.wall)))
		}
	}
	return lines
}

// printNotes prints the rows that the provider's rate limit bounds.
func printNotes(to io.Writer, rows []*row) {
	for _, line := range limited(rows) {
		_, _ = fmt.Fprintln(to, "Bound by requests_per_second:", line) // like the table
	}
}
