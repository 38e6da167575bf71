package setting

import (
	_ "embed"
	"strings"
)

//go:generate go run zones_generate.go

// zoneNames holds the names of the IANA time zone database, one zone and its
// other names a line. The database of the machine is not used: it differs
// between machines and contains names that are not zones, such as posixrules.
//
//go:embed zones.txt
var zoneNames string

// zones maps the name of a time zone to the line of zoneNames that contains it.
var zones = func() map[string]int {
	lines := map[string]int{}
	for i, line := range strings.Split(zoneNames, "\n") {
		for _, name := range strings.Fields(line) {
			lines[name] = i
		}
	}
	return lines
}()

// isZone reports whether a name is in the database.
func isZone(name string) bool {
	_, known := zones[name]
	return known
}

// sameZone reports whether two names are those of one time zone, such as
// Asia/Calcutta and Asia/Kolkata.
func sameZone(a, b string) bool {
	return a == b || (isZone(a) && isZone(b) && zones[a] == zones[b])
}
