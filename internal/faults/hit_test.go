package faults

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// hit is a fault in the requests to an endpoint.
type hit struct {
	fault fault
	path  string
	lasts bool // until the operation is over; otherwise the fault occurs once
}

func (h hit) name() string {
	howLong := "once"
	if h.lasts {
		howLong = "lasting"
	}
	return h.path[strings.LastIndex(h.path, "/")+1:] + "/" + h.fault.name + "/" + howLong
}

// hits returns all faults in the requests to some paths. The rare ones hit only
// changes at the current level, and last.
func hits(paths []string, level string) []hit {
	var all []hit
	for _, path := range paths {
		op := operationOf(path)
		for _, f := range faults() {
			if f.on != nil && !f.on(op) {
				continue
			}
			if f.rule.Kind == simulator.FaultOmit && op == armcloud.SetLocation && level == simulator.LevelCurrent {
				continue // its response is true for all instances, so leaving one out is a lie
			}
			if !f.rare {
				all = append(all, hit{f, path, false}, hit{f, path, true})
			} else if op.Write && level == simulator.LevelCurrent {
				all = append(all, hit{f, path, true})
			}
		}
	}
	return all
}

// operationOf returns the operation with a path, which must exist.
func operationOf(path string) *armcloud.Operation {
	at := slices.IndexFunc(armcloud.Operations(), func(op *armcloud.Operation) bool { return op.Path == path })
	return armcloud.Operations()[at]
}

// outcome is what became of a trial.
type outcome struct {
	fired    bool // the fault has occurred
	errors   int  // errors of the operation
	problems []string
	took     time.Duration // in synthetic time
}

func (o *outcome) wrong(format string, args ...any) {
	o.problems = append(o.problems, fmt.Sprintf(format, args...))
}

// inject makes a fault occur from now on.
func (w *world) inject(h hit) {
	w.network.mu.Lock()
	w.network.resets = h.fault.reset
	if h.fault.refuse {
		w.network.refuse, w.network.refuses, w.network.refused = h.path, 1, 0
		if h.lasts {
			w.network.refuses = -1
		}
	}
	w.network.mu.Unlock()
	if h.fault.refuse {
		return
	}
	rule := h.fault.rule
	rule.Path = h.path
	if !h.lasts {
		rule.Times = 1
	}
	if h.fault.target {
		rule.PadCode = pad(1)
	}
	if err := w.network.AddFault(rule); err != nil {
		w.t.Fatal(err)
	}
}

// cease ends all faults, and reports whether one has occurred.
func (w *world) cease() bool {
	w.network.mu.Lock()
	defer w.network.mu.Unlock()
	fired := w.network.refused > 0 || w.network.FaultHits() > 0
	w.network.refuse, w.network.refuses, w.network.refused, w.network.resets = "", 0, 0, false
	w.network.ClearFaults()
	return fired
}

// effects returns how often things were done that must not be done twice.
func (w *world) effects() map[string]int {
	all := map[string]int{}
	for _, task := range w.network.Tasks() {
		if op := operationOf(task.Path); task.Applied && op.Write && !op.Repeatable && op != armcloud.RunCommand {
			all[op.Name+" on "+task.PadCode]++
		}
	}
	for _, code := range w.network.PadCodes() {
		if state, _ := w.network.Instance(code); state.Reboots > 0 {
			all["start of "+code] = state.Reboots
		}
	}
	return all
}

// checkRepeats checks that nothing was done more often than without faults, plus more.
func checkRepeats(o *outcome, when string, got, want map[string]int, more int) {
	for _, what := range slices.Sorted(maps.Keys(got)) {
		if got[what] > want[what]+more {
			o.wrong("%s: got %d times %s, want at most %d", when, got[what], what, want[what]+more)
		}
	}
}
