package simulator

import "encoding/json"

// listApp is pad/listApp (API document: Query Instance application list): the
// list itself goes to a callback, so the task has no result.
var listApp = &operation{
	name:  "listApp",
	apply: func(*Simulator, *instance, json.RawMessage) (string, error) { return "", nil },
}
