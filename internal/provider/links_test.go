package provider_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// registryPages is the address of the pages in the registry.
const registryPages = "https://registry.terraform.io/providers/armcloud/armcloud/latest/docs/"

// repository is the address of the repository.
const repository = "https://github.com/armcloud/terraform-provider-armcloud"

// link matches a link or an image in Markdown.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// Each link to a page or a file of the repository leads somewhere. Those of the index
// are absolute, because a registry serves it without a slash at the end.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	checked := 0
	for path, text := range pagesWithLinks(t) {
		n, broken := brokenLinks(path, text)
		checked += n
		for _, problem := range broken {
			t.Error(problem)
		}
	}
	if checked < 200 {
		t.Errorf("got %d links, want at least 200", checked)
	}
}

func TestBrokenLinksAreFound(t *testing.T) {
	t.Parallel()
	page, index := root+"/docs/guides/drift.md", root+"/docs/index.md"
	for _, c := range []struct {
		path, target string
		broken       bool
	}{
		{page, "compatibility.md#upgrade", false},
		{page, "compatibility.md#downgrade", true},
		{page, "incompatibility.md", true},
		{page, "#import", false},
		{page, "#export", true},
		{page, registryPages + "resources/fleet", false},
		{page, registryPages + "resources/fleets", true},
		{page, repository + "/tree/main/examples/sharded", false},
		{page, repository + "/blob/main/LICENCE", true},
		{index, "guides/drift.md", true},
	} {
		if n, broken := brokenLinks(c.path, "[page]("+c.target+")"); n != 1 || len(broken) > 0 != c.broken {
			t.Errorf("%s: got %d links and %q, want one link that is broken: %v", c.target, n, broken, c.broken)
		}
	}
}

// pagesWithLinks returns the texts of all pages of the repository that people read.
func pagesWithLinks(t *testing.T) map[string]string {
	t.Helper()
	pages := map[string]string{}
	for _, folder := range []string{"docs", "docs-dev", "examples", ".github"} {
		maps.Copy(pages, markdown(t, root+"/"+folder))
	}
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"} {
		text, err := os.ReadFile(root + "/" + name)
		if err != nil {
			t.Fatal(err)
		}
		pages[root+"/"+name] = string(text)
	}
	return pages
}

// brokenLinks returns how many links of a page it checked and what is wrong with them.
// Links to other sites are not checked.
func brokenLinks(path, text string) (checked int, broken []string) {
	for _, match := range link.FindAllStringSubmatch(withoutCode(text), -1) {
		target, anchor, _ := strings.Cut(match[1], "#")
		switch {
		case strings.HasPrefix(target, repository+"/blob/main/"), strings.HasPrefix(target, repository+"/tree/main/"):
			target = root + target[len(repository+"/blob/main"):]
		case target == strings.TrimSuffix(registryPages, "/docs/"):
			target = root + "/docs/index.md"
		case strings.HasPrefix(target, registryPages):
			target = root + "/docs/" + strings.TrimPrefix(target, registryPages) + ".md"
		case strings.Contains(target, "://"):
			continue
		case target == "":
			target = path
		case path == root+"/docs/index.md":
			checked++
			broken = append(broken, path+": got the relative link "+match[1]+", want an absolute one")
			continue
		default:
			target = filepath.Join(filepath.Dir(path), target)
		}
		checked++
		content, err := os.ReadFile(target)
		if info, missing := os.Stat(target); missing == nil && info.IsDir() {
			continue
		}
		if err != nil || anchor != "" && !slices.Contains(anchors(withoutCode(string(content))), anchor) {
			broken = append(broken, path+": the link "+match[1]+" leads nowhere")
		}
	}
	return checked, broken
}

var (
	heading   = regexp.MustCompile(`(?m)^#+ (.*)$`)
	namedID   = regexp.MustCompile(`<a id="([^"]+)">`)
	notInSlug = regexp.MustCompile(`[^a-z0-9 _-]`)
)

// withoutCode returns the text of a page without its blocks of code, whose comments look
// like headings.
func withoutCode(text string) string {
	var kept []string
	inside := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			inside = !inside
		} else if !inside {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

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
