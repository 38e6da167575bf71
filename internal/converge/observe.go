package converge

import (
	"context"
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Expectation is what Terraform knows of one setting of an instance.
type Expectation struct {
	Setting Setting
	// Value is nil to ask what the instance has at all.
	Value Value
	// Confirmed is true once an inferred source has shown the applied value on
	// this instance.
	Confirmed bool
}

// Observation is what the evidence shows of one setting of an instance.
type Observation struct {
	Setting Setting
	// Expected is the value of the expectation, and Value what the instance has, in
	// the shape of the expected value.
	Expected, Value Value
	// Confirmed is true if the source shows the expected value.
	Confirmed bool
	// Drifted is true if the instance has another value and the source counts.
	Drifted bool
}

// InstanceObservation is what was observed of one instance.
type InstanceObservation struct {
	// Gone is true if the instance is not in the account.
	Gone bool
	// Detail is the row of the instance, nil if it is gone.
	Detail *armcloud.PadDetail
	// Observations holds the settings of which the evidence shows anything.
	Observations []Observation
}

// Observe observes instances. The result has an entry for each of them. A source
// that fails is no evidence; only a listing that fails is an error.
func (c *Converger) Observe(ctx context.Context, instances map[string][]Expectation) (map[string]InstanceObservation, error) {
	codes := slices.Sorted(maps.Keys(instances))
	details, err := c.engine.Details(ctx, codes)
	if err != nil {
		return nil, err
	}
	properties, err := fetch(ctx, instancesToQuery(Properties, instances, details), c.reach, c.engine.Properties)
	if err != nil {
		return nil, err
	}
	apps, err := fetch(ctx, instancesToQuery(Apps, instances, details), c.reach, c.engine.InstalledApps)
	if err != nil {
		return nil, err
	}
	observed := make(map[string]InstanceObservation, len(instances))
	for code, expectations := range instances {
		detail, here := details[code]
		if !here {
			observed[code] = InstanceObservation{Gone: true}
			continue
		}
		seen := Evidence{Detail: &detail}
		if p, ok := properties[code]; ok {
			seen.Properties = &p
		}
		if a, ok := apps[code]; ok {
			seen.Apps = &a
		}
		observed[code] = InstanceObservation{Detail: &detail, Observations: Observe(expectations, seen)}
	}
	return observed, nil
}

// Confirm returns the settings whose inferred source shows what was just sent.
// The instances ran a moment ago, so only the sources themselves are asked.
func (c *Converger) Confirm(ctx context.Context, instances map[string][]Expectation) (map[string][]Observation, error) {
	var codes []string
	for code, expectations := range instances {
		if slices.ContainsFunc(expectations, func(b Expectation) bool { return b.Setting.Sources()&Properties != 0 }) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	properties, err := fetch(ctx, codes, c.reach, c.engine.Properties)
	if err != nil {
		return nil, err
	}
	confirmed := map[string][]Observation{}
	for code, p := range properties {
		for _, o := range Observe(instances[code], Evidence{Properties: &p}) {
			if o.Confirmed {
				confirmed[code] = append(confirmed[code], o)
			}
		}
	}
	return confirmed, nil
}

// instancesToQuery returns the instances that need a source and run: others cannot
// answer.
func instancesToQuery(source Sources, instances map[string][]Expectation, details map[string]armcloud.PadDetail) []string {
	var ask []string
	for code, expectations := range instances {
		detail, here := details[code]
		needs := slices.ContainsFunc(expectations, func(b Expectation) bool { return b.Setting.Sources()&source != 0 })
		if here && needs && detail.Running() {
			ask = append(ask, code)
		}
	}
	slices.Sort(ask)
	return ask
}

// fetch asks a source about instances, if there are any.
func fetch[T any](ctx context.Context, codes []string, reach engine.Reach,
	from func(context.Context, []string, engine.Reach) (map[string]T, error)) (map[string]T, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	return from(ctx, codes, reach)
}

// Observe compares what was applied to an instance with what the evidence shows.
// Settings of which the evidence shows nothing are left out.
func Observe(expectations []Expectation, seen Evidence) []Observation {
	var found []Observation
	for _, b := range expectations {
		value, ok := b.Setting.Observe(seen, b.Value, b.Confirmed)
		if !ok {
			continue
		}
		s := Observation{Setting: b.Setting, Expected: b.Value, Value: value}
		if b.Value != nil {
			s.Confirmed = b.Setting.Matches(seen, b.Value)
			s.Drifted = Canonical(value) != Canonical(b.Value) && (b.Confirmed || !b.Setting.Inferred())
		}
		found = append(found, s)
	}
	return found
}
