package simulator

import "encoding/json"

// alterScalar returns data that is neither an object nor a list in another of its
// forms: the number of callback types as a string, as the document types it, and
// empty data as null or "".
func (v variant) alterScalar(path string, data any) any {
	if !v.isNth(2, 1) {
		return data
	}
	switch value := data.(type) {
	case json.Number:
		if hasAnySuffix(path, "/insertCallback", "/updateCallback") {
			return value.String()
		}
	case string:
		if value == "" && mayBeEmpty(path) {
			return nil
		}
	case nil:
		if mayBeEmpty(path) {
			return ""
		}
	}
	return data
}

func mayBeEmpty(path string) bool {
	return hasAnySuffix(path, "/selectCallback", "/setUpBlackList", "/syncCmd")
}
