package acctest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// OpenTofu reports whether the CLI under test is OpenTofu.
func OpenTofu() bool {
	return strings.Contains(filepath.Base(os.Getenv("TF_ACC_TERRAFORM_PATH")), "tofu")
}

// TerraformOnly skips the test if the CLI under test is OpenTofu, which lacks a feature.
func TerraformOnly(t testing.TB, feature string) {
	t.Helper()
	if OpenTofu() {
		t.Skipf("OpenTofu does not have %s", feature)
	}
}
