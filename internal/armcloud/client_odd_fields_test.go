package armcloud

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A field that cannot be read is unknown, and the rest of the response is used. The
// controls are the same responses with the documented value.
func TestOddFieldsDoNotSpoilTheResponse(t *testing.T) {
	client := func(data string) *Client { return newTestClient(t, scripted(ok(data)), nil) }
	for _, endTime := range []string{`1757938871000`, `"2025-09-15 12:21:11"`, `"2025-09-15T12:21:11Z"`, `1757938871`, `"soon"`, `{}`} {
		tasks, err := client(`[{"taskId":1,"padCode":"AC1","taskStatus":3,"endTime":`+endTime+`},{"taskId":2,"taskStatus":"odd"},{"taskId":"odd","taskStatus":3}]`).Tasks(t.Context(), []int64{1, 2})
		want := []Task{{ID: 1, PadCode: "AC1", Status: TaskDone, EndTime: 1757938871000}}
		if strings.ContainsAny(endTime, "s{") {
			want[0].EndTime = 0
		}
		if diff := cmp.Diff(want, tasks); err != nil || diff != "" {
			t.Errorf("end time %s: %v, diff (-want +got):\n%s", endTime, err, diff)
		}
	}
	for _, odd := range []string{`"opening"`, `{}`, `[1]`, `"1.5x"`} {
		page, err := client(`{"total":`+odd+`,"pageData":[{"padCode":"AC1","padStatus":10,"adbOpenStatus":`+odd+`,"dataSize":`+odd+`,"online":`+odd+`,"dcInfo":`+odd+`},{"padCode":"AC2","padStatus":`+odd+`}]}`).PadDetails(t.Context(), DetailFilter{}, 1, 10)
		want := []PadDetail{{PadCode: "AC1", Status: PadRunning}, {PadCode: "AC2"}}
		if diff := cmp.Diff(want, page.Items); err != nil || diff != "" || page.Total != -1 {
			t.Errorf("details, %s: total %d, %v, diff (-want +got):\n%s", odd, page.Total, err, diff)
		}
		files, err := client(`{"total":1,"pageData":[{"fileUniqueId":"f","fileSize":`+odd+`,"createdTime":"2025-09-15 12:21:11"}]}`).Files(t.Context(), 1, 10)
		if diff := cmp.Diff([]File{{ID: "f", CreatedAt: 1757938871000}}, files.Items); err != nil || diff != "" {
			t.Errorf("files, %s: %v, diff (-want +got):\n%s", odd, err, diff)
		}
		apps, err := client(`{"total":1,"pageData":[{"appId":1,"versionNo":`+odd+`,"createTime":`+odd+`}]}`).Apps(t.Context(), AppFilter{}, 1, 10)
		if diff := cmp.Diff([]App{{ID: 1}}, apps.Items); err != nil || diff != "" {
			t.Errorf("apps, %s: %v, diff (-want +got):\n%s", odd, err, diff)
		}
		properties, err := client(`[{"padCode":"AC1","modemPropertiesList":`+odd+`,"settingPropertiesList":[{"propertiesName":"a","propertiesValue":"b"}]},{"padCode":"AC2"}]`).BatchPadProperties(t.Context(), []string{"AC1", "AC2"})
		if err != nil || len(properties) != 2 || properties[0].Setting["a"] != "b" {
			t.Errorf("properties, %s: got %v, %v, want two instances", odd, properties, err)
		}
	}
}

// A page without rows where there should be some is not an empty page, and a total
// below the number of rows is no total.
func TestPagesThatContradictThemselves(t *testing.T) {
	for data, want := range map[string]int{ // the total, or -2 for an error
		`{"total":3,"pageData":[{"padCode":"AC1"}]}`: 3, `{"total":1,"pageData":[{"padCode":"AC1"}]}`: 1,
		`{"total":0,"pageData":[{"padCode":"AC1"}]}`: -1, `{"total":-5,"pageData":[]}`: -1,
		`{"total":0,"pageData":null}`: 0, `{"pageData":null}`: -1, `{"total":0}`: 0, `null`: -1, `[]`: -1,
		`{"total":3,"pageData":null}`: -2, `{"total":3}`: -2, `{}`: -2, `{"errorMsg":"x"}`: -2, `true`: -2, `{"pageData":["AC1"]}`: -2,
	} {
		_, total, err := decodePage[detailRow](json.RawMessage(data), 1)
		if (err != nil) != (want == -2) || err == nil && total != want {
			t.Errorf("%s: got total %d, %v, want %d", data, total, err, want)
		}
	}
}

// A list that is null does not hide the task beside it. The control is a list with
// the task.
func TestNullLists(t *testing.T) {
	for _, data := range []string{`{"fileList":null,"taskId":1,"taskStatus":3}`, `{"fileList":[{"taskId":1,"taskStatus":3}]}`} {
		tasks, err := newTestClient(t, scripted(ok(data)), nil).TasksBy(t.Context(), QueryUploadTasks, []int64{1})
		if err != nil || len(tasks) != 1 || tasks[0].ID != 1 || !tasks[0].Status.Done() {
			t.Errorf("%s: got %v, %v, want task 1", data, tasks, err)
		}
	}
}

// The rows of a page behind the last one may be null beside any total. Control: on
// page 1, they contradict the total.
func TestNullRows(t *testing.T) {
	const data = `{"total":100,"pageData":null}`
	if rows, _, err := decodePage[detailRow](json.RawMessage(data), 2); err != nil || len(rows) != 0 {
		t.Errorf("page 2: got %v, %v, want no rows", rows, err)
	}
	if _, _, err := decodePage[detailRow](json.RawMessage(data), 1); err == nil {
		t.Error("page 1: got no error, want one")
	}
}

// A refusal is not taken for the output of a command. The controls have an output.
func TestRefusedCommands(t *testing.T) {
	for data, want := range map[string]string{
		`[{"padCode":"AC1","errorCode":100000,"errorMsg":"script refused"}]`: "code 100000: script refused",
		`{"padCode":"AC1","taskId":null,"errorMsg":"script refused"}`:        "script refused",
		`[{"padCode":"AC1"}]`:                    "neither an output nor a task",
		`[{}]`:                                   "neither an output nor a task",
		`[{"padCode":"AC9","taskResult":"out"}]`: "not about the instance",
		`[{"padCode":"AC1","errorCode":0,"taskResult":"out"}]`:                                   "",
		`[{"padCode":"AC9","errorMsg":"x"},{"padCode":"AC1","taskStatus":3,"taskResult":"out"}]`: "",
		`[{"padCode":"AC1","taskResult":""}]`:                                                    "",
		`[{"padCode":"AC1","taskId":7,"taskStatus":3,"taskResult":null,"errorMsg":"success"}]`:   "",
	} {
		task, err := newTestClient(t, scripted(ok(data)), nil).RunSync(t.Context(), "AC1", "ls")
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) || err == nil && task.Status != TaskDone {
			t.Errorf("%s: got %+v, %v, want error %q", data, task, err, want)
		}
	}
}
