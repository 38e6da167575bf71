package account_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// harness is a workspace on a simulated account of its own.
type harness struct {
	*acctest.Workspace
	*acctest.Account
	t *testing.T
	// provider is added to the provider block.
	provider string
}

func newHarness(t *testing.T, options simulator.Options, provider string) *harness {
	t.Helper()
	if options.Instances == 0 {
		options.Instances = 3
	}
	h := &harness{t: t, Account: acctest.Start(t, options), provider: provider}
	h.Workspace = acctest.NewWorkspace(t, h.Provider(provider))
	return h
}

// config replaces the configuration, except for the provider block.
func (h *harness) config(body string) {
	h.t.Helper()
	h.Write(h.Provider(h.provider) + body)
}

// fault adds a fault to the simulator.
func (h *harness) fault(f simulator.Fault) {
	h.t.Helper()
	if err := h.AddFault(f); err != nil {
		h.t.Fatal(err)
	}
}

// runs calls run and fails unless it sent exactly the wanted requests, for example
// "insertCallback 1, deleteCallback 1"; "" is none. It only counts requests of the
// given operations, and instances instead of requests if the operation changes those.
func (h *harness) runs(want string, of []*armcloud.Operation, run func() acctest.Result) acctest.Result {
	h.t.Helper()
	h.ResetCounters()
	result := run()
	counters := h.Counters()
	var sent []string
	for _, op := range of {
		n := counters.Requests[op.Path]
		if sizes := counters.BatchSizes[op.Path]; len(sizes) > 0 {
			n = 0
			for size, times := range sizes {
				n += size * times
			}
		}
		if n > 0 {
			sent = append(sent, fmt.Sprintf("%s %d", op.Path[strings.LastIndex(op.Path, "/")+1:], n))
		}
	}
	if got := strings.Join(sent, ", "); got != want {
		h.t.Errorf("got requests %q, want %q\n%s", got, want, result.Output)
	}
	if counters.Overlaps != 0 || counters.Repeated != 0 || counters.OfflineSubmits != 0 {
		h.t.Errorf("got %d overlapping changes, %d repeated and %d to offline instances, want none", counters.Overlaps, counters.Repeated, counters.OfflineSubmits)
	}
	return result
}

// applies, fails and destroys are a successful apply, a failing apply and a
// successful destroy.
func (h *harness) applies() acctest.Result  { h.t.Helper(); return h.Apply() }
func (h *harness) fails() acctest.Result    { h.t.Helper(); return h.FailApply() }
func (h *harness) destroys() acctest.Result { h.t.Helper(); return h.Destroy() }

// failsToPlan is a failing plan.
func (h *harness) failsToPlan() acctest.Result {
	h.t.Helper()
	result := h.Run("plan", "-no-color")
	if result.Exit != 1 {
		h.t.Fatalf("got exit code %d of the plan, want 1:\n%s", result.Exit, result.Output)
	}
	return result
}

// silent fails if the output contains any of the texts.
func silent(t *testing.T, output string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(strings.Join(strings.Fields(unframed(output)), " "), text) {
			t.Errorf("got %q in the output:\n%s", text, output)
		}
	}
}

// sent fails unless the endpoint got this many requests.
func (h *harness) sent(path string, want int) {
	h.t.Helper()
	if got := h.Counters().Requests[path]; got != want {
		h.t.Errorf("got %d requests to %s, want %d", got, path, want)
	}
}

// says fails unless the output contains all texts.
func says(t *testing.T, output string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(strings.Join(strings.Fields(unframed(output)), " "), strings.Join(strings.Fields(text), " ")) {
			t.Errorf("want %q in the output:\n%s", text, output)
		}
	}
}

// unframed removes the frame that the CLI draws around errors.
func unframed(output string) string {
	return strings.NewReplacer("│", "", "╷", "", "╵", "").Replace(output)
}

// is fails unless got equals want.
func is[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// uploaded fails unless the URL was uploaded this many times.
func (h *harness) uploaded(url string, want int) {
	h.t.Helper()
	if got := h.Counters().Uploads[url]; got != want {
		h.t.Errorf("got %d uploads of %s, want %d", got, url, want)
	}
}
