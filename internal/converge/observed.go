package converge

import "slices"

// Release forgets settings that are no longer desired and that stay on the
// instance: with on_release = "keep", or because the API cannot undo them. It also
// forgets those that the instance lacks.
func Release(h Holding, desired []Desired, keep bool, settingByName func(string) Setting) Holding {
	h = h.clone()
	for name, e := range h.Settings {
		if slices.ContainsFunc(desired, func(d Desired) bool { return d.Setting.Name() == name }) {
			continue
		}
		if s := settingByName(name); keep || s == nil || e.absent() || (!Undoable(s) && e.Flight == nil) {
			delete(h.Settings, name)
			if e.Flight != nil {
				// It is still waited for.
				h.Others = append(slices.Clone(h.Others), e.Flight)
			}
		}
	}
	return h
}

// Observed returns what is known of an instance after its settings were observed,
// and the names of those that drifted. Evidence about a setting whose change is
// under way is not used: the change may still take effect.
func Observed(h Holding, observations []Observation) (after Holding, drifted []string) {
	h = h.clone()
	for _, o := range observations {
		name := o.Setting.Name()
		e, known := h.Settings[name]
		if !known || e.Flight != nil {
			continue
		}
		e.Found = e.Found && e.Applied != ""
		switch {
		case o.Drifted && e.Applied == "" && o.Value != nil && (NeedsConfirmation(o.Setting) || !showsAll(o.Setting, o.Value)):
			// The parts that are not shown may be anything.
		case o.Drifted && Hash(o.Value) != e.Applied:
			if e.Applied != "" {
				drifted = append(drifted, name)
				_, e.Found = o.Setting.(Eraser)
			}
			e.Applied = Hash(o.Value)
		case o.Confirmed && o.Expected != nil:
			if !e.AwaitsRestart && (e.Applied != "" || showsAll(o.Setting, o.Expected)) {
				e.Applied = Hash(o.Expected)
			}
			if NeedsConfirmation(o.Setting) && e.Applied == Hash(o.Expected) {
				e.Confirmed, e.Unshown = true, o.Unshown
			}
		}
		h.Settings[name] = e
	}
	slices.Sort(drifted)
	return h, drifted
}

// showsAll reports whether evidence that matches a value shows all of it. The list of
// installed apps lacks their ids in the catalog, and properties that a restart loses
// need not be listed.
func showsAll(s Setting, v Value) bool {
	return SourcesOf(s)&Apps == 0 && len(LostOnRestart(s, v)) == 0
}
