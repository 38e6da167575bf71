package setting

// seenAmong compares the texts that sources show with the known one: equal
// when any source shows it; else the first that shows anything.
func seenAmong(known *string, shown ...string) (string, bool) {
	first := ""
	for _, s := range shown {
		if s == "" {
			continue
		}
		if known != nil && s == *known {
			return s, true
		}
		if first == "" {
			first = s
		}
	}
	return first, first != ""
}
