package setting

// order lists every setting in the order in which a phone is told; undo runs
// in the reverse order. A new setting is one file and one line here.
var order = []Setting{
	timeZone,
	language,
	location,
	sim,
	bandwidth,
	proxy,
}

// All gives every setting in the order in which a phone is told.
func All() []Setting { return append([]Setting(nil), order...) }
