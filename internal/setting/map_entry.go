package setting

import "github.com/armcloud/terraform-provider-armcloud/internal/converge"

// mapEntry is one entry of a map of settings. element is nil if its value is
// unknown.
type mapEntry[E any] struct {
	*mapDefinition[E]
	key     string
	element *E
}

// Name returns the name of the map and the key: "apps/com.example.kiosk".
func (e *mapEntry[E]) Name() string {
	if e.key == "" {
		return e.mapDefinition.name
	}
	return e.mapDefinition.name + "/" + e.key
}

func (e *mapEntry[E]) Title() string {
	if e.key == "" {
		return e.mapDefinition.title
	}
	return e.entryTitle + " " + e.key
}

func (e *mapEntry[E]) ErrorTitle(converge.Value) string                { return e.Title() }
func (e *mapEntry[E]) Undoable() bool                                  { return e.undoOperation != nil }
func (e *mapEntry[E]) Inferred() bool                                  { return false }
func (e *mapEntry[E]) NeedsConfirmation() bool                         { return false }
func (e *mapEntry[E]) Restarts(converge.Value) bool                    { return false }
func (e *mapEntry[E]) LostOnRestart(converge.Value) []converge.Request { return nil }
func (e *mapEntry[E]) Changes() []string                               { return nil }
func (e *mapEntry[E]) AtRestart() bool                                 { return false }
func (e *mapEntry[E]) Erases(converge.Value) bool                      { return false }

// NameIsLabel reports whether the key is only a label, so that another key for
// the same value changes nothing.
func (e *mapEntry[E]) NameIsLabel() bool { return e.keyOf != nil && e.key != "" }

func (e *mapEntry[E]) Sources() converge.Sources {
	if e.key == "" {
		return 0
	}
	return e.sources
}

func (e *mapEntry[E]) Set(want converge.Value, _ bool) []converge.Request {
	element, ok := want.(E)
	if !ok || e.key == "" {
		return nil
	}
	return []converge.Request{newRequest(e.operation, e.request(e.key, element))}
}

func (e *mapEntry[E]) Undo() []converge.Request {
	if e.undoOperation == nil || e.key == "" {
		return nil
	}
	return []converge.Request{newRequest(e.undoOperation, e.undoRequest(e.key, e.element))}
}

// Observe returns the current value of a known entry, or nil if the instance
// no longer has it. Entries that are not known are not observed.
func (e *mapEntry[E]) Observe(evidence converge.Evidence, known converge.Value, _ bool) (converge.Value, bool) {
	element, ok := known.(E)
	if !ok || e.observe == nil || e.key == "" {
		return nil, false
	}
	found, ok := e.observe(evidence, e.key, element)
	if !ok || found == nil {
		return nil, ok
	}
	return *found, true
}

func (e *mapEntry[E]) Matches(evidence converge.Evidence, want converge.Value) bool {
	found, ok := e.Observe(evidence, want, true)
	return ok && converge.Canonical(found) == converge.Canonical(want)
}

// Absent reports whether the evidence shows that the instance does not have
// the entry.
func (e *mapEntry[E]) Absent(evidence converge.Evidence) bool {
	var element E
	if e.observe == nil || e.key == "" {
		return false
	}
	found, ok := e.observe(evidence, e.key, element)
	return ok && found == nil
}
