package converge

import (
	"context"
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Expectation is what Terraform holds of one setting of a phone.
type Expectation struct {
	Setting Setting
	// Value is nil when the question is what the phone has at all.
	Value Value
	// Confirmed is true once an inferred source has shown the applied value
	// on this phone.
	Confirmed bool
}

// Observation is what a look at one setting of a phone found.
type Observation struct {
	Setting Setting
	// Seen is what the phone has, in the shape of the belief.
	Value Value
	// Confirmed: the source shows what is believed.
	Confirmed bool
	// Drifted: the phone has something else, and the source counts.
	Drifted bool
}

// InstanceObservation is what a look at one phone found.
type InstanceObservation struct {
	// Gone: the phone is not in the account.
	Gone bool
	// Detail is the phone's row, nil when gone.
	Detail *armcloud.PadDetail
	// Sights holds the settings that showed anything.
	Observations []Observation
}

// Observe looks at phones. Every phone asked for is in the answer. A source
// that fails is no evidence; only a listing that fails is an error.
func (c *Converger) Observe(ctx context.Context, phones map[string][]Expectation) (map[string]InstanceObservation, error) {
	codes := slices.Sorted(maps.Keys(phones))
	details, err := c.engine.Details(ctx, codes)
	if err != nil {
		return nil, err
	}
	properties, err := fetch(ctx, instancesToQuery(Properties, phones, details), c.reach, c.engine.Properties)
	if err != nil {
		return nil, err
	}
	apps, err := fetch(ctx, instancesToQuery(Apps, phones, details), c.reach, c.engine.InstalledApps)
	if err != nil {
		return nil, err
	}
	views := make(map[string]InstanceObservation, len(phones))
	for code, beliefs := range phones {
		detail, here := details[code]
		if !here {
			views[code] = InstanceObservation{Gone: true}
			continue
		}
		seen := Evidence{Detail: &detail}
		if p, ok := properties[code]; ok {
			seen.Properties = &p
		}
		if a, ok := apps[code]; ok {
			seen.Apps = &a
		}
		views[code] = InstanceObservation{Detail: &detail, Observations: Observe(beliefs, seen)}
	}
	return views, nil
}

// Confirm looks whether inferred sources show what was just sent to phones,
// and gives the settings that they show. The phones have run a moment ago, so
// only the sources themselves are asked.
func (c *Converger) Confirm(ctx context.Context, phones map[string][]Expectation) (map[string][]Observation, error) {
	var codes []string
	for code, beliefs := range phones {
		if slices.ContainsFunc(beliefs, func(b Expectation) bool { return b.Setting.Sources()&Properties != 0 }) {
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
		for _, sight := range Observe(phones[code], Evidence{Properties: &p}) {
			if sight.Confirmed {
				confirmed[code] = append(confirmed[code], sight)
			}
		}
	}
	return confirmed, nil
}

// asked lists the phones that have a belief which needs a source, and that
// run: others cannot answer.
func instancesToQuery(source Sources, phones map[string][]Expectation, details map[string]armcloud.PadDetail) []string {
	var ask []string
	for code, beliefs := range phones {
		detail, here := details[code]
		needs := slices.ContainsFunc(beliefs, func(b Expectation) bool { return b.Setting.Sources()&source != 0 })
		if here && needs && detail.Running() {
			ask = append(ask, code)
		}
	}
	slices.Sort(ask)
	return ask
}

// fetch asks a source about phones, if there are any.
func fetch[T any](ctx context.Context, codes []string, reach engine.Reach,
	from func(context.Context, []string, engine.Reach) (map[string]T, error)) (map[string]T, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	return from(ctx, codes, reach)
}

// Observe compares what was applied to an instance with what the evidence shows.
// Settings of which the evidence shows nothing are left out.
func Observe(beliefs []Expectation, seen Evidence) []Observation {
	var found []Observation
	for _, b := range beliefs {
		value, ok := b.Setting.Observe(seen, b.Value, b.Confirmed)
		if !ok {
			continue
		}
		s := Observation{Setting: b.Setting, Value: value}
		if b.Value != nil {
			s.Confirmed = b.Setting.Matches(seen, b.Value)
			s.Drifted = Canonical(value) != Canonical(b.Value) && (b.Confirmed || !b.Setting.Inferred())
		}
		found = append(found, s)
	}
	return found
}
