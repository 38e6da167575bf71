package setting

import "github.com/armcloud/terraform-provider-armcloud/internal/converge"

// entry is one setting of a map. element is nil where only the name is known.
type entry[E any] struct {
	*keyed[E]
	key     string
	element *E
}

// Name is the name of the map with the key: "apps/com.example.kiosk".
func (e *entry[E]) Name() string {
	if e.key == "" {
		return e.keyed.name
	}
	return e.keyed.name + "/" + e.key
}

func (e *entry[E]) Title() string {
	if e.key == "" {
		return e.keyed.title
	}
	return e.entryTitle(e.key)
}

func (e *entry[E]) ErrorTitle(converge.Value) string                { return e.Title() }
func (e *entry[E]) Undoable() bool                                  { return e.takeBack != nil }
func (e *entry[E]) Inferred() bool                                  { return false }
func (e *entry[E]) NeedsConfirmation() bool                         { return false }
func (e *entry[E]) Restarts(converge.Value) bool                    { return false }
func (e *entry[E]) LostOnRestart(converge.Value) []converge.Request { return nil }
func (e *entry[E]) Changes() []string                               { return nil }
func (e *entry[E]) AtRestart() bool                                 { return false }
func (e *entry[E]) Erases(converge.Value) bool                      { return false }

// Sources says where the entry shows; without a key there is nothing to see.
func (e *entry[E]) Sources() converge.Sources {
	if e.key == "" {
		return 0
	}
	return e.sources
}

func (e *entry[E]) Set(want converge.Value, _ bool) []converge.Request {
	element, ok := want.(E)
	if !ok || e.key == "" {
		return nil
	}
	return []converge.Request{newRequest(e.operation, e.request(e.key, element))}
}

func (e *entry[E]) Undo() []converge.Request {
	if e.takeBack == nil || e.key == "" {
		return nil
	}
	return []converge.Request{newRequest(e.takeBack, e.release(e.key, e.element))}
}

// Observe says what became of a known entry: nil when the phone does not have
// it any more. What the phone has besides is nothing to see.
func (e *entry[E]) Observe(seen converge.Evidence, known converge.Value, _ bool) (converge.Value, bool) {
	element, ok := known.(E)
	if !ok || e.observe == nil || e.key == "" {
		return nil, false
	}
	found, ok := e.observe(seen, e.key, element)
	if !ok || found == nil {
		return nil, ok
	}
	return *found, true
}

func (e *entry[E]) Matches(seen converge.Evidence, want converge.Value) bool {
	found, ok := e.Observe(seen, want, true)
	return ok && converge.Canonical(found) == converge.Canonical(want)
}

// Absent tells whether the evidence shows that the phone does not have the
// entry.
func (e *entry[E]) Absent(seen converge.Evidence) bool {
	var element E
	if e.observe == nil || e.key == "" {
		return false
	}
	found, ok := e.observe(seen, e.key, element)
	return ok && found == nil
}

// titled makes the title of an entry: what it is, and its key.
func titled(what string) func(key string) string {
	return func(key string) string { return what + " " + key }
}
