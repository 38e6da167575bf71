package simulator

import (
	"bytes"
	"encoding/json"
	"strings"
)

// turn says which contradictions one answer shows. Answers to a path take
// turns, so each is seen within twelve answers and always at the same one.
type turn int

func (t turn) every(n, at int) bool { return int(t)%n == at }

// distort gives an answer another of the shapes in which the document, or
// the service in practice, prints it.
func (s *Simulator) distort(path string, text []byte) []byte {
	s.mu.Lock()
	t := turn(s.answers[path])
	s.answers[path]++
	s.mu.Unlock()

	var answer map[string]any
	in := json.NewDecoder(bytes.NewReader(text))
	in.UseNumber()
	if err := in.Decode(&answer); err != nil {
		panic(err) // it was encoded a moment ago
	}
	t.envelope(answer)
	switch data := answer["data"].(type) {
	case []any:
		for _, item := range data {
			t.item(path, item)
		}
		if t.every(2, 1) && len(data) == 1 && mayBeObject(path) {
			answer["data"] = data[0]
		}
	case map[string]any:
		t.page(path, data)
		if t.every(4, 3) && mayBeArray(path) {
			answer["data"] = []any{data}
		}
	default:
		answer["data"] = t.scalar(path, data)
	}
	distorted, err := json.Marshal(answer)
	if err != nil {
		panic(err) // it is made of plain values
	}
	return distorted
}

// mayBeObject tells whether table and example of an endpoint disagree about
// data being one object or an array; lists that are lists by nature stay.
func mayBeObject(path string) bool {
	return !endsIn(path, "/app/cache", "/file/batch/del", "/group/infos", "/batchPadProperties", "/listInstalledApp")
}

// mayBeArray tells the same of endpoints that answer one object.
func mayBeArray(path string) bool {
	return endsIn(path, "/file/cache", "/cacheFileResult", "/padProperties", "/updatePadAndroidProp", "/pad/adb", "/getIP")
}

func endsIn(path string, ends ...string) bool {
	for _, end := range ends {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

func (t turn) envelope(answer map[string]any) {
	if t.every(2, 0) {
		asText(answer, "code")
		answer["newField"] = map[string]any{"nested": []any{1, "two"}}
	}
	switch {
	case t.every(3, 1):
		delete(answer, "ts")
		delete(answer, "traceId")
	case t.every(3, 2):
		answer["ts"], answer["msg"] = nil, nil
	}
}

func (t turn) page(path string, data map[string]any) {
	rows, paged := data["pageData"].([]any)
	if records, other := data["records"].([]any); other {
		t.records(path, data, records)
		return
	}
	if !paged {
		t.uploads(path, data)
		t.item(path, data)
		return
	}
	for i, row := range rows {
		t.item(path, row)
		if t.every(2, 1) && i%2 == 1 && strings.HasSuffix(path, "/file/list") {
			otherFileNames(row)
		}
	}
	if len(rows) == 0 {
		data["pageData"] = nil
	}
	if t.every(4, 2) {
		asText(data, "page", "rows", "size", "total", "totalPage")
	}
}

func (t turn) item(path string, value any) {
	item, ok := value.(map[string]any)
	if !ok {
		return
	}
	t.task(path, item)
	if t.every(2, 0) {
		item["unknownToYou"] = true
		if _, submitted := item["vmStatus"]; submitted {
			item["vmStatus"] = json.Number("0") // also of phones that are online
		}
	} else {
		dropNulls(item)
	}
	if t.every(3, 0) {
		asText(item, "padStatus", "taskStatus", "taskId", "vmStatus", "online", "endTime", "groupId",
			"appId", "versionNo", "fileSize", "createTime")
	}
	if strings.HasSuffix(path, "/pad/infos") {
		asText(item, "padStatus")
	}
}

// task shows tasks that wait as queued (9), and a text beside success.
func (t turn) task(path string, item map[string]any) {
	if !strings.HasPrefix(path, "/task-center/") || endsIn(path, "/imageUploadResult") {
		return
	}
	switch item["taskStatus"] {
	case json.Number("1"):
		if t.every(2, 0) {
			item["taskStatus"] = json.Number("9")
		}
	case json.Number("3"):
		if _, shown := item["errorMsg"]; shown {
			item["errorMsg"] = "success"
		}
		if t.every(2, 0) && strings.HasSuffix(path, "/executeScriptInfo") {
			item["errorMsg"], item["taskResult"] = item["taskResult"], nil
		}
	}
}

// otherFileNames renames a row as the second one of the document's example.
func otherFileNames(value any) {
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

func asText(item map[string]any, names ...string) {
	for _, name := range names {
		if number, ok := item[name].(json.Number); ok {
			item[name] = number.String()
		}
	}
}
