package armcloud

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// QueryTasks returns the state of instance tasks.
// API document: Details of instance operation tasks.
var QueryTasks = &Operation{
	Name:       "query the tasks",
	Method:     "POST",
	Path:       "/task-center/open/task/padTaskDetail",
	Target:     "taskIds",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// Task is one task of the task center. API document: Details of instance operation
// tasks.
type Task struct {
	ID      int64
	PadCode string
	Status  TaskStatus
	// Content and Result are texts of the task, empty until it is done.
	Content string
	Result  string
	// Error is the service's message. It may be set for a task that is done too.
	Error string
	// EndTime is in Unix milliseconds, 0 while the task is running.
	EndTime int64
	// FileID and AppID are the id of the uploaded file or app. They are empty for
	// instance tasks.
	FileID string
	AppID  int64
}

// Output returns the output of a command. Some responses have it in the error field.
func (t Task) Output() string {
	if t.Result == "" {
		return t.Error
	}
	return t.Result
}

// Tasks returns instance tasks by id. Unknown ids are left out of the result
// without an error. API document: Details of instance operation tasks.
func (c *Client) Tasks(ctx context.Context, ids []int64) ([]Task, error) {
	return c.TasksBy(ctx, QueryTasks, ids)
}

// TasksBy returns tasks by id with one of the queries of tasks: QueryTasks,
// QueryFileTasks, QueryCommandTasks, QueryUploadTasks, QueryScreenshotTasks,
// QueryAppTasks, QueryRestartTasks or QueryImageTasks. API document: the chapter
// Task management.
func (c *Client) TasksBy(ctx context.Context, op *Operation, ids []int64) ([]Task, error) {
	if op.Target != "taskIds" || len(ids) > op.MaxTargets {
		return nil, &Error{
			Class: ClassRejected, Operation: op,
			Message: fmt.Sprintf("a query takes at most %d task IDs, got %d; nothing was sent", op.MaxTargets, len(ids)),
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
	secrets := c.secrets.all()
	for i := range tasks {
		tasks[i].hideSecrets(secrets)
	}
	return tasks, nil
}

// hideSecrets redacts the service's message. The message of a task that is done may
// be the output of a command, which is not cut.
func (t *Task) hideSecrets(secrets []string) {
	if t.Status.Done() {
		t.Error = scrub(t.Error, secrets)
	} else {
		t.Error = redact(t.Error, secrets)
	}
}

// taskItem is a task in the response of a query.
type taskItem struct {
	TaskID       flexInt    `json:"taskId"`
	PadCode      flexString `json:"padCode"`
	TaskStatus   flexInt    `json:"taskStatus"`
	EndTime      flexTime   `json:"endTime"`
	TaskContent  flexString `json:"taskContent"`
	TaskResult   flexString `json:"taskResult"`
	FileUniqueID flexString `json:"fileUniqueId"`
	AppID        flexInt    `json:"appId"`
	itemRefusal
}

// imageTaskDone is the status of a done task in QueryImageTasks. In other queries,
// the same number means running.
const imageTaskDone TaskStatus = 2

func decodeTasks(op *Operation, data json.RawMessage) ([]Task, error) {
	var files struct {
		FileList json.RawMessage `json:"fileList"`
	}
	if err := json.Unmarshal(data, &files); err == nil && !absent(files.FileList) {
		data = files.FileList
	}
	items, err := decodeList[taskItem](data)
	if err != nil {
		return nil, err
	}
	tasks := make([]Task, 0, len(items))
	for _, item := range items {
		// An item without id or status is not a task.
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
	task := Task{
		ID: i.TaskID.value, PadCode: string(i.PadCode), Status: TaskStatus(i.TaskStatus.value),
		Content: string(i.TaskContent), Result: string(i.TaskResult), Error: i.message(),
		EndTime: int64(i.EndTime), FileID: string(i.FileUniqueID), AppID: i.AppID.value,
	}
	if task.Status.Done() && i.refused() {
		// A task with an error code is not proven to be done.
		task.Status = TaskFailed
		if code := i.code(); code != "" {
			task.Error = strings.TrimSpace("code " + code + ": " + task.Error)
		}
	}
	return task
}
