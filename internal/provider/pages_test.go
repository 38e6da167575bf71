package provider_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// root is the root of the repository.
const root = "../.."

// subcategories are the sections of the registry's menu.
var subcategories = []string{"Fleets and instances", "Single settings", "Account", "Tasks", "Lifecycle"}

// registryPages is the address of the pages in the registry.
const registryPages = "https://registry.terraform.io/providers/armcloud/armcloud/latest/docs/"

// Each page of a type has a section of the menu, a short first sentence and an example.
// Those of resources also have an import and say what drift and release are.
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
	parts := []string{"## Example Usage\n"}
	if kind == "resources" {
		parts = append(parts, "## Import\n", "**Drift.**", "**Release.**")
	}
	for _, part := range parts {
		if !strings.Contains(text, part) {
			lacks = append(lacks, "got no "+strings.TrimSpace(part))
		}
	}
	return lacks
}

// link matches a link or an image in Markdown.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// Each link to a page or a file of the repository leads somewhere. Those of the index
// are absolute, because a registry serves it without a slash at the end.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	checked := 0
	pages := markdown(t, root+"/docs")
	for path, text := range markdown(t, root+"/examples") {
		pages[path] = text
	}
	text, err := os.ReadFile(root + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	pages[root+"/README.md"] = string(text)
	for path, text := range pages {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(match[1], "#")
			switch {
			case strings.HasPrefix(target, registryPages):
				target = filepath.Join(root, "docs", strings.TrimPrefix(target, registryPages)) + ".md"
			case strings.Contains(target, "://"):
				continue
			case target == "":
				target = path
			case path == root+"/docs/index.md":
				t.Errorf("%s: got the relative link %s, want an absolute one", path, match[1])
				continue
			default:
				target = filepath.Join(filepath.Dir(path), target)
			}
			checked++
			if target == root+"/docs.md" {
				target = root + "/docs/index.md"
			}
			content, err := os.ReadFile(target)
			if info, missing := os.Stat(target); missing == nil && info.IsDir() {
				continue
			}
			if err != nil || anchor != "" && !slices.Contains(anchors(string(content)), anchor) {
				t.Errorf("%s: the link %s leads nowhere", path, match[1])
			}
		}
	}
	if checked < 200 {
		t.Errorf("got %d links, want at least 200", checked)
	}
}

var (
	heading   = regexp.MustCompile(`(?m)^#+ (.*)$`)
	namedID   = regexp.MustCompile(`<a id="([^"]+)">`)
	notInSlug = regexp.MustCompile(`[^a-z0-9 _-]`)
)

// anchors returns the anchors of the headings and of the named elements of a page.
func anchors(text string) []string {
	var all []string
	for _, title := range heading.FindAllStringSubmatch(text, -1) {
		all = append(all, strings.ReplaceAll(notInSlug.ReplaceAllString(strings.ToLower(title[1]), ""), " ", "-"))
	}
	for _, id := range namedID.FindAllStringSubmatch(text, -1) {
		all = append(all, id[1])
	}
	return all
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
