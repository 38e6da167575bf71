package setting

import "github.com/armcloud/terraform-provider-armcloud/internal/converge"

// observed implements converge.Observer for a setting whose value is a V. The setting
// embeds it beside its definition.
type observed[V any] struct {
	sources  converge.Sources
	inferred bool
	// observe returns what the evidence shows, in the shape of known, and whether it
	// shows anything. known is nil if the setting is read in full.
	observe func(evidence converge.Evidence, known *V) (V, bool)
}

func (o observed[V]) Sources() converge.Sources { return o.sources }
func (o observed[V]) Inferred() bool            { return o.inferred }

func (o observed[V]) Observe(evidence converge.Evidence, known converge.Value) (converge.Value, bool) {
	var knownV *V
	if v, ok := known.(V); ok {
		knownV = &v
	}
	v, ok := o.observe(evidence, knownV)
	if !ok {
		return nil, false
	}
	return v, true
}

// placesOf returns the places for which f returns true.
func placesOf[T any](shown []T, f func(T) bool) converge.Places {
	var places converge.Places
	for i, s := range shown {
		if f(s) {
			places |= 1 << i
		}
	}
	return places
}

// without returns what places show, with nothing in those that are ignored and that f
// returns true for.
func without[T any](ignored converge.Places, shown []T, f func(T) bool) []T {
	var none T
	ignored &= placesOf(shown, f)
	for i := range shown {
		if ignored&(1<<i) != 0 {
			shown[i] = none
		}
	}
	return shown
}

// observedText combines what several places show of one text. It returns known
// if any place shows it, otherwise the first text that is not empty.
func observedText(known *string, places ...string) (string, bool) {
	first := ""
	for _, s := range places {
		if s == "" {
			continue
		}
		if known != nil && s == *known {
			return s, true
		}
		if first == "" {
			first = s
		}
	}
	return first, first != ""
}
