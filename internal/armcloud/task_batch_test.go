package armcloud

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TaskBatches accepts numbers as strings, batches without tasks, and a single task
// instead of a list.
func TestTaskBatchesAreRead(t *testing.T) {
	transport := scripted(ok(`{"page":1,"rows":10,"size":3,"total":310,"totalPage":31,"pageData":[
		{"taskBatchId":"9d4b","taskBatchStatus":"-2","type":"1002","createTimestamp":1713429395000,"subTasks":[
			{"taskId":1,"padCode":"AC1","taskStatus":3,"endTime":"1713429401000"},{"taskId":2,"fileUniqueId":"e2c0","taskStatus":-1,"endTime":null}]},
		{"taskBatchId":7,"taskBatchStatus":2,"type":2000,"createTimestamp":null,"subTasks":{"taskId":3,"taskStatus":42}},
		{"taskBatchId":"none","taskBatchStatus":9,"type":1002,"subTasks":null}]}`))
	got, err := newTestClient(t, transport, nil).TaskBatches(t.Context(), 1002, 2, 10)
	want := Page[TaskBatch]{Page: 2, Rows: 10, Total: 310, Items: []TaskBatch{
		{ID: "9d4b", Status: TaskPartlyFailed, Type: 1002, CreatedAt: 1713429395000, Tasks: []Task{
			{ID: 1, PadCode: "AC1", Status: TaskDone, EndTime: 1713429401000}, {ID: 2, FileID: "e2c0", Status: TaskFailed}}},
		{ID: "7", Status: TaskRunning, Type: 2000, Tasks: []Task{{ID: 3, Status: 42}}},
		{ID: "none", Status: TaskQueued, Type: 1002},
	}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, diff (-want +got):\n%s", err, diff)
	}
	if sent := transport.sent[0]; sent.path != "/task-center/open/task/list" || sent.body != `{"type":1002,"page":2,"rows":10}` {
		t.Errorf("sent %s to %s", sent.body, sent.path)
	}
}
