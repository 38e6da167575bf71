package faults

import (
	"maps"
	"os"
	"slices"
	"testing"
)

// Every resource of the provider has a case.
func TestEveryResourceHasACase(t *testing.T) {
	t.Parallel()
	var have []string
	for _, c := range resourceCases() {
		have = append(have, c.typeName)
	}
	slices.Sort(have)
	if got, want := slices.Compact(have), slices.Sorted(maps.Keys(served(t).ResourceSchemas)); !slices.Equal(got, want) {
		t.Errorf("got cases of %v, want one of each of %v", got, want)
	}
}

// Every action, data source, ephemeral and list resource has a call.
func TestEverythingElseHasACall(t *testing.T) {
	t.Parallel()
	have, all := map[string][]string{}, served(t)
	for _, c := range calls {
		have[c.kind] = append(have[c.kind], c.typeName)
	}
	for kind, want := range map[string][]string{
		kindAction: slices.Collect(maps.Keys(all.ActionSchemas)), kindData: slices.Collect(maps.Keys(all.DataSourceSchemas)),
		kindEphemeral: slices.Collect(maps.Keys(all.EphemeralResourceSchemas)), kindList: slices.Collect(maps.Keys(all.ListResourceSchemas)),
	} {
		slices.Sort(want)
		slices.Sort(have[kind])
		if !slices.Equal(have[kind], want) {
			t.Errorf("%s: got calls of %v, want one of each of %v", kind, have[kind], want)
		}
	}
}

// Without faults, each case does what it says, and the plan after it is empty.
func TestResourcesWithoutFaults(t *testing.T) {
	t.Parallel()
	for _, c := range resourceCases() {
		for i, level := range levelsOf(c.level) {
			if i > 0 && os.Getenv("FAULTS") == "" {
				break // make faults runs both
			}
			t.Run(c.name()+"/"+level, func(t *testing.T) {
				t.Parallel()
				inWorld(t, level, func(w *world) {
					after := c.afterAt(level)
					first, second := c.configuration(c.first), c.configuration(c.second)
					w.wantClean(first, first)
					w.wantTruth(c, after.first)
					w.wantClean(second, second)
					w.wantTruth(c, after.second)
				})
				inWorld(t, level, func(w *world) {
					w.wantClean(c.configuration(c.first), configuration{})
					w.wantTruth(c, c.afterAt(level).destroy)
				})
			})
		}
	}
}

// wantClean applies configurations one after another. Each must succeed and leave
// nothing to do.
func (w *world) wantClean(steps ...configuration) {
	w.t.Helper()
	for _, step := range steps {
		r := w.workspace.apply(step)
		if r.failed() || len(r.broken) > 0 {
			w.t.Fatalf("got errors, want none:%s\n%v", texts(r.errors()), r.broken)
		}
		if again := w.workspace.plan(step); again.failed() || len(again.changes) > 0 || len(again.broken) > 0 {
			w.t.Fatalf("got changes %v after an apply, want none:%s\n%v", again.changes, texts(again.errors()), again.broken)
		}
	}
}

func (w *world) wantTruth(c resourceCase, want string) {
	w.t.Helper()
	for n := 1; n <= c.count(); n++ {
		if got := c.truth(w.account, n); got != want {
			w.t.Errorf("object %d: got %q, want %q", n, got, want)
		}
	}
}
