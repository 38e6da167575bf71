package simulator

import (
	"bytes"
	"encoding/json"
	"strings"
)

// variant selects the contradictions that one response shows. Responses to a path
// rotate, so each contradiction appears within twelve responses, always at the
// same one.
type variant int

func (v variant) isNth(n, at int) bool { return int(v)%n == at }

// applyQuirks returns a response in another of the shapes in which the document,
// or the service in practice, prints it.
func (s *Simulator) applyQuirks(path string, text []byte) []byte {
	s.mu.Lock()
	v := variant(s.responses[path])
	s.responses[path]++
	s.mu.Unlock()

	var response map[string]any
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	if err := in.Decode(&response); err != nil {
		panic(err) // the text comes from json.Marshal
	}
	v.alterEnvelope(response)
	switch data := response["data"].(type) {
	case []any:
		for _, item := range data {
			v.alterItem(path, item)
		}
		if v.isNth(2, 1) && len(data) == 1 && mayBeObject(path) {
			response["data"] = data[0]
		}
	case map[string]any:
		v.alterPage(path, data)
		if v.isNth(4, 3) && mayBeArray(path) {
			response["data"] = []any{data}
		}
	default:
		response["data"] = v.alterScalar(path, data)
	}
	distorted, err := json.Marshal(response)
	if err != nil {
		panic(err) // a response has only plain values
	}
	return distorted
}

// mayBeObject reports whether table and example of an endpoint disagree about
// data being one object or an array. It excludes endpoints that always return a
// list.
func mayBeObject(path string) bool {
	return !hasAnySuffix(path, "/app/cache", "/file/batch/del", "/group/infos", "/batchPadProperties", "/listInstalledApp")
}

// mayBeArray reports the same for endpoints that return one object.
func mayBeArray(path string) bool {
	return hasAnySuffix(path, "/file/cache", "/cacheFileResult", "/padProperties", "/updatePadAndroidProp", "/pad/adb", "/getIP",
		"/dissolveRoom", "/replacePad", "/updateContacts")
}

func hasAnySuffix(path string, ends ...string) bool {
	for _, end := range ends {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

func (v variant) alterEnvelope(response map[string]any) {
	if v.isNth(2, 0) {
		stringify(response, "code")
		response["newField"] = map[string]any{"nested": []any{1, "two"}}
	}
	switch {
	case v.isNth(3, 1):
		delete(response, "ts")
		delete(response, "traceId")
	case v.isNth(3, 2):
		response["ts"], response["msg"] = nil, nil
	}
}

func (v variant) alterPage(path string, data map[string]any) {
	rows, paged := data["pageData"].([]any)
	if records, other := data["records"].([]any); other {
		v.alterImagePage(path, data, records)
		return
	}
	if !paged {
		v.alterUploads(path, data)
		v.alterItem(path, data)
		return
	}
	for i, row := range rows {
		v.alterItem(path, row)
		if v.isNth(2, 1) && i%2 == 1 && strings.HasSuffix(path, "/file/list") {
			useAlternativeFileNames(row)
		}
	}
	if len(rows) == 0 {
		data["pageData"] = nil
	}
	if v.isNth(4, 2) {
		stringify(data, "page", "rows", "size", "total", "totalPage")
	}
}

func (v variant) alterItem(path string, value any) {
	item, ok := value.(map[string]any)
	if !ok {
		return
	}
	v.alterTask(path, item)
	if v.isNth(2, 0) {
		item["unknownToYou"] = true
		if _, submitted := item["vmStatus"]; submitted {
			item["vmStatus"] = json.Number("0") // also of instances that are online
		}
	} else {
		dropNulls(item)
	}
	if v.isNth(3, 0) {
		stringify(item, "padStatus", "taskStatus", "taskId", "vmStatus", "online", "endTime", "groupId",
			"appId", "versionNo", "fileSize", "createTime")
	}
	if strings.HasSuffix(path, "/pad/infos") {
		stringify(item, "padStatus")
	}
}

// alterTask shows pending tasks as queued (9), and an errorMsg on success.
func (v variant) alterTask(path string, item map[string]any) {
	if !strings.HasPrefix(path, "/task-center/") || hasAnySuffix(path, "/imageUploadResult") {
		return
	}
	switch item["taskStatus"] {
	case json.Number("1"):
		if v.isNth(2, 0) {
			item["taskStatus"] = json.Number("9")
		}
	case json.Number("3"):
		if _, shown := item["errorMsg"]; shown {
			item["errorMsg"] = "success"
		}
		if v.isNth(2, 0) && strings.HasSuffix(path, "/executeScriptInfo") {
			item["errorMsg"], item["taskResult"] = item["taskResult"], nil
		}
	}
}

// useAlternativeFileNames renames the fields as in the second row of the
// document's example.
func useAlternativeFileNames(value any) {
	row, ok := value.(map[string]any)
	if !ok {
		return
	}
	for name, other := range map[string]string{
		"fileUniqueId": "uniqueId", "fileName": "name", "fileMd5": "sha256", "fileSize": "size",
	} {
		row[other] = row[name]
		delete(row, name)
	}
}

func dropNulls(item map[string]any) {
	for name, value := range item {
		if value == nil {
			delete(item, name)
		}
	}
	delete(item, "dataSizeUsed")
}

func stringify(item map[string]any, names ...string) {
	for _, name := range names {
		if number, ok := item[name].(json.Number); ok {
			item[name] = number.String()
		}
	}
}
