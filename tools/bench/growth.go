package main

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// growthName is the name of the rows that compare fleets of different sizes.
const growthName = "growth"

// growthSizes are the fleet sizes that growth compares, each with the previous one.
var growthSizes = []int{100, 1_000, 10_000, 40_000}

// growsWith reports whether growth needs the case.
func growsWith(name string) bool {
	return slices.ContainsFunc(growthSizes, func(n int) bool { return fleetName(n) == name })
}

// factors is how much a step grew with the number of instances, and its targets.
type factors struct {
	wall, requests, provider, cli float64
	mostRequests, most            float64 // requests grow linearly, time and memory with n·log n
}

// growth returns rows that compare adjacent fleet sizes, if both were measured.
func growth(rows []*row) []*row {
	find := func(n int, step string) *row {
		at := slices.IndexFunc(rows, func(r *row) bool { return r.name == fleetName(n)+": "+step })
		if at < 0 {
			return nil
		}
		return rows[at]
	}
	var found []*row
	for _, step := range []string{create, noopPlan} {
		for i, large := range growthSizes[1:] {
			small := growthSizes[i]
			a, b := find(small, step), find(large, step)
			if a == nil || b == nil {
				continue
			}
			times := float64(large) / float64(small)
			found = append(found, &row{
				name: fmt.Sprintf("%s, fleet: %s, %s to %s", growthName, step, thousands(small), thousands(large)),
				growth: &factors{
					wall:         b.got.wall.Seconds() / a.got.wall.Seconds(),
					requests:     over(int64(b.got.counts.total), int64(a.got.counts.total)),
					provider:     over(b.got.memory.provider, a.got.memory.provider),
					cli:          over(b.got.memory.cli, a.got.memory.cli),
					mostRequests: times,
					most:         times * math.Log10(float64(large)) / math.Log10(float64(small)),
				},
			})
		}
	}
	return found
}

// over returns the quotient, or 0 if there is none.
func over(large, small int64) float64 {
	if small == 0 {
		return 0
	}
	return float64(large) / float64(small)
}

func (f *factors) target() string {
	return fmt.Sprintf("requests ×%.0f, time and memory ×%.1f", f.mostRequests, f.most)
}

func (f *factors) met() string {
	var missed []string
	for _, of := range []struct {
		name      string
		got, most float64
	}{
		{"time", f.wall, f.most}, {"requests", f.requests, f.mostRequests},
		{"provider", f.provider, f.most}, {"CLI", f.cli, f.most},
	} {
		if of.got > of.most {
			missed = append(missed, of.name)
		}
	}
	if len(missed) > 0 {
		return "no: " + strings.Join(missed, ", ")
	}
	return "yes"
}
