package converge

import (
	"context"
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// Expectation is a setting of an instance and the value that it should show.
type Expectation struct {
	Setting Setting
	// Value is the applied value. If it is nil, the setting is read in full.
	Value Value
	// Configured is Desired.Configured: if it is not nil, only this part of Value is
	// compared.
	Configured Value
	// Confirmed is true once the source has shown the applied value on this
	// instance. Until then, an inferred source does not count.
	Confirmed bool
	// Unshown is Entry.Unshown.
	Unshown Places
}

// Observation is the evidence about one setting of an instance.
type Observation struct {
	Setting Setting
	// Expected is the value of the expectation, and Value the value that the
	// instance shows, with the parts that are compared.
	Expected, Value Value
	// Confirmed is true if the source shows all of the expected value.
	Confirmed bool
	// WasConfirmed is Confirmed of the expectation.
	WasConfirmed bool
	// Unshown is Entry.Unshown if the observation confirms the source.
	Unshown Places
	// Differs is true if the instance shows another value, and Drifted if the source
	// counts too.
	Differs, Drifted bool
}

// InstanceObservation is the evidence about one instance.
type InstanceObservation struct {
	// Gone is true if the instance is not in the account.
	Gone bool
	// Omitted is true if the API does not return the instance, which does not prove
	// that it is gone: a restart, reset or upgrade of it may be under way.
	Omitted bool
	// Detail is the row of the instance, nil if it is gone or omitted.
	Detail *armcloud.PadDetail
	// Observations holds the settings about which there is evidence.
	Observations []Observation
}

// Observe compares instances with what is expected of them, by pad code. The
// result has an entry for each instance. If the details of the instances cannot be
// read, it returns an error. If another source fails for an instance, there is no
// evidence from it.
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
			omitted := c.engine.MayOmit(code)
			observed[code] = InstanceObservation{Gone: !omitted, Omitted: omitted}
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

// Confirm returns the observations, by pad code, of settings whose source shows the
// value that was just sent. The instances have just been changed, so it does not
// check again that they are running.
func (c *Converger) Confirm(ctx context.Context, instances map[string][]Expectation) (map[string][]Observation, error) {
	var codes []string
	for code, expectations := range instances {
		if slices.ContainsFunc(expectations, func(e Expectation) bool { return SourcesOf(e.Setting)&Properties != 0 }) {
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

// instancesToQuery returns the running instances with a setting that needs the
// source. Instances that are not running cannot be queried.
func instancesToQuery(source Sources, instances map[string][]Expectation, details map[string]armcloud.PadDetail) []string {
	var ask []string
	for code, expectations := range instances {
		detail, here := details[code]
		needs := slices.ContainsFunc(expectations, func(e Expectation) bool { return SourcesOf(e.Setting)&source != 0 })
		if here && needs && detail.Running() {
			ask = append(ask, code)
		}
	}
	slices.Sort(ask)
	return ask
}

// fetch reads a source unless codes is empty.
func fetch[T any](ctx context.Context, codes []string, reach engine.Reach,
	from func(context.Context, []string, engine.Reach) (map[string]T, error)) (map[string]T, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	return from(ctx, codes, reach)
}

// Observe compares one instance with what is expected of it. Settings about which
// there is no evidence are left out.
func Observe(expectations []Expectation, seen Evidence) []Observation {
	var found []Observation
	for _, e := range expectations {
		compared := e.Value
		if e.Configured != nil {
			compared = e.Configured
		}
		value, ok := e.observe(seen, compared)
		if !ok {
			continue
		}
		o := Observation{Setting: e.Setting, Expected: e.Value, Value: value, WasConfirmed: e.Confirmed}
		if e.Value != nil {
			o.Confirmed = matches(e.Setting, seen, compared)
			o.Unshown = e.unshown(seen, compared)
			o.Differs = Canonical(value) != Canonical(compared)
			o.Drifted = o.Differs && (e.Confirmed || !isInferred(e.Setting))
		}
		found = append(found, o)
	}
	return found
}

// observe returns what the places show that count.
func (e *Expectation) observe(seen Evidence, compared Value) (Value, bool) {
	if r, is := e.Setting.(Replicated); is && e.Confirmed && e.Unshown != 0 && compared != nil {
		return r.ObserveWithout(e.Unshown, seen, compared)
	}
	return observe(e.Setting, seen, compared, e.Confirmed)
}

// unshown returns the places that do not count after an observation.
func (e *Expectation) unshown(seen Evidence, compared Value) Places {
	r, is := e.Setting.(Replicated)
	if !is {
		return 0
	}
	places := r.NotShowing(seen, compared)
	if e.Confirmed {
		places &= e.Unshown
	}
	return places
}

// Lacks reports whether an instance is seen to lack a setting. If the API does not
// show the setting, the instance itself is asked.
func (c *Converger) Lacks(ctx context.Context, code string, s Setting) bool {
	a, can := s.(AbsenceObserver)
	if !can {
		return false
	}
	found, err := c.engine.InstalledApps(ctx, []string{code}, engine.ReachShell)
	apps, shown := found[code]
	return err == nil && shown && a.Absent(Evidence{Apps: &apps})
}
