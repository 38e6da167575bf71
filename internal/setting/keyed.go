package setting

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// keyed is a map of settings of one kind, each over the plain struct E of its
// element. Each entry is a setting of its own, named "apps/KEY".
type keyed[E any] struct {
	name        string
	resource    string
	title       string
	description string
	// mapDescription is the Markdown text for the map in the composites.
	mapDescription string
	// entryTitle is the title of one entry.
	entryTitle func(key string) string
	// fields are the attributes of an element.
	fields []field[E]
	// key is the attribute of the own resource that is the key; nil where
	// keyOf makes it of the element.
	key   *keyAttribute
	keyOf func(E) string
	// ownKeys are the attributes that tell the own resource from others.
	ownKeys []string
	// replaces: the own resource cannot be changed, it is replaced.
	replaces bool
	// checkKey gives what is wrong with a key, "" for nothing.
	checkKey func(key string) string

	operation *armcloud.Operation
	request   func(key string, element E) any
	// takeBack is nil where the API cannot take an entry back; release gives
	// the fields of its request, element is nil where it is not known.
	takeBack *armcloud.Operation
	release  func(key string, element *E) any

	sources converge.Sources
	// observe is nil where the API shows nothing. It gives false where the
	// evidence shows nothing, and nil for an entry that the phone does not have.
	observe func(seen converge.Evidence, key string, known E) (*E, bool)
}

// keyAttribute is the attribute of an own resource that holds its key.
type keyAttribute struct {
	name, description string
}

func (k *keyed[E]) Name() string                        { return k.name }
func (k *keyed[E]) Order() int                          { return rank(k.name) }
func (k *keyed[E]) Resource() string                    { return k.resource }
func (k *keyed[E]) Title() string                       { return k.title }
func (k *keyed[E]) Description() string                 { return k.description }
func (k *keyed[E]) Fillable() bool                      { return false }
func (k *keyed[E]) WriteOnly() (secret, version string) { return "", "" }
func (k *keyed[E]) OwnKeys() []string                   { return k.ownKeys }
func (k *keyed[E]) OwnName() string                     { return k.ownKeys[len(k.ownKeys)-1] }

// Setting gives the entry of a name; without a key, one that says nothing.
func (k *keyed[E]) Setting(name string) converge.Setting {
	_, key, _ := strings.Cut(name, "/")
	return &entry[E]{keyed: k, key: key}
}

// Split gives a setting for each entry of the map.
func (k *keyed[E]) Split(composite, _ attr.Value) (Values, bool) {
	if composite == nil || composite.IsNull() {
		return nil, true
	}
	entries, ok := composite.(types.Map)
	if !ok || entries.IsUnknown() {
		return nil, false
	}
	settings, all := Values{}, true
	for key, value := range entries.Elements() {
		element, known := k.decode(value)
		all = all && known
		if element != nil {
			s := &entry[E]{keyed: k, key: key, element: element}
			settings[s.Name()] = converge.Desired{Setting: s, Value: *element}
		}
	}
	return settings, all
}

// decode reads an element: nil for null, and known = false when any part is
// unknown.
func (k *keyed[E]) decode(value attr.Value) (element *E, known bool) {
	if value == nil || value.IsNull() {
		return nil, true
	}
	if value.IsUnknown() {
		return nil, false
	}
	children := childrenOf(value)
	element = new(E)
	for _, f := range k.fields {
		child := children[f.name]
		if child == nil {
			child = nullOf(f.kind)
		}
		if !fullyKnown(child) {
			return nil, false
		}
		f.set(element, child)
	}
	return element, true
}

// Join is the reverse of Split; no entries are null.
func (k *keyed[E]) Join(settings Values) attr.Value {
	entries := make(map[string]attr.Value, len(settings))
	for name, w := range settings {
		element, ok := w.Value.(E)
		_, key, named := strings.Cut(name, "/")
		if !ok || !named {
			continue
		}
		children := make(map[string]attr.Value, len(k.fields))
		for _, f := range k.fields {
			children[f.name] = f.get(element)
		}
		entries[key] = types.ObjectValueMust(k.childTypes(), children)
	}
	if len(entries) == 0 {
		return k.Null()
	}
	return types.MapValueMust(k.elementType(), entries)
}

// Check wants keys that can be.
func (k *keyed[E]) Check(composite attr.Value, at func(child string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	entries, ok := composite.(types.Map)
	if !ok {
		return diags
	}
	parent := at(k.OwnName()).ParentPath()
	own := len(parent.Steps()) == 0
	for key := range entries.Elements() {
		where := parent.AtMapKey(key)
		if own {
			where = at(k.OwnName())
		}
		// A key that is made of the element is checked with it.
		if wrong := k.checkKey(key); wrong != "" && (!own || k.keyOf == nil) {
			diags.AddAttributeError(where, "Wrong key in "+k.name, wrong)
		}
	}
	return diags
}
