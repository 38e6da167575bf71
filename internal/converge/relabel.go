package converge

import (
	"maps"
	"slices"
	"strings"
)

// labeled is a setting whose name may be only a label.
type labeled interface {
	// NameIsLabel reports whether an instance with the value under another name
	// has the setting.
	NameIsLabel() bool
}

func isLabeled(s Setting) bool {
	l, can := s.(labeled)
	return can && l.NameIsLabel()
}

// Relabeled returns a holding in which settings whose names are only labels have
// the names that are desired.
func Relabeled(h Holding, desired []Desired) Holding {
	var renamed []Desired
	fit := map[string]bool{}
	for _, d := range desired {
		if !isLabeled(d.Setting) {
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
		kind, _, _ := strings.Cut(d.Setting.Name(), "/")
		for _, old := range slices.Sorted(maps.Keys(h.Settings)) {
			if e := h.Settings[old]; !fit[old] && strings.HasPrefix(old, kind+"/") && e.Has(d.hash()) {
				moved[d.Setting.Name()] = e
				delete(h.Settings, old)
				break
			}
		}
	}
	maps.Copy(h.Settings, moved)
	return h
}
