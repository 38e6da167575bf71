package acctest

import (
	"os"
	"testing"
)

// Long skips the test unless ACC_LONG is set, as in `make test-long` and `make
// test-full`. It is for tests that repeat what a shorter test checks, with more
// instances, forms or repetitions. Their names begin with TestAccLong.
func Long(t testing.TB) {
	t.Helper()
	if os.Getenv("ACC_LONG") == "" {
		t.Skip("long acceptance tests run only if ACC_LONG is set, as in make test-long")
	}
}

// OneCLI skips the test with OpenTofu unless ACC_ALL is set, as in `make test-full`. It
// is for slow tests of what the provider alone decides, whatever the CLI.
func OneCLI(t testing.TB) {
	t.Helper()
	if os.Getenv("ACC_ALL") == "" && OpenTofu() {
		t.Skip("runs with OpenTofu only if ACC_ALL is set, as in make test-full")
	}
}
