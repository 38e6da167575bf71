package simulator

import "encoding/json"

// listApp is pad/listApp (API document: Query Instance application list). The
// list is sent as a callback, so the task has no result.
var listApp = &operation{
	name:  "listApp",
	apply: func(*Simulator, *instance, json.RawMessage) (string, error) { return "", nil },
}
