package action_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// newCase is acctest.NewCase for tests of actions, which run in parallel with others.
func newCase(t *testing.T, options simulator.Options, provider string) *acctest.Case {
	t.Helper()
	acctest.TerraformOnly(t, "actions")
	t.Parallel()
	return acctest.NewCase(t, options, provider)
}

// actionHCL returns the action "it" of a type, without the prefix.
func actionHCL(name, arguments string) string {
	return fmt.Sprintf("action \"armcloud_%s\" \"it\" {\n  config {\n    %s\n  }\n}\n", name, arguments)
}

// padCodes returns the argument pad_codes.
func padCodes(codes ...string) string {
	return "pad_codes = [\"" + strings.Join(codes, "\", \"") + "\"]\n"
}
