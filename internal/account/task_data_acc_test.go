package account_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// clientOf returns a client of a simulated account, for requests that the provider
// does not make.
func clientOf(t *testing.T, account *acctest.Account) *armcloud.Client {
	t.Helper()
	client, err := armcloud.New(armcloud.Config{
		Endpoint: account.URL, AccessKey: simulator.DefaultAccessKey, SecretKey: simulator.DefaultSecretKey,
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// submitted runs a task on each instance and returns their ids when they have ended.
func submitted(t *testing.T, client *armcloud.Client, op *armcloud.Operation, codes []string, params string) []int64 {
	t.Helper()
	subs, err := client.Submit(t.Context(), op, codes, json.RawMessage(params))
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]int64, len(subs))
	for i, sub := range subs {
		ids[i] = sub.TaskID
		ended(t, client, armcloud.QueryTasks, sub.TaskID)
	}
	return ids
}

func ended(t *testing.T, client *armcloud.Client, query *armcloud.Operation, id int64) {
	t.Helper()
	acctest.Eventually(t, fmt.Sprintf("task %d ends", id), func() bool {
		tasks, err := client.TasksBy(t.Context(), query, []int64{id})
		return err == nil && len(tasks) == 1 && (tasks[0].Status.Done() || tasks[0].Status.Failed())
	})
}

func taskConfig(name, kind string, id int64) string {
	return fmt.Sprintf("data \"armcloud_task\" %q {\n  task_id = %d\n  kind    = %q\n}\n", name, id, kind)
}

// Every kind of task is found by its query, on both API levels.
func TestAccTaskData(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]simulator.Options{
		"current": {Instances: 3}, "2024": {Instances: 3, Level: simulator.Level2024}, "quirks": {Instances: 3, Quirks: true, Level: simulator.Level2024},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, options)
			client := clientOf(t, account)
			if err := account.AddFault(simulator.Fault{Path: "setSpeed", Kind: simulator.FaultTaskFail, PadCode: "AC32010000002", Message: "no network"}); err != nil {
				t.Fatal(err)
			}
			command := submitted(t, client, armcloud.RunCommand, []string{"AC32010000001"}, `{"scriptContent":"echo hello"}`)[0]
			speed := submitted(t, client, armcloud.SetBandwidth, []string{"AC32010000002"}, `{"upBandwidth":10,"downBandwidth":10}`)[0]
			restart := submitted(t, client, armcloud.Restart, []string{"AC32010000003"}, "")[0]
			upload, err := client.UploadFile(t.Context(), armcloud.FileUpload{URL: "https://example.com/a.txt", Name: "a.txt", MD5: strings.Repeat("0a", 16)})
			if err != nil {
				t.Fatal(err)
			}
			ended(t, client, armcloud.QueryFileTasks, upload.TaskID)

			w := acctest.NewWorkspace(t, account.Provider("")+taskConfig("command", "command", command)+taskConfig("any", "instance", command)+
				taskConfig("failed", "instance", speed)+taskConfig("power", "power", restart)+taskConfig("file", "file", upload.TaskID))
			w.Apply()
			got := w.States()
			for name, want := range map[string]map[string]any{
				"command": {"pad_code": "AC32010000001", "status": "done", "result": "hello\n"},
				"any":     {"pad_code": "AC32010000001", "status": "done", "result": "hello\n"},
				"failed":  {"pad_code": "AC32010000002", "status": "failed", "error": "no network", "result": nil},
				"power":   {"pad_code": "AC32010000003", "status": "done"},
				"file":    {"pad_code": nil, "status": "done", "app_id": nil},
			} {
				task := got["data.armcloud_task."+name]
				for attribute, value := range want {
					if task[attribute] != value {
						t.Errorf("%s: got %s %#v, want %#v", name, attribute, task[attribute], value)
					}
				}
				at, _ := task["ended_at"].(string)
				if end, err := time.Parse(time.RFC3339, at); err != nil || time.Since(end) > time.Hour {
					t.Errorf("%s: got ended_at %q, want the last hour", name, at)
				}
			}
			if id, _ := got["data.armcloud_task.file"]["file_id"].(string); id == "" {
				t.Error("got no file_id of the upload")
			}
		})
	}
}

