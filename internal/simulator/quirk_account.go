package simulator

import "encoding/json"

// alterScalar shows data that is no object or list in another of its forms: a
// number of callback types as text, as the tables type it, and nothing as
// null or as an empty text.
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
		if value == "" && mayBeNothing(path) {
			return nil
		}
	case nil:
		if mayBeNothing(path) {
			return ""
		}
	}
	return data
}

func mayBeNothing(path string) bool {
	return hasAnySuffix(path, "/selectCallback", "/setUpBlackList", "/syncCmd")
}
