package armcloud

import (
	"context"
	"encoding/json"
)

// ListTasks lists tasks of one type, page by page.
// API document: List of mandates.
var ListTasks = &Operation{
	Name:       "list the tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/list",
	Repeatable: true,
	Levels:     Level2024,
}

// TaskBatch are the tasks of one request. API document: List of mandates.
type TaskBatch struct {
	ID     string
	Status TaskStatus
	// Type is the kind of task by its number, such as 1000 for a restart.
	Type int64
	// CreatedAt is the beginning in unix milliseconds, 0 where it is not told.
	CreatedAt int64
	// Tasks have no content, result or error here.
	Tasks []Task
}

// TaskBatches lists tasks of one type, page by page from 1, newest first. The
// error is ClassUnavailable where the service does not have the operation. API
// document: List of mandates.
func (c *Client) TaskBatches(ctx context.Context, kind int64, page, rows int) (Page[TaskBatch], error) {
	at := paging{Page: page, Rows: rows}
	request := struct {
		Type int64 `json:"type"`
		paging
	}{kind, at}
	return listPage(ctx, c, ListTasks, at, request, batchRow.batch)
}

type batchRow struct {
	ID        flexString      `json:"taskBatchId"`
	Status    flexInt         `json:"taskBatchStatus"`
	Type      flexInt         `json:"type"`
	CreatedAt flexInt         `json:"createTimestamp"`
	SubTasks  json.RawMessage `json:"subTasks"`
}

func (r batchRow) batch() TaskBatch {
	batch := TaskBatch{
		ID: string(r.ID), Status: TaskStatus(r.Status.value), Type: r.Type.value, CreatedAt: r.CreatedAt.value,
	}
	// Tasks of another shape are as good as none: the batch is there all the same.
	items, err := decodeList[taskItem](r.SubTasks)
	if err != nil {
		return batch
	}
	for _, item := range items {
		batch.Tasks = append(batch.Tasks, item.task())
	}
	return batch
}
