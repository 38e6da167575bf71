package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TasksBy accepts every format of the responses. Unknown states keep their number.
func TestTasksAreReadInEveryShape(t *testing.T) {
	for name, c := range map[string]struct {
		op   *Operation
		data string
		want []Task
	}{
		"list": {QueryTasks, `[{"taskId":760000001,"padCode":"AC1","taskStatus":3,"endTime":1713429401000,"taskContent":null,"taskResult":"ok","errorMsg":"done well"},
			{"taskId":"2","padCode":"AC2","taskStatus":"9","endTime":null},{"taskId":3,"taskStatus":77}]`, []Task{
			{ID: 760000001, PadCode: "AC1", Status: TaskDone, Result: "ok", Error: "done well", EndTime: 1713429401000},
			{ID: 2, PadCode: "AC2", Status: TaskQueued}, {ID: 3, Status: 77}}},
		"object":        {QueryTasks, `{"taskId":1,"taskStatus":-4,"endTime":"1713429401000"}`, []Task{{ID: 1, Status: TaskTimedOut, EndTime: 1713429401000}}},
		"unknown ids":   {QueryTasks, `[]`, nil},
		"null":          {QueryTasks, `null`, nil},
		"empty item":    {QueryTasks, `[{},{"taskId":1},{"taskStatus":3}]`, nil},
		"files":         {QueryFileTasks, `[{"taskId":1,"appId":13,"fileUniqueId":"f","fileName":"n","taskStatus":3}]`, []Task{{ID: 1, Status: TaskDone, FileID: "f", AppID: 13}}},
		"uploads":       {QueryUploadTasks, `{"fileList":[{"taskId":1,"taskStatus":2,"fileUniqueId":"f","appId":null}]}`, []Task{{ID: 1, Status: TaskRunning, FileID: "f"}}},
		"images":        {QueryImageTasks, `[{"taskId":1,"taskStatus":2},{"taskId":2,"taskStatus":1},{"taskId":3,"taskStatus":-1,"errorMsg":"x"}]`, []Task{{ID: 1, Status: TaskDone}, {ID: 2, Status: TaskPending}, {ID: 3, Status: TaskFailed, Error: "x"}}},
		"object result": {QueryTasks, `[{"taskId":1,"taskStatus":3,"taskResult":{"ip":"1.2.3.4"}}]`, []Task{{ID: 1, Status: TaskDone, Result: `{"ip":"1.2.3.4"}`}}},
	} {
		t.Run(name, func(t *testing.T) {
			transport := scripted(ok(c.data))
			got, err := newTestClient(t, transport, nil).TasksBy(t.Context(), c.op, []int64{1, 2})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
			if sent := transport.sent[0]; sent.path != c.op.Path || sent.body != `{"taskIds":[1,2]}` {
				t.Errorf("sent %s to %s", sent.body, sent.path)
			}
		})
	}
}

// A query of too many tasks, or with an operation that is not a task query, is
// refused. A query of no tasks returns nothing and sends nothing.
func TestTaskQueriesThatAreNotSent(t *testing.T) {
	transport := scripted(ok(`[]`))
	client := newTestClient(t, transport, nil)
	_, err := client.Tasks(t.Context(), make([]int64, 101))
	wantClass(t, err, ClassRejected)
	_, err = client.TasksBy(t.Context(), Restart, []int64{1})
	wantClass(t, err, ClassRejected)
	if tasks, err := client.Tasks(t.Context(), nil); err != nil || len(tasks) != 0 || transport.count() != 0 {
		t.Errorf("got %v, %v and %d requests, want none", tasks, err, transport.count())
	}
	if _, err := client.Tasks(t.Context(), make([]int64, 100)); err != nil || transport.count() != 1 {
		t.Errorf("100 ids: got error %v and %d requests, want 1 request", err, transport.count())
	}
}
