package main

import "fmt"

// Names of the steps, which cases share with their floors.
const (
	createPlan = "create plan"
	create     = "create"
	noopPlan   = "no-op plan"
	changeOne  = "change of 1 instance"
	changeAll  = "change of one setting"
	planDrift  = "plan of 1% drift"
	repair     = "repair of 1% drift"
)

// cases returns all cases, in the order of the table.
func cases() []*benchCase {
	var all []*benchCase
	for _, parallelism := range []int{10, 256} {
		all = append(all, instances(1_000, parallelism, 0, staticTimes(1_000, parallelism)))
	}
	for _, parallelism := range []int{10, 256} {
		all = append(all, instances(1_000, parallelism, 1, nil))
	}
	for _, parallelism := range []int{200, 10} {
		all = append(all, instances(200, parallelism, 0, staticTimes(200, parallelism)))
	}
	for _, n := range []int{200, 1_000} {
		all = append(all, bandwidths(n, 200, 0))
		// Batches may not cost time, so the floor has none.
		batched := bandwidths(n, 10, 0)
		batched.floor = bandwidths(n, 10, 1)
		all = append(all, batched)
	}
	for _, n := range []int{1_000, 200} {
		all = append(all, composite(n))
	}
	all = append(all, fleet(100))
	for _, n := range []int{1_000, 10_000} {
		floor := stringMap(n)
		all = append(all, changingFleet(n, floor), driftingFleet(n, floor))
	}
	all = append(all, fleet(40_000), large(fleet(100_000)))
	for _, n := range []int{1_000, 10_000} {
		all = append(all, overriddenFleet(n))
	}
	for _, n := range []int{100, 300} {
		all = append(all, profiledFleet(n))
	}
	return append(all, dataSource(10_000, false), dataSource(10_000, true), action(1_000), action(10_000))
}

// parallel appends -parallelism, unless n is Terraform's default of 10.
func parallel(n int, args ...string) []string {
	if n != 10 {
		args = append(args, fmt.Sprintf("-parallelism=%d", n))
	}
	return args
}

func planArgs(parallelism int) []string {
	return parallel(parallelism, "plan", "-detailed-exitcode")
}

// applyArgs returns the arguments that plan and apply in one run.
func applyArgs(parallelism int) []string {
	return parallel(parallelism, "apply", "-auto-approve")
}

// instances returns the case of n armcloud_instance.
func instances(n, parallelism, batch int, floor *benchCase) *benchCase {
	c := &benchCase{
		name: fmt.Sprintf("%s armcloud_instance, -parallelism=%d", thousands(n), parallelism),
		// At least 1,000 instances in the account, so that lookups have a cost.
		instances: max(n, 1_000), head: armcloudHCL(batch), floor: floor,
	}
	if batch != 0 {
		c.name += fmt.Sprintf(", batch_size=%d", batch)
	}
	targets := instanceTargets(n, parallelism, batch)
	c.steps = []step{
		{name: createPlan, args: planArgs(parallelism), exit: 2, prepare: fresh(always(instancesHCL(n))), targets: targets[createPlan]},
		{name: create, args: applyArgs(parallelism), prepare: fresh(always(instancesHCL(n))), verify: hasBandwidth(10, 1, n), targets: targets[create]},
		{name: noopPlan, args: planArgs(parallelism), targets: targets[noopPlan]},
	}
	return c
}

// bandwidths returns the case of n resources of a single setting.
func bandwidths(n, parallelism, batch int) *benchCase {
	c := &benchCase{
		name:      fmt.Sprintf("%s armcloud_instance_bandwidth, -parallelism=%d", thousands(n), parallelism),
		instances: max(n, 1_000), head: armcloudHCL(batch),
	}
	if batch != 0 {
		c.name += fmt.Sprintf(", batch_size=%d", batch)
	}
	targets := bandwidthTargets(n, parallelism, batch)
	c.steps = []step{
		{name: createPlan, args: planArgs(parallelism), exit: 2, prepare: fresh(always(bandwidthsHCL(n)))},
		{name: create, args: applyArgs(parallelism), prepare: fresh(always(bandwidthsHCL(n))), verify: hasBandwidth(10, 1, n), targets: targets},
		{name: noopPlan, args: planArgs(parallelism)},
	}
	return c
}

// large returns a case that only runs if it is selected by name.
func large(c *benchCase) *benchCase {
	c.optIn = true
	return c
}

// composite returns the case of n armcloud_instance with count. Its floor is the
// single-setting resource with the same setting.
func composite(n int) *benchCase {
	parallelism := min(n, 256)
	c := withCount(fmt.Sprintf("%s armcloud_instance over armcloud_instance_bandwidth", thousands(n)), n, parallelism, countHCL(n, true))
	c.floor = withCount(fmt.Sprintf("%s armcloud_instance_bandwidth", thousands(n)), n, parallelism, countHCL(n, false))
	targets := compositeTargets(n)
	for i, s := range c.steps {
		c.steps[i].targets = targets[s.name]
	}
	return c
}

