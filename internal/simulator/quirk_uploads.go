package simulator

import "encoding/json"

// alterImagePage alters a page of images, whose fields have other names.
func (v variant) alterImagePage(path string, data map[string]any, rows []any) {
	for _, row := range rows {
		v.alterItem(path, row)
	}
	if len(rows) == 0 {
		data["records"] = nil
	}
	if v.isNth(4, 2) {
		stringify(data, "total", "size", "current", "pages")
	}
}

// alterUploads alters responses about uploads that are one object: empty lists
// become null, and task ids strings.
func (v variant) alterUploads(path string, data map[string]any) {
	if files, found := data["fileList"].([]any); found {
		for _, file := range files {
			v.alterItem(path, file)
		}
	}
	if failed, found := data["errorList"].([]any); found && len(failed) == 0 && v.isNth(2, 1) {
		data["errorList"] = nil
	}
	if ids, found := data["imageTaskIds"].([]any); found && v.isNth(3, 0) {
		for i, id := range ids {
			if number, plain := id.(json.Number); plain {
				ids[i] = number.String()
			}
		}
	}
}
