package converge

import (
	"maps"
	"slices"
	"strings"
)

// Manages reports whether a holding has an entry for a setting, whatever its label is.
// value returns the value of a setting of the holding, or nil if it is not known.
func (h Holding) Manages(d Desired, value func(name string) Value) bool {
	prefix := namePrefix(d.Setting)
	if prefix == "" {
		_, managed := h.Settings[d.Setting.Name()]
		return managed
	}
	for name := range h.Settings {
		if !strings.HasPrefix(name, prefix) {
			continue
		}
		if v := value(name); v != nil && Target(d.Setting, v) == Target(d.Setting, d.Value) {
			return true
		}
	}
	return false
}

// Relabeled returns a holding in which settings whose names are only labels have
// the names that are desired.
func Relabeled(h Holding, desired []Desired) Holding {
	var renamed []Desired
	fit := map[string]bool{}
	for _, d := range desired {
		if namePrefix(d.Setting) == "" {
			continue
		}
		if name := d.Setting.Name(); h.Settings[name].Has(d.hash()) {
			fit[name] = true
		} else {
			renamed = append(renamed, d)
		}
	}
	if len(renamed) == 0 {
		return h
	}
	h = h.clone()
	moved := map[string]Entry{}
	for _, d := range renamed {
		for _, old := range slices.Sorted(maps.Keys(h.Settings)) {
			if e := h.Settings[old]; !fit[old] && strings.HasPrefix(old, namePrefix(d.Setting)) && e.Has(d.hash()) {
				moved[d.Setting.Name()] = e
				delete(h.Settings, old)
				break
			}
		}
	}
	maps.Copy(h.Settings, moved)
	return h
}
