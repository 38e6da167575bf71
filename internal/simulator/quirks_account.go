package simulator

import "encoding/json"

// scalar shows data that is no object or list in another of its forms: a
// number of callback types as text, as the tables type it, and nothing as
// null or as an empty text.
func (t turn) scalar(path string, data any) any {
	if !t.every(2, 1) {
		return data
	}
	switch value := data.(type) {
	case json.Number:
		if endsIn(path, "/insertCallback", "/updateCallback") {
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
	return endsIn(path, "/selectCallback", "/setUpBlackList", "/syncCmd")
}
