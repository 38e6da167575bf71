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

// observedText combines what several sources show of one text. It returns known
// if any source shows it, otherwise the first text that is not empty.
func observedText(known *string, sources ...string) (string, bool) {
	first := ""
	for _, s := range sources {
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
