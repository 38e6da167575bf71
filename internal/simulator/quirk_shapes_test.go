package simulator

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// quirky collects the shapes of twelve responses to one call.
type quirky struct {
	texts []string
	seen  map[string]bool
}

func twelveResponses(t *testing.T, o Options, path, body string) quirky {
	t.Helper()
	s := newSimulator(t, o)
	q := quirky{seen: map[string]bool{}}
	for range 12 {
		_, text := s.text(t, path, body)
		q.texts = append(q.texts, text)
		var a map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &a); err != nil {
			t.Fatalf("%s: got %q, want a JSON object", path, text)
		}
		q.note("code "+kind(a["code"]), "ts "+kind(a["ts"]), "msg "+kind(a["msg"]), "data "+kind(a["data"]))
		_, extra := a["newField"]
		q.seen["unknown field"] = q.seen["unknown field"] || extra
	}
	return q
}

func (q *quirky) note(facts ...string) {
	for _, fact := range facts {
		q.seen[fact] = true
	}
}

func (q *quirky) has(text string) bool {
	for _, t := range q.texts {
		if strings.Contains(t, text) {
			return true
		}
	}
	return false
}

// kind returns the type of a JSON value.
func kind(raw json.RawMessage) string {
	switch {
	case len(raw) == 0:
		return "missing"
	case raw[0] == '"':
		return "text"
	case raw[0] == '{':
		return "object"
	case raw[0] == '[':
		return "array"
	case string(raw) == "null":
		return "null"
	}
	return "number"
}

// With quirks, twelve responses show every contradiction; without quirks, none.
func TestQuirksShowTheContradictoryShapes(t *testing.T) {
	path, body := padPath+"updateTimeZone", body(tokyo, one)
	odd := []string{"code text", "ts missing", "ts null", "msg null", "data object", "unknown field"}
	plain := []string{"code number", "ts number", "msg text", "data array"}
	on := twelveResponses(t, Options{Quirks: true}, path, body)
	off := twelveResponses(t, Options{}, path, body)
	for _, fact := range append(append([]string{}, odd...), plain...) {
		if !on.seen[fact] {
			t.Errorf("with quirks: %s does not occur", fact)
		}
	}
	for _, fact := range odd {
		if off.seen[fact] {
			t.Errorf("without quirks: %s occurs", fact)
		}
	}
	for _, part := range []string{`"taskId":"76`, `"taskId":76`, `"vmStatus":0`, `"vmStatus":1`, `"taskStatus":-1`} {
		if !on.has(part) {
			t.Errorf("with quirks: no response contains %s", part)
		}
	}
}

// In infos padStatus is a string, and an empty page may have no list.
func TestQuirksOfListings(t *testing.T) {
	infos := twelveResponses(t, Options{Quirks: true}, padPath+"infos", `{"page":1,"rows":2}`)
	if !infos.has(`"padStatus":"10"`) || infos.has(`"padStatus":10`) {
		t.Error("padStatus of infos is not always a string")
	}
	details := twelveResponses(t, Options{Quirks: true}, padPath+"padDetails", `{"page":1,"rows":2}`)
	for _, part := range []string{`"padStatus":"10"`, `"padStatus":10`, `"total":"50"`, `"total":50`, `"dataSizeUsed"`, `"unknownToYou"`} {
		if !details.has(part) {
			t.Errorf("padDetails never shows %s", part)
		}
	}
	if empty := twelveResponses(t, Options{Quirks: true}, padPath+"padDetails", "{"+pads(absent)+"}"); !empty.has(`"pageData":null`) {
		t.Error("an empty page always has a list")
	}
	properties := twelveResponses(t, Options{Quirks: true}, padPath+"padProperties", `{"padCode":"`+one+`"}`)
	if !properties.seen["data array"] || !properties.seen["data object"] {
		t.Error("padProperties does not alternate between object and array")
	}
}

