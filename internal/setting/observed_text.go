package setting

// observedText combines what several sources show of one text. It returns known
// if any source shows it, otherwise the first text that is not empty.
func observedText(known *string, sources ...string) (string, bool) {
	first := ""
	for _, s := range sources {
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
