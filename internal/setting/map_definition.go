package setting

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// mapDefinition defines a map of settings of one kind. Each entry is a setting
// of its own with the name "apps/KEY" and the plain struct E as its value.
// mapDefinition implements Shape, mapEntry implements converge.Setting. An entry that
// implements optional interfaces of package converge embeds a mapEntry.
//
// The single-setting resource manages a single entry.
type mapDefinition[E any] struct {
	name        string
	resource    string
	title       string
	description description
	// undone says what the undo of an entry does, as a clause. It is "" if the API cannot
	// undo it.
	undone string
	// mapDescription describes the map attribute.
	mapDescription description
	// entryTitle precedes the key in the title of an entry.
	entryTitle string
	// fields are the attributes of an element.
	fields []field[E]
	// key is the attribute of the single-setting resource that holds the key. nil if keyOf
	// derives the key from the element.
	key   *keyAttribute
	keyOf func(E) string
	// target identifies what an element is on the instance, from its identity. If it is
	// nil, the key does.
	target func(E) string
	// identity are the attributes of the single-setting resource that determine the key.
	identity []string
	// replaceOnChange replaces the single-setting resource instead of updating it.
	replaceOnChange bool
	// checkKey returns an error message for an invalid key, or "".
	checkKey func(key string) string

	operation *armcloud.Operation
	request   func(key string, element E) any
	// entry returns the setting of an entry, which embeds it.
	entry func(mapEntry[E]) converge.Setting
}

// keyAttribute is the attribute of a single-setting resource that holds the key.
type keyAttribute struct {
	name, description string
}

func (m *mapDefinition[E]) Name() string                        { return m.name }
func (m *mapDefinition[E]) Order() int                          { return rank(m.name) }
func (m *mapDefinition[E]) ResourceSuffix() string              { return m.resource }
func (m *mapDefinition[E]) Title() string                       { return m.title }
func (m *mapDefinition[E]) Description() string                 { return m.description.page() }
func (m *mapDefinition[E]) Undone() string                      { return m.undone }
func (m *mapDefinition[E]) ReadOnImport() bool                  { return false }
func (m *mapDefinition[E]) WriteOnly() (secret, version string) { return "", "" }
func (m *mapDefinition[E]) MayTakeSecret(attr.Value) bool       { return false }
func (m *mapDefinition[E]) Changes() []string                   { return nil }
func (m *mapDefinition[E]) IdentityAttributes() []string        { return m.identity }
func (m *mapDefinition[E]) ErrorAttribute() string              { return m.identity[len(m.identity)-1] }

// Setting returns the entry with this name, or nil if it is the name of the map.
func (m *mapDefinition[E]) Setting(name string) converge.Setting {
	_, key, _ := strings.Cut(name, "/")
	if key == "" {
		return nil
	}
	return m.entry(mapEntry[E]{mapDefinition: m, key: key})
}

// Split returns one setting for each entry of the map.
func (m *mapDefinition[E]) Split(composite, _ attr.Value) (Values, bool) {
	if composite == nil || composite.IsNull() {
		return nil, true
	}
	entries, ok := composite.(types.Map)
	if !ok || entries.IsUnknown() {
		return nil, false
	}
	settings, allKnown := Values{}, true
	for key, value := range entries.Elements() {
		element, known := m.decode(value)
		allKnown = allKnown && known
		if element != nil {
			s := m.entry(mapEntry[E]{mapDefinition: m, key: key})
			settings[s.Name()] = converge.Desired{Setting: s, Value: *element}
		}
	}
	return settings, allKnown
}

// Targets returns the targets of the entries, in order.
func (m *mapDefinition[E]) Targets(composite attr.Value) []string {
	var targets []string
	for key, value := range mapElements(composite) {
		known := !value.IsNull()
		if known && m.target != nil {
			var element E
			if element, known = m.identityOf(objectAttributes(value)); known {
				key = m.target(element)
			}
		}
		if known {
			targets = append(targets, m.name+"/"+key)
		}
	}
	slices.Sort(targets)
	return slices.Compact(targets)
}

// decode converts an element. It returns nil for null, and known == false if
// any part is unknown.
func (m *mapDefinition[E]) decode(value attr.Value) (element *E, known bool) {
	if value == nil || value.IsNull() {
		return nil, true
	}
	if value.IsUnknown() {
		return nil, false
	}
	children := objectAttributes(value)
	element = new(E)
	for _, f := range m.fields {
		child := children[f.name]
		if child == nil {
			child = nullValue(f.attrType)
		}
		if !fullyKnown(child) {
			return nil, false
		}
		f.set(element, child)
	}
	return element, true
}

// Join returns the map of the settings, or null if there are none.
func (m *mapDefinition[E]) Join(settings Values) attr.Value {
	entries := make(map[string]attr.Value, len(settings))
	for name, desired := range settings {
		element, ok := desired.Value.(E)
		_, key, hasKey := strings.Cut(name, "/")
		if !ok || !hasKey {
			continue
		}
		children := make(map[string]attr.Value, len(m.fields))
		for _, f := range m.fields {
			children[f.name] = f.get(element)
		}
		entries[key] = types.ObjectValueMust(m.childTypes(), children)
	}
	if len(entries) == 0 {
		return m.Null()
	}
	return types.MapValueMust(m.elementType(), entries)
}

// Check validates the keys.
func (m *mapDefinition[E]) Check(composite attr.Value, at func(child string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	entries, ok := composite.(types.Map)
	if !ok {
		return diags
	}
	parent := at(m.ErrorAttribute()).ParentPath()
	singleSetting := len(parent.Steps()) == 0
	if singleSetting && m.keyOf != nil {
		return diags // The key consists of attributes with validators of their own.
	}
	for key := range entries.Elements() {
		where, summary := parent.AtMapKey(key), "Invalid key in "+m.name
		if singleSetting {
			where, summary = at(m.ErrorAttribute()), "Invalid "+m.ErrorAttribute()
		}
		if problem := m.checkKey(key); problem != "" {
			diags.AddAttributeError(where, summary, problem)
		}
	}
	return diags
}
