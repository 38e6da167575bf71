package provider_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// root is the root of the repository.
const root = "../.."

// subcategories are the sections of the registry's menu.
var subcategories = []string{"Fleets and instances", "Single settings", "Account", "Tasks", "Lifecycle"}

// Each page of a type has a section of the menu, a short first sentence and an example
// that can be pasted into an empty folder. Those of resources also have an import and
// say what drift and release are; others say what they leave behind.
func TestPagesAreComplete(t *testing.T) {
	t.Parallel()
	pages := map[string]int{}
	for path, text := range markdown(t, root+"/docs") {
		kind := filepath.Base(filepath.Dir(path))
		if kind == "guides" || filepath.Base(path) == "index.md" {
			continue
		}
		pages[kind]++
		for _, lack := range lacksOfPage(kind, text) {
			t.Errorf("%s: %s", path, lack)
		}
	}
	for _, kind := range []string{"resources", "data-sources", "ephemeral-resources", "functions", "list-resources", "actions"} {
		if pages[kind] == 0 {
			t.Errorf("got no pages in docs/%s", kind)
		}
	}
}

// notes are the notes on each page of a kind.
var notes = map[string][]string{
	"resources":           {"**Drift.**", "**Release.**"},
	"data-sources":        {"**Drift.**", "**Release.**"},
	"ephemeral-resources": {"**State.**", "**Release.**"},
	"functions":           {"**State.**"},
	"list-resources":      {"**State.**"},
	"actions":             {"**State.**"},
}

// lacksOfPage returns what a page of a kind lacks.
func lacksOfPage(kind, text string) []string {
	var lacks []string
	_, after, _ := strings.Cut(text, `subcategory: "`)
	if section, _, _ := strings.Cut(after, `"`); !slices.Contains(subcategories, section) {
		lacks = append(lacks, "got subcategory "+section+", want one of "+strings.Join(subcategories, ", "))
	}
	_, body, _ := strings.Cut(text, "\n# ")
	_, body, _ = strings.Cut(body, "\n\n")
	if first, _, _ := strings.Cut(body, ". "); utf8.RuneCountInString(strings.SplitN(first, "\n", 2)[0]) > 140 {
		lacks = append(lacks, "got a first sentence of more than 140 characters: "+first)
	}
	if n := strings.Count(text, "required_providers {"); n != 1 {
		lacks = append(lacks, fmt.Sprintf("got required_providers %d times, want it once", n))
	}
	parts := append([]string{"## Example Usage\n", "## Notes\n"}, notes[kind]...)
	if kind == "resources" {
		parts = append(parts, "## Import\n")
	}
	for _, part := range parts {
		if !strings.Contains(text, part) {
			lacks = append(lacks, "got no "+strings.TrimSpace(part))
		}
	}
	return lacks
}

// Examples have no sets in for_each, which are slow, and no large ranges, which
// Terraform refuses above 1,024 elements.
func TestExamplesScale(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir(examples, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		for _, word := range []string{"toset(", "range("} {
			if strings.Contains(string(text), word) {
				t.Errorf("%s: got %s, want a map or a data source", path, word)
			}
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("got %d files: %v", files, err)
	}
}

// markdown returns the texts of the Markdown files below a folder, by path.
func markdown(t *testing.T, folder string) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		text, err := os.ReadFile(path)
		texts[path] = string(text)
		return err
	})
	if err != nil || len(texts) == 0 {
		t.Fatalf("got %d pages in %s: %v", len(texts), folder, err)
	}
	return texts
}
