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

// TerraformOnly skips the test on OpenTofu, which does not have the feature.
func TerraformOnly(t testing.TB, feature string) {
	t.Helper()
	if OpenTofu() {
		t.Skip("OpenTofu has no " + feature)
	}
}
