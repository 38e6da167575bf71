package diagnostics

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the guide to errors quotes, the provider says: each quote is on the page of
// diagnostics or in the code.
func TestTroubleshootingQuotesTexts(t *testing.T) {
	guide, err := os.ReadFile("../../templates/guides/troubleshooting.md")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs-dev/diagnostics.md")
	if err != nil {
		t.Fatal(err)
	}
	said := string(page)
	err = filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path)
		said += string(code)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// Texts of Terraform.
	terraforms := map[string]bool{"must be replaced": true}
	quotes := regexp.MustCompile(`(?m)^\| "([^"]+)"`).FindAllStringSubmatch(string(guide), -1)
	if len(quotes) < 3 {
		t.Fatalf("got %d quotes in the guide, want some", len(quotes))
	}
	for _, quote := range quotes {
		if !terraforms[quote[1]] && !strings.Contains(said, quote[1]) {
			t.Errorf("the guide quotes %q, which is neither on the page nor in the code", quote[1])
		}
	}
}
