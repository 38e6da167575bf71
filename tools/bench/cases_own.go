package main

import "fmt"

// overriddenFleet returns the case of one armcloud_fleet in which every instance has
// values of its own, so that few requests can be shared.
func overriddenFleet(n int) *benchCase {
	c := &benchCase{name: fmt.Sprintf("fleet of %s with an override each", thousands(n)), instances: n, head: unlimitedHCL(), converges: true}
	targets := ownTargets(n)
	c.steps = []step{
		{name: create, args: applyArgs(10), prepare: fresh(always(overriddenFleetHCL(n))), verify: hasBandwidth(10, 1, n), targets: targets[create]},
		{name: noopPlan, args: planArgs(10), targets: targets[noopPlan]},
	}
	return c
}

// profiledFleet returns the case of one armcloud_fleet in which every instance has a
// profile of its own, which costs Terraform far more than an override.
func profiledFleet(n int) *benchCase {
	c := &benchCase{name: fmt.Sprintf("fleet of %s with a profile each", thousands(n)), instances: n, head: unlimitedHCL(), converges: true}
	c.steps = []step{
		{name: create, args: applyArgs(10), prepare: fresh(always(profiledFleetHCL(n))), verify: hasBandwidth(10, 1, n)},
		{name: noopPlan, args: planArgs(10), targets: []target{{wall, float64(n) / 100}}},
	}
	return c
}
