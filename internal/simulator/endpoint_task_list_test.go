package simulator

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// at2024 runs a test on an account of 2024, the level that has task/list.
func at2024(t *testing.T, test func(t *testing.T, s *Simulator)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.Level = Level2024
		test(t, newSimulator(t, o))
	})
}

func (s *Simulator) taskList(t *testing.T, kind, page, rows int) listing {
	t.Helper()
	return s.mustCall(t, taskPath+"list", fmt.Sprintf(`{"type":%d,"page":%d,"rows":%d}`, kind, page, rows)).listing(t)
}

func subTasks(row item) []item {
	var tasks []item
	for _, task := range row["subTasks"].([]any) {
		tasks = append(tasks, task.(map[string]any))
	}
	return tasks
}

// Batches of a type are listed by page, newest first, with their tasks.
func TestTasksAreListedByType(t *testing.T) {
	at2024(t, func(t *testing.T, s *Simulator) {
		var firsts []int64
		for range 5 {
			items := s.mustCall(t, padPath+"restart", "{"+pads(one, two)+"}").items(t)
			firsts = append(firsts, int64(items[0]["taskId"].(float64)))
			s.submitOne(t, padPath+"updateTimeZone", body(tokyo, three))
			<-time.After(time.Second)
		}
		slices.Reverse(firsts)
		var seen []int64
		for page := 1; page <= 3; page++ {
			l := s.taskList(t, 1000, page, 2)
			if l.Total != 5 || l.TotalPage != 3 || len(l.PageData) != min(2, 5-2*(page-1)) {
				t.Errorf("page %d: got %+v, want up to 2 of 5 rows", page, l)
			}
			for _, row := range l.PageData {
				tasks := subTasks(row)
				if row["type"] != 1000.0 || len(row["taskBatchId"].(string)) != 32 || len(tasks) != 2 || tasks[0]["padCode"] != one || tasks[1]["padCode"] != two || tasks[0]["fileUniqueId"] != nil {
					t.Errorf("got row %v, want a batch of restarts of instances 1 and 2", row)
				}
				seen = append(seen, int64(tasks[0]["taskId"].(float64)))
			}
		}
		if !slices.Equal(seen, firsts) {
			t.Errorf("got %v, want %v", seen, firsts)
		}
		if l := s.taskList(t, taskProperties, 1, 10); l.Total != 5 {
			t.Errorf("got %d changes of properties, want 5", l.Total)
		}
		for _, kind := range []int{1001, 4711, 2001} {
			if l := s.taskList(t, kind, 1, 10); l.Total != 0 || len(l.PageData) != 0 {
				t.Errorf("type %d: got %+v, want no batches", kind, l)
			}
		}
		s.expectRefusals(t, []mistake{
			{"no type", taskPath + "list", `{"page":1,"rows":1}`, codeRequired},
			{"no page", taskPath + "list", `{"type":1000}`, codeRequired},
			{"page 0", taskPath + "list", `{"type":1000,"page":0,"rows":1}`, codeInvalidParameters},
		})
	})
}

// Installations are found under both of their types, uploads of apps and files
// under one.
func TestTypesOfTasks(t *testing.T) {
	at2024(t, func(t *testing.T, s *Simulator) {
		s.mustCall(t, padPath+"installApp", fmt.Sprintf(`{"apps":[{"appId":%d,"appName":"K","pkgName":"x",%s}]}`, AppKiosk1, pads(one)))
		for _, kind := range []int{1003, taskInstall2024} {
			if l := s.taskList(t, kind, 1, 10); l.Total != 1 || l.PageData[0]["type"] != float64(kind) {
				t.Errorf("type %d: got %+v, want one batch of that type", kind, l)
			}
		}
		app, _ := s.uploadOne(t, kiosk3)
		file, unique := s.uploadFileTo(t, "https://x/a", "a", "aa")
		s.uploadImageOf(t, "v1")
		l := s.taskList(t, taskUpload, 1, 10)
		if l.Total != 2 {
			t.Fatalf("got uploads %+v, want 2", l)
		}
		newest, oldest := subTasks(l.PageData[0])[0], subTasks(l.PageData[1])[0]
		if newest["taskId"] != float64(file) || newest["fileUniqueId"] != unique || newest["padCode"] != nil || oldest["taskId"] != float64(app) {
			t.Errorf("got uploads %v and %v, want file %d and app %d", newest, oldest, file, app)
		}
		waitTask()
		if sub := subTasks(s.taskList(t, taskUpload, 1, 10).PageData[0])[0]; sub["taskStatus"] != float64(taskDone) || sub["endTime"] == nil {
			t.Errorf("finished: got %v, want status 3 and an end time", sub)
		}
	})
}

// The status of a batch follows from those of its tasks.
func TestStatusOfABatch(t *testing.T) {
	for _, c := range []struct {
		tasks []int
		want  int
	}{
		{nil, taskPending}, {[]int{1, 1}, taskPending}, {[]int{1, 2}, taskRunning}, {[]int{1, 3}, taskRunning}, {[]int{2, -1}, taskRunning},
		{[]int{3, 3}, taskDone}, {[]int{3, -1}, taskPartlyFailed}, {[]int{-1, -1}, taskFailed}, {[]int{-4, -4}, taskTimeout}, {[]int{-4, -1}, taskFailed},
	} {
		var tasks []subTask
		for _, status := range c.tasks {
			tasks = append(tasks, subTask{TaskStatus: status})
		}
		if got := batchStatus(tasks); got != c.want {
			t.Errorf("%v: got %d, want %d", c.tasks, got, c.want)
		}
	}
}

