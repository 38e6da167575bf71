package setting

// order lists every setting in the order in which a phone is told; undo runs
// in the reverse order. A new setting is one file and one line here.
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

// All gives the attributes of all settings in the order in which a phone is
// told.
func All() []Shape { return append([]Shape(nil), order...) }
