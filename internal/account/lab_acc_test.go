package account_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// lab is a workspace on a simulated account of its own.
type lab struct {
	*acctest.Workspace
	t       *testing.T
	account *acctest.Account
	// provider is added to the provider block.
	provider string
}

func newLab(t *testing.T, options simulator.Options, provider string) *lab {
	t.Helper()
	l := &lab{t: t, account: acctest.Start(t, options), provider: provider}
	l.Workspace = acctest.NewWorkspace(t, l.account.Provider(provider))
	return l
}

// config replaces the configuration besides the provider block.
func (l *lab) config(body string) {
	l.t.Helper()
	l.Write(l.account.Provider(l.provider) + body)
}

// fault makes the service misbehave.
func (l *lab) fault(f simulator.Fault) {
	l.t.Helper()
	if err := l.account.AddFault(f); err != nil {
		l.t.Fatal(err)
	}
}

// runs makes a run of the CLI and fails unless the account got exactly these
// requests, as in "insertCallback 1, deleteCallback 1"; "" is none. Only the
// requests of the operations are counted.
func (l *lab) runs(want string, of []*armcloud.Operation, run func() acctest.Result) acctest.Result {
	l.t.Helper()
	l.account.ResetCounters()
	result := run()
	counters := l.account.Counters()
	var sent []string
	for _, op := range of {
		if n := counters.Requests[op.Path]; n > 0 {
			sent = append(sent, fmt.Sprintf("%s %d", op.Path[strings.LastIndex(op.Path, "/")+1:], n))
		}
	}
	if got := strings.Join(sent, ", "); got != want {
		l.t.Errorf("sent %q, expected %q\n%s", got, want, result.Output)
	}
	if counters.Overlaps != 0 || counters.Repeated != 0 || counters.OfflineSubmits != 0 {
		l.t.Errorf("overlapping changes: %d, repeated: %d, sent to phones off line: %d", counters.Overlaps, counters.Repeated, counters.OfflineSubmits)
	}
	return result
}

// applies is an apply that succeeds, fails one that does not, destroys a
// destroy that succeeds.
func (l *lab) applies() acctest.Result  { l.t.Helper(); return l.Apply() }
func (l *lab) fails() acctest.Result    { l.t.Helper(); return l.FailApply() }
func (l *lab) destroys() acctest.Result { l.t.Helper(); return l.Destroy() }

// failsToPlan is a plan that fails.
func (l *lab) failsToPlan() acctest.Result {
	l.t.Helper()
	result := l.Run("plan", "-no-color")
	if result.Exit != 1 {
		l.t.Fatalf("the plan exited with %d, expected 1:\n%s", result.Exit, result.Output)
	}
	return result
}

// silent fails when the output holds any of the texts.
func silent(t *testing.T, output string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(strings.Join(strings.Fields(unframed(output)), " "), text) {
			t.Errorf("the output says %q:\n%s", text, output)
		}
	}
}
