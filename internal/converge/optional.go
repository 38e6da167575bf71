package converge

// ErrorTitler is a setting of which errors name a part of the value.
type ErrorTitler interface {
	// ErrorTitle is Title with that part: "the image img-24061124017".
	ErrorTitle(want Value) string
}

// errorTitle returns what errors call a setting and its value.
func errorTitle(s Setting, want Value) string {
	if t, can := s.(ErrorTitler); can {
		return t.ErrorTitle(want)
	}
	return s.Title()
}

// Undoer is a setting that the API can undo.
type Undoer interface {
	// Undo returns the requests that undo the setting. current is the applied value,
	// or nil if it is not known.
	Undo(current Value) []Request
}

// ValueUndoer is an Undoer that needs a part of the applied value. The holding keeps
// that part until the undo is done, because the state may no longer have the value.
type ValueUndoer interface {
	Undoer
	// UndoText returns that part of a value as a text without secrets, "" if the value
	// has none.
	UndoText(v Value) string
	// UndoValue returns a value for Undo from such a text, or nil.
	UndoValue(text string) Value
}

// rememberUndos stores in the holding what the undos need of the applied values.
// current returns these; it may be nil.
func rememberUndos(h Holding, undo []Setting, current func(name string) Value) {
	for _, s := range undo {
		u, needs := s.(ValueUndoer)
		if !needs || current == nil {
			continue
		}
		if text := u.UndoText(current(s.Name())); text != "" {
			e := h.Settings[s.Name()]
			e.Undo = text
			h.Settings[s.Name()] = e
		}
	}
}

// Undoable reports whether the API can undo the setting.
func Undoable(s Setting) bool {
	_, can := s.(Undoer)
	return can
}

// Observer is a setting that the API shows.
type Observer interface {
	// Sources returns the sources that Observe needs.
	Sources() Sources
	// Inferred reports whether the API document does not say that the source shows
	// the setting. An inferred source counts only on instances on which it has
	// shown the applied value.
	Inferred() bool
	// Observe returns the value that the evidence shows, or false if it shows
	// nothing about the setting, which is not drift. The value has the parts that
	// known has; if known is nil, it has all parts. A nil value means that the
	// instance lacks the setting.
	Observe(seen Evidence, known Value) (Value, bool)
}

// LateObserver is an Observer of which a part shows later than the rest.
type LateObserver interface {
	Observer
	// ObserveUnconfirmed replaces Observe on an instance that has not shown all of
	// the applied value yet: the parts that show late are as in known.
	ObserveUnconfirmed(seen Evidence, known Value) (Value, bool)
	// Matches reports whether the evidence shows all of a value. Observe counts
	// parts that are not shown as equal.
	Matches(seen Evidence, want Value) bool
}

// Places is a set of properties, of which each may hold the value of a setting.
type Places uint8

// Replicated is an Observer whose source shows the value in several places, of which
// some may be out of date.
type Replicated interface {
	Observer
	// NotShowing returns the places that do not show a value.
	NotShowing(seen Evidence, want Value) Places
	// ObserveWithout is Observe without some places, unless they show known.
	ObserveWithout(places Places, seen Evidence, known Value) (Value, bool)
}

// SourcesOf returns the sources of a setting, none if the API does not show it.
func SourcesOf(s Setting) Sources {
	if o, can := s.(Observer); can {
		return o.Sources()
	}
	return 0
}

// NeedsConfirmation reports whether it is recorded that an instance has shown the
// applied value: the source is inferred, or shows a part of the value late.
func NeedsConfirmation(s Setting) bool {
	_, late := s.(LateObserver)
	return late || isInferred(s)
}

func isInferred(s Setting) bool {
	o, can := s.(Observer)
	return can && o.Inferred()
}

// observe returns what the evidence shows of a setting, as Observer.Observe does.
func observe(s Setting, seen Evidence, known Value, confirmed bool) (Value, bool) {
	if late, is := s.(LateObserver); is && !confirmed {
		return late.ObserveUnconfirmed(seen, known)
	}
	if o, can := s.(Observer); can {
		return o.Observe(seen, known)
	}
	return nil, false
}

// matches reports whether the evidence shows all of a value, which confirms the
// source on this instance.
func matches(s Setting, seen Evidence, want Value) bool {
	if late, is := s.(LateObserver); is {
		return late.Matches(seen, want)
	}
	shown, ok := observe(s, seen, want, true)
	return ok && Canonical(shown) == Canonical(want)
}

// AbsenceObserver is a setting that an instance can be seen to lack. Its source is
// Apps.
type AbsenceObserver interface {
	// Absent reports whether the evidence shows that the instance lacks the setting.
	Absent(seen Evidence) bool
}

// Restarter is a setting that can have values that take effect at a restart,
// whether they request one or not.
type Restarter interface {
	// Restarts reports whether the value requests a restart. The settings of an
	// instance share one restart.
	Restarts(want Value) bool
}

func restarts(s Setting, want Value) bool {
	r, can := s.(Restarter)
	return can && r.Restarts(want)
}

// Volatile is a setting of which every restart loses a part.
type Volatile interface {
	// LostOnRestart returns the requests for that part of the value, nil if the
	// value has none.
	LostOnRestart(want Value) []Request
}

// LostOnRestart returns the requests for the part of a value that every restart
// loses.
func LostOnRestart(s Setting, want Value) []Request {
	if v, is := s.(Volatile); is {
		return v.LostOnRestart(want)
	}
	return nil
}

// Eraser is a setting that can erase the data of the instance.
type Eraser interface {
	// Erases reports whether Set erases the data of the instance.
	Erases(want Value) bool
	// Repair returns the requests that set the value without erasing anything, on
	// an instance that had it before.
	Repair(want Value) []Request
}

// Erases reports whether setting the value erases the data of the instance, unless
// it is a repair.
func Erases(s Setting, want Value) bool {
	e, can := s.(Eraser)
	return can && e.Erases(want)
}

// Labeled is a setting whose name is only a label: an instance that has the value
// under another name has the setting.
type Labeled interface {
	// NamePrefix is how all such names begin: "files/".
	NamePrefix() string
	// Target is the name of what the value is on the instance. Two resources that set
	// the same target manage one setting, whatever they call it.
	Target(v Value) string
}

// Target returns the name that a setting has in the ledger, which is its own name
// unless that is only a label.
func Target(s Setting, v Value) string {
	if l, is := s.(Labeled); is {
		return l.Target(v)
	}
	return s.Name()
}

// namePrefix returns how the names begin that the value may have instead, or "" if
// the name is not only a label.
func namePrefix(s Setting) string {
	if l, is := s.(Labeled); is {
		return l.NamePrefix()
	}
	return ""
}

// SecretHolder is a setting whose values have secrets.
type SecretHolder interface {
	// Redacted returns a text for a log that identifies a value without its secrets.
	Redacted(v Value) string
}
