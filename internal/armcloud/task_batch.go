package armcloud

import (
	"context"
	"encoding/json"
)

// ListTasks lists tasks of one type in pages.
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
	// Type is the number of the task type, such as 1000 for a restart.
	Type int64
	// CreatedAt is in Unix milliseconds, 0 if the service doesn't return it.
	CreatedAt int64
	// Tasks have no content, result and error.
	Tasks []Task
}

// TaskBatches returns one page of the tasks of one type, newest first. Pages start
// at 1. The error is ClassUnavailable if the service does not have the operation.
// API document: List of mandates.
func (c *Client) TaskBatches(ctx context.Context, kind int64, page, rows int) (Page[TaskBatch], error) {
	at := paging{Page: page, Rows: rows}
	request := struct {
		Type int64 `json:"type"`
		paging
	}{kind, at}
	got, err := listPage(ctx, c, ListTasks, at, request, batchRow.batch)
	return wantKeys(ListTasks, got, err, func(b TaskBatch) bool { return b.ID == "" && len(b.Tasks) == 0 })
}

type batchRow struct {
	ID        flexString      `json:"taskBatchId"`
	Status    flexInt         `json:"taskBatchStatus"`
	Type      flexInt         `json:"type"`
	CreatedAt flexTime        `json:"createTimestamp"`
	SubTasks  json.RawMessage `json:"subTasks"`
}

func (r batchRow) batch() TaskBatch {
	batch := TaskBatch{
		ID: string(r.ID), Status: TaskStatus(r.Status.value), Type: r.Type.value, CreatedAt: int64(r.CreatedAt),
	}
	// Tasks in an unknown format are ignored; the batch is still returned.
	items, err := decodeList[taskItem](r.SubTasks)
	if err != nil {
		return batch
	}
	for _, item := range items {
		batch.Tasks = append(batch.Tasks, item.task())
	}
	return batch
}
