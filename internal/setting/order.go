package setting

import "slices"

// order lists every setting in the order in which it is applied. Undo uses the
// reverse order. A new setting is one file and one line here.
var order = []Shape{
	image,
	properties,
	androidProperties,
	timeZone,
	language,
	location,
	sim,
	bandwidth,
	proxy,
	adb,
	files,
	apps,
}

// All returns the shapes of all settings in the order in which they are
// applied.
func All() []Shape { return slices.Clone(order) }
