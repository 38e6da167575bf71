package converge

import "slices"

// An erasure is found if an instance shows a value that erases when it is set, and the
// configuration requests that value, but the resource has not recorded that it sent it. An
// apply that was killed may have sent it. So the value counts as set, and everything else
// as erased. If someone else has set it, nothing is lost: only repairs are sent.

// foundErasure reports whether the value of an entry was found on the instance and
// would have erased its data.
func (d Desired) foundErasure(h Holding) bool {
	e := h.Settings[d.Setting.Name()]
	return e.Found && e.Flight == nil && !d.Ignored && e.Applied == d.hash() && !d.isRepair(h) && Erases(d.Setting, d.Value)
}

// MayFindErasure reports whether a plan may find an erasure.
func (h Holding) MayFindErasure() bool {
	for _, e := range h.Settings {
		if e.Found && e.Applied != e.Requested && e.Requested != Any {
			return true
		}
	}
	return false
}

// isRepair reports whether the instance had the value before, as far as is known.
func (d Desired) isRepair(h Holding) bool {
	e := h.Settings[d.Setting.Name()]
	return d.Repair || e.Requested == d.hash() || e.Requested == Any || (h.RepairOnly && e.Requested == "")
}

// takeErasures returns a holding in which the values of erasures that were found count
// as set, and all other settings may have any value. It also returns the names of these
// values, none if the holding is unchanged.
func takeErasures(h Holding, desired []Desired) (Holding, []string) {
	var names []string
	for _, d := range desired {
		if d.foundErasure(h) {
			names = append(names, d.Setting.Name())
		}
	}
	if len(names) == 0 {
		return h, nil
	}
	h = h.clone()
	for _, owed := range h.OwedIfErased {
		if !slices.Contains(h.Owed, owed) {
			h.Owed = append(slices.Clone(h.Owed), owed)
		}
	}
	h.OwedIfErased = nil
	for name, e := range h.Settings {
		if slices.Contains(names, name) {
			h.Settings[name] = Entry{Applied: e.Applied, Requested: e.Applied, Confirmed: e.Confirmed}
			continue
		}
		h.Settings[name] = e.erased()
	}
	return h, names
}

// erased returns the entry of a setting that may have been erased.
func (e Entry) erased() Entry {
	e.Applied, e.Confirmed, e.AwaitsRestart = "", false, false
	return e
}
