package main

import (
	"fmt"
	"slices"
	"strings"
)

// quantity is what a target limits.
type quantity int

const (
	wall     quantity = iota // seconds
	ratio                    // wall time divided by the floor's
	requests                 // of all kinds
	submits                  // requests that change something
	queries                  // task queries per second of task time
	provider                 // peak memory of the provider, MB
	cli                      // peak memory of Terraform, MB
	cpu                      // CPU time of the provider's processes, seconds
)

// target is the upper limit of a quantity.
type target struct {
	of   quantity
	most float64
}

// bounds reports whether the step has a target for the quantity.
func (s step) bounds(of quantity) bool {
	return slices.ContainsFunc(s.targets, func(t target) bool { return t.of == of })
}

// String returns the target as shown in the table.
func (t target) String() string {
	switch t.of {
	case wall:
		return fmt.Sprintf("%g s", t.most)
	case ratio:
		return fmt.Sprintf("%g × floor", t.most)
	case requests:
		return fmt.Sprintf("%g requests", t.most)
	case submits:
		return fmt.Sprintf("%g submits", t.most)
	case queries:
		return fmt.Sprintf("%g task queries per s", t.most)
	case provider:
		return fmt.Sprintf("provider %g MB", t.most)
	case cpu:
		return fmt.Sprintf("provider CPU %g s", t.most)
	default:
		return fmt.Sprintf("CLI %g MB", t.most)
	}
}

// value returns the quantity of the row, and false if it was not measured.
func (r *row) value(of quantity) (float64, bool) {
	switch of {
	case wall:
		return r.got.wall.Seconds(), true
	case ratio:
		return r.ratio()
	case requests:
		return float64(r.got.counts.total), true
	case submits:
		return float64(r.got.counts.submits), true
	case queries:
		return float64(r.got.counts.queries) / max(r.got.tasks, taskTime).Seconds(), r.got.tasks > 0
	case provider:
		return megabytes(r.got.memory.provider), r.got.memory.provider > 0
	case cpu:
		return r.got.cpu.Seconds(), r.got.cpu > 0
	default:
		return megabytes(r.got.memory.cli), r.got.memory.cli > 0
	}
}

// met returns whether the row meets its targets, and which it misses, as shown in
// the table.
func (r *row) met() string {
	if len(r.targets) == 0 {
		return "–"
	}
	var missed, unknown []string
	for _, t := range r.targets {
		value, known := r.value(t.of)
		switch {
		case !known:
			unknown = append(unknown, t.String())
		case value > t.most:
			missed = append(missed, t.String())
		}
	}
	switch {
	case len(missed) > 0:
		return "no: " + strings.Join(missed, ", ")
	case len(unknown) > 0:
		return "not measured: " + strings.Join(unknown, ", ")
	}
	return "yes"
}

// The targets.

func instanceTargets(n, parallelism, batch int) map[string][]target {
	switch {
	case batch != 0:
		return nil
	case n == 200 && parallelism == 200:
		return map[string][]target{create: {{wall, 4}, {requests, 50}}}
	case n == 200:
		return map[string][]target{create: {{requests, 200}}}
	}
	plan := []target{{ratio, 1.6}}
	if parallelism < 256 {
		return map[string][]target{createPlan: plan, noopPlan: plan}
	}
	return map[string][]target{
		createPlan: append(plan, target{requests, 25}),
		create:     {{ratio, 2}},
		noopPlan:   append(plan, target{requests, 25}),
	}
}

func compositeTargets(n int) map[string][]target {
	if n < 1_000 {
		return map[string][]target{noopPlan: {{ratio, 1.5}}}
	}
	return map[string][]target{create: {{ratio, 1.2}}, noopPlan: {{ratio, 2}}}
}

func bandwidthTargets(n, parallelism, batch int) []target {
	switch {
	case batch != 0 || parallelism != 10:
		return nil
	case n == 200:
		return []target{{wall, 27}, {requests, 100}}
	}
	return []target{{wall, 150}, {ratio, 1}}
}

func fleetTargets(n int) map[string][]target {
	switch n {
	case 1_000:
		return map[string][]target{
			create:   {{wall, 5}, {submits, 10}, {queries, 10}},
			noopPlan: {{wall, 2}, {requests, 10}},
		}
	case 10_000:
		return map[string][]target{
			create:    withMemory(n, target{wall, 30}, target{submits, 100}),
			noopPlan:  withMemory(n, target{wall, 12}, target{requests, 25}),
			changeAll: withMemory(n),
			changeOne: withMemory(n),
		}
	case 100_000:
		memory := []target{{provider, 600}, {cli, 600}}
		return map[string][]target{
			create:   append(memory, target{wall, 91}),
			noopPlan: append(memory, target{wall, 30}),
		}
	}
	return nil
}

func ownTargets(n int) map[string][]target {
	if n < 10_000 {
		return map[string][]target{noopPlan: {{wall, 1.5}}}
	}
	memory := []target{{provider, 300}, {cli, 300}}
	return map[string][]target{
		// Its tasks take 3 s.
		create:   append([]target{{wall, 15}, {submits, float64(2*n + n/100)}}, memory...),
		noopPlan: append([]target{{wall, 8}}, memory...),
	}
}

// withMemory appends the memory targets of fleets of 10,000.
func withMemory(n int, targets ...target) []target {
	if n < 10_000 {
		return targets
	}
	return append(targets, target{provider, 300}, target{cli, 250})
}
