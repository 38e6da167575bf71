package provider_test

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// feature belongs to a row of the guide's table. terraform and opentofu are the first
// minor versions of 1.x that have it, 0 if none has it yet.
type feature struct {
	name, row           string
	terraform, opentofu int
	// try returns the result of the command that an older CLI refuses. On others, it
	// checks what the feature does.
	try func(c *acctest.Case) acctest.Result
}

// since returns the first minor version of the CLI under test that has the feature.
func (f feature) since() int {
	if acctest.OpenTofu() {
		return f.opentofu
	}
	return f.terraform
}

// oldest is the first minor version of either CLI that the provider supports.
const oldest = 8

const always = "Resources, data sources, import by command and by `import` block, functions"

var features = []feature{
	{"resources", always, oldest, oldest, tryResources},
	{"blocks", always, oldest, oldest, tryBlocks},
	{"function", always, oldest, oldest, tryFunction},
	{"removed", "`removed` blocks with `destroy = false`", oldest, 10, tryRemoved},
	{"mock", "`terraform test`, `mock_provider`", oldest, oldest, tryMock},
	{"ephemeral", "Ephemeral resources and variables", 10, 11, tryEphemeral},
	{"write-only", "Write-only attributes (`password_wo`, `proxy_passwords_wo`)", 11, 11, tryWriteOnly},
	{"identity", "Import by identity", 12, 12, tryIdentity},
	{"query", "Queries (`terraform query`, list resources)", 14, 0, tryQuery},
	{"action", "Actions", 14, 0, tryAction},
}

// Each feature works since the version in the guide's first table, and older versions
// refuse it. The second table has the result for each version that `make test-clis`
// runs this with.
func TestAccLongCompatibility(t *testing.T) {
	acctest.Long(t)
	version, minor := versionUnderTest(t)
	results := guideResults(t)[version]
	for _, f := range features {
		t.Run(f.name, func(t *testing.T) {
			t.Parallel()
			result := f.try(acctest.NewCase(t, simulator.Options{}, ""))
			if got := works[result.Exit == 0]; results != nil && got != results[f.row] {
				t.Errorf("got %s with %s, want %s as in the guide", got, version, results[f.row])
			}
			if since := f.since(); since == 0 || minor < since {
				if result.Exit == 0 {
					t.Errorf("got success with version 1.%d, want a refusal: the table has 1.%d", minor, since)
				}
				t.Skipf("refused by version 1.%d, as the table says", minor)
			}
			acctest.Equal(t, "exit code", result.Exit, 0)
			if t.Failed() {
				t.Log(result.Output)
			}
		})
	}
}

var versionOf = regexp.MustCompile(`^(Terraform|OpenTofu) v(1\.(\d+)\.\d+)`)

// versionUnderTest returns the product and version of the CLI, such as "Terraform
// 1.8.5", and its minor version.
func versionUnderTest(t *testing.T) (string, int) {
	t.Helper()
	out := acctest.NewWorkspace(t, "").Run("version").Output
	found := versionOf.FindStringSubmatch(out)
	if found == nil {
		t.Fatalf("got version %q, want 1.x", out)
	}
	minor, err := strconv.Atoi(found[3])
	if err != nil {
		t.Fatal(err)
	}
	return found[1] + " " + found[2], minor
}