// An unknown task, or one of another kind, is an error that names the other kinds.
// Images have tasks only on the 2024 API level. The plan rejects unknown kinds.
func TestAccTaskDataNotFound(t *testing.T) {
	t.Parallel()
	for level, images := range map[string]string{simulator.LevelCurrent: "needs the API level of 2024", simulator.Level2024: "ARMCloud has no task"} {
		account := acctest.Start(t, simulator.Options{Instances: 1, Level: level})
		command := submitted(t, clientOf(t, account), armcloud.RunCommand, account.PadCodes(), `{"scriptContent":"echo hello"}`)[0]
		w := acctest.NewWorkspace(t, "")
		for config, words := range map[string]string{
			taskConfig("a", "power", command):      fmt.Sprintf("ARMCloud has no task %d of kind power", command),
			taskConfig("a", "instance", 9):         "ARMCloud has no task 9 of kind instance",
			taskConfig("a", "screenshot", command): "of another kind (app, command, file,",
			taskConfig("a", "app", command):        "of kind app",
			taskConfig("a", "file", command):       "of kind file",
			taskConfig("a", "image", command):      images,
			taskConfig("a", "video", command):      "value must be one of",
			taskConfig("a", "instance", 0):         "at least 1",
		} {
			w.Write(account.Provider("") + config)
			result := w.Run("plan", "-no-color")
			output := strings.Join(strings.FieldsFunc(result.Output, func(r rune) bool { return strings.ContainsRune(" \n│|", r) }), " ")
			if result.Exit != 1 || !strings.Contains(output, words) {
				t.Errorf("%s: got exit code %d, want 1 and %q in the output:\n%s", config, result.Exit, words, result.Output)
			}
		}
		if n := account.Counters().Requests["/task-center/open/task/cacheFileResult"]; n == 0 {
			t.Errorf("level %s: got no query of the file results for an unknown upload", level)
		}
	}
}

// The newest batches come first, as many as the limit, even if the listing repeats
// rows or has wrong totals.
func TestAccTasksData(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]simulator.Fault{
		"plain": {}, "short pages": {Kind: simulator.FaultShortPages, Count: 2}, "no total": {Kind: simulator.FaultTotal, Count: -1},
		"duplicates": {Kind: simulator.FaultDuplicateRows}, "endless": {Kind: simulator.FaultEndless},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := acctest.Start(t, simulator.Options{Instances: 3, Level: simulator.Level2024})
			client := clientOf(t, account)
			const batches = 5
			var newest []int64
			for range batches {
				newest = submitted(t, client, armcloud.RunCommand, account.PadCodes(), `{"scriptContent":"echo hello"}`)
			}
			if fault.Kind != "" {
				fault.Path = "task/list"
				if err := account.AddFault(fault); err != nil {
					t.Fatal(err)
				}
			}
			w := acctest.NewWorkspace(t, account.Provider("")+`
data "armcloud_tasks" "all" {
  type = 1002
}
data "armcloud_tasks" "few" {
  type  = 1002
  limit = 2
}
data "armcloud_tasks" "none" {
  type = 1001
}
`)
			w.Apply()
			got := w.States()
			all, few := rows(got["data.armcloud_tasks.all"]["batches"]), rows(got["data.armcloud_tasks.few"]["batches"])
			if len(all) != batches || len(few) != 2 || len(rows(got["data.armcloud_tasks.none"]["batches"])) != 0 {
				t.Fatalf("got %d batches, want %d; with a limit %d, want 2; of another type %v, want none", len(all), batches, len(few), got["data.armcloud_tasks.none"]["batches"])
			}
			first := all[0]
			if few[0]["batch_id"] != first["batch_id"] || first["type"] != 1002.0 || first["status"] != "done" {
				t.Errorf("got newest batch %v, with a limit %v", first, few[0])
			}
			if _, err := time.Parse(time.RFC3339, fmt.Sprint(first["created_at"])); err != nil {
				t.Errorf("got created_at %v, want RFC 3339", first["created_at"])
			}
			tasks := rows(first["tasks"])
			if len(tasks) != 3 || tasks[0]["task_id"] != float64(newest[0]) || tasks[2]["pad_code"] != "AC32010000003" || tasks[1]["status"] != "done" || tasks[1]["file_id"] != nil {
				t.Errorf("got tasks %v, want the ids %v", tasks, newest)
			}
		})
	}
	account := acctest.Start(t, simulator.Options{Instances: 1})
	w := acctest.NewWorkspace(t, account.Provider("")+"data \"armcloud_tasks\" \"all\" {\n  type = 1002\n}\n")
	if result := w.Run("plan", "-no-color"); result.Exit != 1 || !strings.Contains(result.Output, "armcloud_tasks needs the API level of 2024") {
		t.Errorf("current level: got exit code %d, want 1 and an error about the level:\n%s", result.Exit, result.Output)
	}
}

// rows returns a list of objects in the state.
func rows(value any) []map[string]any {
	list, _ := value.([]any)
	all := make([]map[string]any, len(list))
	for i, element := range list {
		all[i], _ = element.(map[string]any)
	}
	return all
}
