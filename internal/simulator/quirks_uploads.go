package simulator

import "encoding/json"

// records is a page of images, which has names of its own.
func (t turn) records(path string, data map[string]any, rows []any) {
	for _, row := range rows {
		t.item(path, row)
	}
	if len(rows) == 0 {
		data["records"] = nil
	}
	if t.every(4, 2) {
		asText(data, "total", "size", "current", "pages")
	}
}

// uploads is answers about uploads that are one object: their lists are seen
// as null when empty, and the ids of tasks as texts.
func (t turn) uploads(path string, data map[string]any) {
	if files, found := data["fileList"].([]any); found {
		for _, file := range files {
			t.item(path, file)
		}
	}
	if failed, found := data["errorList"].([]any); found && len(failed) == 0 && t.every(2, 1) {
		data["errorList"] = nil
	}
	if ids, found := data["imageTaskIds"].([]any); found && t.every(3, 0) {
		for i, id := range ids {
			if number, plain := id.(json.Number); plain {
				ids[i] = number.String()
			}
		}
	}
}