func withCount(name string, n, parallelism int, config string) *benchCase {
	return &benchCase{name: name, instances: max(n, 1_000), head: armcloudHCL(0), steps: []step{
		{name: create, args: applyArgs(parallelism), prepare: fresh(always(config)), verify: hasBandwidth(10, 1, n)},
		{name: noopPlan, args: planArgs(parallelism)},
	}}
}

// staticTimes returns the case of n time_static, from a framework provider that
// calls no API.
func staticTimes(n, parallelism int) *benchCase {
	c := &benchCase{
		name: fmt.Sprintf("%s time_static, -parallelism=%d", thousands(n), parallelism),
		head: requireHCL("time", floorSource),
	}
	c.steps = []step{
		{name: createPlan, args: planArgs(parallelism), exit: 2, prepare: fresh(always(staticTimesHCL(n)))},
		{name: create, args: applyArgs(parallelism), prepare: fresh(always(staticTimesHCL(n)))},
		{name: noopPlan, args: planArgs(parallelism)},
	}
	return c
}

// fleet returns the case of one armcloud_fleet with a setting that the API does
// not return. A plan only checks that the instances exist.
func fleet(n int) *benchCase {
	c := &benchCase{name: fleetName(n), instances: n, head: armcloudHCL(0), converges: true}
	targets := fleetTargets(n)
	c.steps = []step{
		{name: create, args: applyArgs(10), prepare: fresh(fleetOf(n)), verify: hasBandwidth(10, 1, n), targets: targets[create]},
		{name: noopPlan, args: planArgs(10), targets: targets[noopPlan]},
	}
	return c
}

// changingFleet returns the case of a fleet that then changes.
func changingFleet(n int, floor *benchCase) *benchCase {
	c, targets := fleet(n), fleetTargets(n)
	c.floor = floor
	c.steps = append(c.steps, step{
		name: changeAll, args: applyArgs(10), floor: changeOne, targets: targets[changeAll],
		prepare: faster(fleetOf(n)), verify: hasBandwidth(11, 1, n),
	}, step{
		name: changeOne, args: applyArgs(10), targets: targets[changeOne],
		prepare: move(1, fleetOf(n)), verify: hasBandwidth(counterUpload, 1, 1),
	})
	return c
}

// driftingFleet returns the case of one armcloud_fleet with a setting that is
// among the instances' properties. A plan reads these, too.
func driftingFleet(n int, floor *benchCase) *benchCase {
	c := &benchCase{name: fmt.Sprintf("fleet of %s with a time zone", thousands(n)), instances: n, head: armcloudHCL(0), floor: floor, converges: true}
	c.steps = []step{
		{name: create, args: applyArgs(10), prepare: fresh(always(zonedFleetHCL(n))), verify: hasTimeZone("Europe/Berlin", 1, n), targets: withMemory(n)},
		{name: noopPlan, args: planArgs(10), targets: withMemory(n)},
		{name: planDrift, args: planArgs(10), exit: 2, prepare: drift(n / 100), targets: withMemory(n)},
		{name: repair, args: applyArgs(10), prepare: drift(n / 100), verify: hasTimeZone("Europe/Berlin", 1, n/100), targets: withMemory(n)},
	}
	return c
}

// stringMap returns the case of a terraform_data with n strings.
func stringMap(n int) *benchCase {
	return &benchCase{name: fmt.Sprintf("terraform_data of %s strings", thousands(n)), converges: true, steps: []step{
		{name: create, args: applyArgs(10), prepare: fresh(stringsOf(n))},
		{name: noopPlan, args: planArgs(10)},
		{name: changeOne, args: applyArgs(10), prepare: move(1, stringsOf(n))},
		{name: planDrift, args: planArgs(10), exit: 2, prepare: peek(n/100, stringsOf(n))},
		{name: repair, args: applyArgs(10), prepare: move(n/100, stringsOf(n))},
	}}
}

// dataSource returns the case of a data source that reads n instances.
func dataSource(n int, details bool) *benchCase {
	c := &benchCase{name: fmt.Sprintf("data source of %s, pad codes only", thousands(n)), instances: n, head: armcloudHCL(0)}
	targets := []target{{wall, 3}}
	if details {
		c.name, targets = fmt.Sprintf("data source of %s, with details", thousands(n)), []target{{wall, 15}, {provider, 150}}
	}
	c.steps = []step{{
		name: "read", args: planArgs(10), prepare: fresh(always(dataSourceHCL(n, details))), targets: targets,
	}}
	return c
}

// action returns the case of an action on n instances that is invoked.
func action(n int) *benchCase {
	return &benchCase{name: fmt.Sprintf("action on %s", thousands(n)), instances: n, head: armcloudHCL(0), steps: []step{{
		name: "restart", args: append(applyArgs(10), "-invoke=action.armcloud_instance_restart.all"), prepare: fresh(always(actionHCL(n))),
		targets: []target{{submits, float64(n) / 100}, {queries, 1.1 * float64(n) / 100}, {provider, 100}, {cpu, 1}},
	}}}
}

func fleetName(n int) string { return "fleet of " + thousands(n) }
