package fleet

import (
	"maps"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// confirm records which inferred sources count on an instance, and which of their
// places do not.
func (h *holdings) confirm(code string, has converge.Holding) {
	for name, e := range has.Settings {
		if h.confirmed[name] == nil {
			h.confirmed[name] = map[string]bool{}
		}
		if h.unshown[name] == nil {
			h.unshown[name] = map[string]converge.Places{}
		}
		delete(h.confirmed[name], code)
		delete(h.unshown[name], code)
		if e.Confirmed {
			h.confirmed[name][code] = true
		}
		if e.Confirmed && e.Unshown != 0 {
			h.unshown[name][code] = e.Unshown
		}
	}
}

// storeConfirmed writes what is confirmed on the instances in phones into a record.
func (h *holdings) storeConfirmed(record *privateRecord, phones map[string]string) {
	record.Confirmed = padSets(h.confirmed, phones)
	record.Unshown = nil
	for name, of := range h.unshown {
		sets := map[converge.Places]map[string]bool{}
		for code, places := range of {
			if sets[places] == nil {
				sets[places] = map[string]bool{}
			}
			sets[places][code] = true
		}
		for places, in := range sets {
			if record.Unshown == nil {
				record.Unshown = map[string]map[converge.Places]padSet{}
			}
			if record.Unshown[name] == nil {
				record.Unshown[name] = map[converge.Places]padSet{}
			}
			record.Unshown[name][places] = newPadSet(slices.Sorted(maps.Keys(phones)), in)
		}
	}
}

// decodePlaces returns the places of a record, by setting and pad code.
func decodePlaces(stored map[string]map[converge.Places]padSet, phones map[string]string) map[string]map[string]converge.Places {
	all := map[string]map[string]converge.Places{}
	for name, sets := range stored {
		all[name] = map[string]converge.Places{}
		for places, set := range sets {
			for code := range set.members(phones) {
				all[name][code] |= places
			}
		}
	}
	return all
}

// padSets returns the sets of the instances in phones.
func padSets(confirmed map[string]map[string]bool, phones map[string]string) map[string]padSet {
	codes := slices.Sorted(maps.Keys(phones))
	sets := map[string]padSet{}
	for name, in := range confirmed {
		sets[name] = newPadSet(codes, in)
	}
	return sets
}
