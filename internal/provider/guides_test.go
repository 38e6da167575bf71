package provider_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// The guide to errors lists exactly the codes that the client knows, each once.
func TestTroubleshootingListsEveryCode(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(guides, "troubleshooting.md"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range regexp.MustCompile("(?m)^\\| `[0-9A-Z_]+`[^|]*\\|").FindAllString(string(text), -1) {
		for _, code := range regexp.MustCompile("`([0-9A-Z_]+)`").FindAllStringSubmatch(row, -1) {
			got = append(got, code[1])
		}
	}
	slices.Sort(got)
	if want := armcloud.Codes(); !slices.Equal(got, want) {
		t.Errorf("got codes %v, want %v", got, want)
	}
}