// The list is up to date even if the tasks are never queried, and shows that
// one task of a batch has failed.
func TestListedTasksAreUpToDate(t *testing.T) {
	at2024(t, func(t *testing.T, s *Simulator) {
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: two}))
		s.mustCall(t, padPath+"updateTimeZone", body(tokyo, one, two))
		if got := s.taskList(t, taskProperties, 1, 1).PageData[0]["taskBatchStatus"]; got != float64(taskPending) {
			t.Errorf("at the start: got status %v, want %d", got, taskPending)
		}
		waitTask()
		row := s.taskList(t, taskProperties, 1, 1).PageData[0]
		if tasks := subTasks(row); row["taskBatchStatus"] != float64(taskPartlyFailed) || tasks[0]["taskStatus"] != float64(taskDone) || tasks[1]["taskStatus"] != float64(taskFailed) {
			t.Errorf("at the end: got %v, want it partly failed", row)
		}
	})
}

// The typed queries return only tasks of their types, for all operations.
func TestTypedQueries(t *testing.T) {
	for _, level := range allLevels {
		s := newSimulator(t, Options{Level: level})
		nothing := func(*Simulator, *instance, json.RawMessage) (string, error) { return "done", nil }
		ids := map[string]int64{}
		inst := s.account.byCode[one]
		for _, name := range []string{"screenshot", "startApp", "stopApp", "restartApp", "restart"} {
			ids[name] = s.nextTask
			s.enqueue(inst, &operation{name: name, apply: nothing}, &event{At: now(), FirstID: s.nextTask}, s.nextTask)
		}
		asked := fmt.Sprintf(`{"taskIds":[%d,%d,%d,%d,%d]}`, ids["screenshot"], ids["startApp"], ids["stopApp"], ids["restartApp"], ids["restart"])
		for path, want := range map[string][]string{"screenshotInfo": {"screenshot"}, "appOperateInfo": {"startApp", "stopApp", "restartApp"}} {
			items := s.mustCall(t, taskPath+path, asked).items(t)
			if len(items) != len(want) {
				t.Errorf("%s at %s: got %v, want %d items", path, level, items, len(want))
				continue
			}
			for i, name := range want {
				if items[i]["taskId"] != float64(ids[name]) || items[i]["padCode"] != one {
					t.Errorf("%s at %s: got item %v, want %s", path, level, items[i], name)
				}
			}
			if _, words := items[0]["errorMsg"]; words != (level == LevelCurrent && path == "appOperateInfo") {
				t.Errorf("%s at %s: got errorMsg present: %v in %v", path, level, words, items[0])
			}
		}
	}
}

// Every operation has its documented type.
func TestTypesAgreeWithTheDocument(t *testing.T) {
	text, err := os.ReadFile("testdata/endpoints.json")
	must(t, err)
	var file struct {
		Endpoints []struct {
			Path string `json:"path"`
			Type int    `json:"task_type"` // null: 0
		} `json:"endpoints"`
	}
	must(t, json.Unmarshal(text, &file))
	documented := map[string]int{}
	for _, e := range file.Endpoints {
		documented[e.Path] = e.Type
	}
	checked := 0
	for _, r := range endpoints() {
		if r.operation == nil {
			continue
		}
		want := documented[r.path]
		if want == 0 {
			want = taskProperties
		}
		checked++
		if got := r.operation.taskType(); got != want {
			t.Errorf("%s: got type %d, want %d", r.path, got, want)
		}
	}
	if checked < 10 {
		t.Errorf("got %d checked operations, want at least 10", checked)
	}
}

// An expired task leaves its batch, and the last one removes the batch, at any
// position in the list.
func TestExpiredTasksLeaveTheList(t *testing.T) {
	s := newSimulator(t, Options{Level: Level2024})
	for id := int64(1); id <= 6; id++ {
		s.addToBatch(1000, (id-1)/2*2+1, id, now())
	}
	for _, step := range []struct {
		gone int64
		left string
	}{
		{4, "[1 2] [3] [5 6] "}, {3, "[1 2] [5 6] "}, {1, "[2] [5 6] "}, {2, "[5 6] "}, {99, "[5 6] "}, {6, "[5] "}, {5, ""},
	} {
		s.dropFromBatch(1000, (step.gone-1)/2*2+1, step.gone)
		left := ""
		for _, b := range s.batches[1000] {
			left += fmt.Sprint(b.tasks) + " "
		}
		if left != step.left {
			t.Errorf("after %d: got %s, want %s", step.gone, left, step.left)
		}
	}
}

// Uploads and tasks of instances expire from queries and from the list after
// many others have finished.
func TestFinishedUploadsExpire(t *testing.T) {
	at2024(t, func(t *testing.T, s *Simulator) {
		upload, _ := s.uploadOne(t, kiosk3)
		restart := s.submitOne(t, padPath+"restart", "{"+pads(one)+"}")
		waitRestart()
		known := func() string {
			ids := fmt.Sprintf(`{"taskIds":[%d,%d]}`, upload, restart)
			return fmt.Sprint(len(s.mustCall(t, taskPath+"fileTaskDetail", ids).items(t)), len(s.mustCall(t, taskPath+"padTaskDetail", ids).items(t)),
				s.taskList(t, taskUpload, 1, 1).Total, s.taskList(t, 1000, 1, 1).Total)
		}
		if got := known(); got != "1 1 1 1" {
			t.Errorf("before: got %s, want 1 1 1 1", got)
		}
		for range maxFinishedTasks {
			s.retire(5)
		}
		if got := known(); got != "0 0 0 0" {
			t.Errorf("after: got %s, want 0 0 0 0", got)
		}
	})
}
