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

// at2024 runs a test on a calm account of 2024, whose service lists tasks.
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

// Batches come by type, the newest first, page by page, with their tasks.
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
				t.Errorf("page %d: %+v", page, l)
			}
			for _, row := range l.PageData {
				tasks := subTasks(row)
				if row["type"] != 1000.0 || len(row["taskBatchId"].(string)) != 32 || len(tasks) != 2 || tasks[0]["padCode"] != one || tasks[1]["padCode"] != two || tasks[0]["fileUniqueId"] != nil {
					t.Errorf("row %v", row)
				}
				seen = append(seen, int64(tasks[0]["taskId"].(float64)))
			}
		}
		if !slices.Equal(seen, firsts) {
			t.Errorf("seen %v, want %v", seen, firsts)
		}
		if l := s.taskList(t, taskProperties, 1, 10); l.Total != 5 {
			t.Errorf("%d changes of properties, want 5", l.Total)
		}
		for _, kind := range []int{1001, 4711, 2001} {
			if l := s.taskList(t, kind, 1, 10); l.Total != 0 || len(l.PageData) != 0 {
				t.Errorf("type %d: %+v", kind, l)
			}
		}
		s.expectRefusals(t, []mistake{
			{"no type", taskPath + "list", `{"page":1,"rows":1}`, codeRequired},
			{"no page", taskPath + "list", `{"type":1000}`, codeRequired},
			{"page 0", taskPath + "list", `{"type":1000,"page":0,"rows":1}`, codeInvalidParameters},
		})
	})
}

// Installations are found under both of their types, uploads of apps and
// files under one.
func TestTypesOfTasks(t *testing.T) {
	at2024(t, func(t *testing.T, s *Simulator) {
		s.mustCall(t, padPath+"installApp", fmt.Sprintf(`{"apps":[{"appId":%d,"appName":"K","pkgName":"x",%s}]}`, AppKiosk1, pads(one)))
		for _, kind := range []int{1003, taskInstall2024} {
			if l := s.taskList(t, kind, 1, 10); l.Total != 1 || l.PageData[0]["type"] != float64(kind) {
				t.Errorf("type %d: %+v", kind, l)
			}
		}
		app, _ := s.uploadOne(t, kiosk3)
		file, unique := s.uploadFileTo(t, "https://x/a", "a", "aa")
		s.uploadImageOf(t, "v1")
		l := s.taskList(t, taskUpload, 1, 10)
		if l.Total != 2 {
			t.Fatalf("uploads %+v", l)
		}
		newest, oldest := subTasks(l.PageData[0])[0], subTasks(l.PageData[1])[0]
		if newest["taskId"] != float64(file) || newest["fileUniqueId"] != unique || newest["padCode"] != nil || oldest["taskId"] != float64(app) {
			t.Errorf("uploads %v and %v", newest, oldest)
		}
		waitTask()
		if sub := subTasks(s.taskList(t, taskUpload, 1, 10).PageData[0])[0]; sub["taskStatus"] != float64(taskDone) || sub["endTime"] == nil {
			t.Errorf("when it is done: %v", sub)
		}
	})
}

// The status of a batch sums up its tasks.
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
			t.Errorf("%v: %d, want %d", c.tasks, got, c.want)
		}
	}
}

// The list tells what became of tasks although nobody else has asked, and
// knows that one instance of a batch has failed.
func TestListedTasksAreUpToDate(t *testing.T) {
	at2024(t, func(t *testing.T, s *Simulator) {
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: two}))
		s.mustCall(t, padPath+"updateTimeZone", body(tokyo, one, two))
		if got := s.taskList(t, taskProperties, 1, 1).PageData[0]["taskBatchStatus"]; got != float64(taskPending) {
			t.Errorf("at the start: %v", got)
		}
		waitTask()
		row := s.taskList(t, taskProperties, 1, 1).PageData[0]
		if tasks := subTasks(row); row["taskBatchStatus"] != float64(taskPartlyFailed) || tasks[0]["taskStatus"] != float64(taskDone) || tasks[1]["taskStatus"] != float64(taskFailed) {
			t.Errorf("at the end: %v", row)
		}
	})
}

// The typed queries answer for the tasks of their types alone, whatever
// operations there are.
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
				t.Errorf("%s at %s: %v", path, level, items)
				continue
			}
			for i, name := range want {
				if items[i]["taskId"] != float64(ids[name]) || items[i]["padCode"] != one {
					t.Errorf("%s at %s: item %v, want %s", path, level, items[i], name)
				}
			}
			if _, words := items[0]["errorMsg"]; words != (level == LevelCurrent && path == "appOperateInfo") {
				t.Errorf("%s at %s: fields %v", path, level, items[0])
			}
		}
	}
}

// Every operation has the type that the document gives it.
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
			t.Errorf("%s has the type %d, want %d", r.path, got, want)
		}
	}
	if checked < 10 {
		t.Errorf("only %d operations were checked", checked)
	}
}

// A task that is forgotten leaves its batch, and the last one takes the batch
// with it, from every place in the list.
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
			t.Errorf("after %d: %s, want %s", step.gone, left, step.left)
		}
	}
}

// Uploads and tasks of instances are forgotten when many others have finished
// after them, in queries and in the list.
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
			t.Errorf("before: %s", got)
		}
		for range maxFinishedTasks {
			s.retire(5)
		}
		if got := known(); got != "0 0 0 0" {
			t.Errorf("after: %s", got)
		}
	})
}