// Pending tasks may be shown as queued, and done tasks have an errorMsg.
func TestQuirksOfTasks(t *testing.T) {
	s := newSimulator(t, Options{Quirks: true, TaskTime: time.Hour})
	s.text(t, padPath+"updateTimeZone", body(tokyo, one)) // task 760000001
	inst := s.account.byCode[one]
	if err := s.SetOnline([]string{one}, false); err != nil {
		t.Fatal(err)
	}
	ask := func() string {
		_, first := s.text(t, taskPath+"padTaskDetail", `{"taskIds":[760000001]}`)
		_, second := s.text(t, taskPath+"padTaskDetail", `{"taskIds":[760000001]}`)
		return first + second
	}
	if text := ask(); !strings.Contains(text, `"taskStatus":"9"`) || !strings.Contains(text, `"taskStatus":1`) {
		t.Errorf("a pending task: got %s, want statuses 9 and 1", text)
	}
	s.finishTask(inst.queue[0], now(), taskDone, "", "")
	if text := ask(); !strings.Contains(text, `"errorMsg":"success"`) {
		t.Errorf("a done task: got %s, want errorMsg success", text)
	}
}

// Responses rotate, so two equal runs differ only in times.
func TestQuirksAreDeterministic(t *testing.T) {
	shape := func() []string {
		return twelveResponses(t, Options{Quirks: true, Level: Level2024}, padPath+"padDetails", `{"rows":3}`).texts
	}
	a, b := shape(), shape()
	for i := range a {
		if withoutTime(a[i]) != withoutTime(b[i]) {
			t.Errorf("response %d: got %s, then %s", i, a[i], b[i])
		}
	}
}

func withoutTime(text string) string {
	before, after, found := strings.Cut(text, `"ts":`)
	if !found {
		return text
	}
	return before + strings.TrimLeft(after, "0123456789")
}

// One object may be a list of one, a file may have other field names, and a submission
// may have no task id.
func TestQuirksOfSettings(t *testing.T) {
	for _, path := range []string{"updatePadAndroidProp", "adb"} {
		q := twelveResponses(t, Options{Quirks: true}, padPath+path, `{"padCode":"`+one+`","enable":true,"props":{"ro.a":"b"}}`)
		if !q.seen["data array"] || !q.seen["data object"] {
			t.Errorf("%s does not alternate between object and array", path)
		}
	}
	upgrades := twelveResponses(t, Options{Quirks: true}, padPath+"upgradeImage", upgrade(ImageAndroid14, false, one))
	if !upgrades.has(`"taskId":null`) || !upgrades.seen["data object"] {
		t.Error("upgradeImage never shows a task id of null, or never one object")
	}
	files := twelveResponses(t, Options{Quirks: true}, fileCenter+"file/list", `{"page":1,"rows":2}`)
	for _, part := range []string{`"uniqueId":"` + FileConfig, `"fileUniqueId":"` + FileConfig, `"fileUniqueId":"` + FileWallpaper} {
		if !files.has(part) {
			t.Errorf("file/list never shows %s", part)
		}
	}
	if files.has(`"uniqueId":"` + FileWallpaper) {
		t.Error("file/list shows the other names in its first row")
	}
	located := twelveResponses(t, Options{Quirks: true}, padPath+"gpsInjectInfo", body(berlin, one))
	if !located.has(`"data":true`) {
		t.Error("gpsInjectInfo never returns true")
	}
	installed := twelveResponses(t, Options{Quirks: true}, padPath+"listInstalledApp", "{"+pads(one)+"}")
	if !installed.seen["data array"] || installed.seen["data object"] {
		t.Error("listInstalledApp is not always a list")
	}
}

// The output of a command is in errorMsg or taskResult.
func TestQuirksOfCommands(t *testing.T) {
	for _, level := range allLevels {
		synctest.Test(t, func(t *testing.T) {
			o := calm()
			o.Quirks, o.Level = true, level
			s := newSimulator(t, o)
			s.text(t, padPath+"asyncCmd", script("echo hello", one)) // task 760000001
			waitTask()
			_, first := s.text(t, taskPath+"executeScriptInfo", `{"taskIds":[760000001]}`)
			_, second := s.text(t, taskPath+"executeScriptInfo", `{"taskIds":[760000001]}`)
			if !strings.Contains(first, `"errorMsg":"hello\n"`) || !strings.Contains(first, `"taskResult":null`) {
				t.Errorf("%s: got first response %s, want the output in errorMsg", level, first)
			}
			if !strings.Contains(second, `"taskResult":"hello\n"`) {
				t.Errorf("%s: got second response %s, want the output in taskResult", level, second)
			}
		})
	}
}
