package armcloud

import (
	"context"
	"encoding/json"
	"fmt"
)

// QueryTasks reads the state of tasks on phones.
// API document: Details of instance operation tasks.
var QueryTasks = &Operation{
	Name:       "query the tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/padTaskDetail",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	PerTarget:  true,
	Levels:     AllLevels,
}

// Task is one task of the task centre. API document: Instance operation task
// details.
type Task struct {
	ID      int64
	PadCode string
	Status  TaskStatus
	// Content and Result are the task's own texts; empty until it is done.
	Content string
	Result  string
	// Error is the service's remark; with status 3 it is no failure.
	Error string
	// EndTime is the end in unix milliseconds, 0 while it runs.
	EndTime int64
	// FileID and AppID are what an upload has become: the file's unique id and
	// the app's id; "" and 0 for tasks on phones.
	FileID string
	AppID  int64
}

// Tasks reads the state of tasks on phones. Ids that the service does not know
// are left out of the result, without an error. API document: Details of
// instance operation tasks.
func (c *Client) Tasks(ctx context.Context, ids []int64) ([]Task, error) {
	return c.TasksBy(ctx, QueryTasks, ids)
}

// TasksBy reads the state of tasks by one of the typed queries: QueryTasks,
// QueryFileTasks, QueryCommandTasks, QueryUploadTasks, QueryScreenshotTasks,
// QueryAppTasks, QueryRestartTasks or QueryImageTasks. The number
// with which QueryImageTasks says done is turned into TaskDone. API document: the
// sections of the chapter Task management.
func (c *Client) TasksBy(ctx context.Context, op *Operation, ids []int64) ([]Task, error) {
	if op.Target != "taskIds" || len(ids) > op.MaxTargets {
		return nil, &Error{
			Class: ClassRejected, Operation: op,
			Message: fmt.Sprintf("one query takes %d task ids at most, not %d; nothing was sent", op.MaxTargets, len(ids)),
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	response, err := c.Call(ctx, op, map[string][]int64{"taskIds": ids})
	if err != nil {
		return nil, err
	}
	tasks, err := decodeTasks(op, response.Data)
	if err != nil {
		return nil, undecodable(op, response, err)
	}
	secrets := c.sent.learn(nil)
	for i := range tasks {
		tasks[i].Error = scrub(tasks[i].Error, secrets)
	}
	return tasks, nil
}

// taskItem is one task as every query answers it.
type taskItem struct {
	TaskID       flexInt    `json:"taskId"`
	PadCode      flexString `json:"padCode"`
	TaskStatus   flexInt    `json:"taskStatus"`
	EndTime      flexInt    `json:"endTime"`
	TaskContent  flexString `json:"taskContent"`
	TaskResult   flexString `json:"taskResult"`
	ErrorMsg     flexString `json:"errorMsg"`
	FileUniqueID flexString `json:"fileUniqueId"`
	AppID        flexInt    `json:"appId"`
}

// imageTaskDone is how QueryImageTasks says done; for all others it is running.
const imageTaskDone TaskStatus = 2

func decodeTasks(op *Operation, data json.RawMessage) ([]Task, error) {
	var files struct {
		FileList json.RawMessage `json:"fileList"`
	}
	if err := json.Unmarshal(data, &files); err == nil && files.FileList != nil {
		data = files.FileList
	}
	items, err := decodeList[taskItem](data)
	if err != nil {
		return nil, err
	}
	tasks := make([]Task, 0, len(items))
	for _, item := range items {
		// Without id and status it says nothing of any task.
		if !item.TaskID.set || !item.TaskStatus.set {
			continue
		}
		task := item.task()
		if op == QueryImageTasks && task.Status == imageTaskDone {
			task.Status = TaskDone
		}
		tasks = append(tasks, task)
	}
	return tasks, nil
}

func (i taskItem) task() Task {
	return Task{
		ID: i.TaskID.value, PadCode: string(i.PadCode), Status: TaskStatus(i.TaskStatus.value),
		Content: string(i.TaskContent), Result: string(i.TaskResult), Error: string(i.ErrorMsg),
		EndTime: i.EndTime.value, FileID: string(i.FileUniqueID), AppID: i.AppID.value,
	}
}
