package provider_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// works are the cells of the guide's second table.
var works = map[bool]string{true: "yes", false: "no"}

// notRun is the cell of a version that could not be built.
const notRun = "not run"

func since(minor int) string {
	if minor == 0 {
		return "–"
	}
	return fmt.Sprintf("1.%d", minor)
}

// The guide's first table has the versions of the features. Its second one has a column
// for each CLI that `make test-clis` runs, which agrees with the first.
func TestCompatibilityTable(t *testing.T) {
	t.Parallel()
	text := readGuide(t)
	results := guideResults(t)
	var got []string
	for version := range results {
		got = append(got, version)
	}
	want := testedCLIs(t)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got the columns %q in the guide, want those of tools/old-clis and the pinned CLIs %q", got, want)
	}
	for _, f := range features {
		if row := fmt.Sprintf("\n| %s | %s | %s |\n", f.row, since(f.terraform), since(f.opentofu)); !strings.Contains(text, row) {
			t.Errorf("got no row %q in the guide, want it for %s", strings.TrimSpace(row), f.name)
		}
		for version, cells := range results {
			want := works[f.worksWith(t, version)]
			if got := cells[f.row]; got != want && got != notRun {
				t.Errorf("got %q for %s and %s in the guide, want %s", got, f.name, version, want)
			}
		}
	}
}

// worksWith reports whether the feature works with a version such as "OpenTofu 1.8.11".
func (f feature) worksWith(t *testing.T, version string) bool {
	t.Helper()
	var minor, patch int
	product, number, _ := strings.Cut(version, " ")
	if _, err := fmt.Sscanf(number, "1.%d.%d", &minor, &patch); err != nil {
		t.Fatalf("got version %q, want 1.x.y: %v", version, err)
	}
	first := f.terraform
	if product == "OpenTofu" {
		first = f.opentofu
	}
	return first != 0 && minor >= first
}

func readGuide(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(guides + "/compatibility.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// guideResults returns the guide's second table: the cell of each version and feature.
func guideResults(t *testing.T) map[string]map[string]string {
	t.Helper()
	_, table, found := strings.Cut(readGuide(t), "\n| feature | Terraform 1.")
	if !found {
		t.Fatal("got no table of tested versions in the guide")
	}
	table, _, _ = strings.Cut("| feature | Terraform 1."+table, "\n\n")
	rows := strings.Split(table, "\n")
	versions := row(rows[0])[1:]
	results := map[string]map[string]string{}
	for _, version := range versions {
		results[version] = map[string]string{}
	}
	for _, line := range rows[2:] {
		cells := row(line)
		if len(cells) != len(versions)+1 {
			t.Fatalf("got %d cells in %q, want %d", len(cells), line, len(versions)+1)
		}
		for i, version := range versions {
			results[version][cells[0]] = cells[i+1]
		}
	}
	return results
}

// row returns the cells of a row of a table in Markdown.
func row(line string) []string {
	return strings.Split(strings.Trim(strings.TrimSpace(line), "| "), " | ")
}

// testedCLIs returns the versions of tools/old-clis and of the pinned CLIs.
func testedCLIs(t *testing.T) []string {
	t.Helper()
	products := map[string]string{"terraform": "Terraform", "opentofu": "OpenTofu"}
	var versions []string
	for path, pattern := range map[string]string{
		"/tools/old-clis":         `(?m)^(terraform|opentofu)-\S+\tv(\S+)`,
		"/tools/terraform/go.mod": `(?m)^require github.com/hashicorp/(terraform) v(\S+)`,
		"/tools/opentofu/go.mod":  `(?m)^require github.com/opentofu/(opentofu) v(\S+)`,
	} {
		text, err := os.ReadFile(root + path)
		if err != nil {
			t.Fatal(err)
		}
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1)
		if found == nil {
			t.Fatalf("got no version in %s", path)
		}
		for _, match := range found {
			versions = append(versions, products[match[1]]+" "+match[2])
		}
	}
	return versions
}
