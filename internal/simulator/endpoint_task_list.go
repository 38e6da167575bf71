package simulator

import (
	"fmt"
	"time"
)

// taskInstall2024 is the type of app installations in task/list of 2024. It is
// 1003 everywhere else; both values find them.
const taskInstall2024 = 1013

// batchRow is a batch in task/list (API document: List of mandates).
type batchRow struct {
	TaskBatchID     string    `json:"taskBatchId"`
	TaskBatchStatus int       `json:"taskBatchStatus"`
	Type            int       `json:"type"`
	CreateTimestamp int64     `json:"createTimestamp"`
	SubTasks        []subTask `json:"subTasks"`
}

// subTask is a task of a batch. It has either a pad code or a file.
type subTask struct {
	TaskID       int64   `json:"taskId"`
	PadCode      *string `json:"padCode"`
	FileUniqueID *string `json:"fileUniqueId"`
	TaskStatus   int     `json:"taskStatus"`
	EndTime      *int64  `json:"endTime"`
}

// listTasks handles task/list, a paged listing of the batches of one type,
// newest first. An unknown type has no batches.
func listTasks(s *Simulator, r *request) (any, *refusal) {
	var kind int
	r.fields.required("type", &kind)
	number, rows := parsePage(r.fields, true)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	list := s.batches[kind]
	if kind == taskInstall2024 {
		list = s.batches[installApp.taskType()]
	}
	result, indexes := r.paginate(len(list), number, rows)
	for _, i := range indexes {
		result.PageData = append(result.PageData, s.batchRow(r, kind, list[len(list)-1-i]))
	}
	return result, nil
}

func (s *Simulator) batchRow(r *request, kind int, b *batch) batchRow {
	row := batchRow{
		TaskBatchID: fmt.Sprintf("%016x%016x", noise(s.account.seed, noiseBatch, uint64(b.id)), uint64(b.id)), //nolint:gosec // ids are positive
		Type:        kind, CreateTimestamp: b.created.UnixMilli(), SubTasks: []subTask{},
	}
	for _, id := range b.tasks {
		if sub, known := s.subTask(r, id); known {
			row.SubTasks = append(row.SubTasks, sub)
		}
	}
	row.TaskBatchStatus = batchStatus(row.SubTasks)
	return row
}

func (s *Simulator) subTask(r *request, id int64) (subTask, bool) {
	sub := subTask{TaskID: id}
	var finished bool
	var end time.Time
	if u := s.uploads[id]; u != nil {
		status, known := r.shownStatus("", u.submitPath(), u.shownStatus(r.at))
		if !known {
			return sub, false
		}
		sub.FileUniqueID, sub.TaskStatus = &u.FileID, status
		finished, end = !u.unfinished(), u.End
	} else if t := s.tasks[id]; t != nil {
		s.advance(t.instance, r.at)
		status, known := r.shownTaskStatus(t)
		if !known {
			return sub, false
		}
		sub.PadCode, sub.TaskStatus = &t.instance.code, status
		finished, end = !t.unfinished(), t.end
	} else {
		return sub, false
	}
	if finished {
		at := end.UnixMilli()
		sub.EndTime = &at
	}
	return sub, true
}

// batchStatus returns the status of a batch: pending while all tasks are
// pending, running until all are finished, then done or partly failed. If all
// failed, it is their common status, or failed.
func batchStatus(tasks []subTask) int {
	var pending, over, done int
	for _, t := range tasks {
		switch {
		case t.TaskStatus == taskPending:
			pending++
		case t.TaskStatus == taskDone:
			done++
			over++
		case t.TaskStatus < 0:
			over++
		}
	}
	switch {
	case pending == len(tasks):
		return taskPending
	case over < len(tasks):
		return taskRunning
	case done == len(tasks):
		return taskDone
	case done > 0:
		return taskPartlyFailed
	}
	for _, t := range tasks {
		if t.TaskStatus != tasks[0].TaskStatus {
			return taskFailed
		}
	}
	return tasks[0].TaskStatus
}
