package setting

import "github.com/armcloud/terraform-provider-armcloud/internal/converge"

// mapEntry is one entry of a map of settings.
type mapEntry[E any] struct {
	*mapDefinition[E]
	key string
}

// Name returns the name of the map and the key: "apps/com.example.kiosk".
func (e mapEntry[E]) Name() string { return e.mapDefinition.name + "/" + e.key }

func (e mapEntry[E]) Title() string { return e.entryTitle + " " + e.key }

// Set returns the request that sets an E, and none for any other value.
func (e mapEntry[E]) Set(want converge.Value) []converge.Request {
	element, ok := want.(E)
	if !ok {
		return nil
	}
	return []converge.Request{newRequest(e.operation, e.request(e.key, element))}
}
