package simulator

// taskRow is a task (API document: Details of instance operation tasks). End
// time, content and result are null until the task is finished.
// padExecuteTaskInfo has no errorMsg.
type taskRow struct {
	TaskID      int64   `json:"taskId"`
	PadCode     string  `json:"padCode"`
	TaskStatus  int     `json:"taskStatus"`
	EndTime     *int64  `json:"endTime"`
	TaskContent *string `json:"taskContent"`
	TaskResult  *string `json:"taskResult"`
	*taskErrorField
}

type taskErrorField struct {
	ErrorMsg *string `json:"errorMsg"`
}

// padTaskDetail handles task/padTaskDetail, for any task on an instance.
func padTaskDetail(s *Simulator, r *request) (any, *refusal) {
	return s.queryTasks(r, true, func(*task) bool { return true })
}

// padExecuteTaskInfo handles task/padExecuteTaskInfo, for restarts and resets
// (API document: Instance restart reset execution results).
func padExecuteTaskInfo(s *Simulator, r *request) (any, *refusal) {
	return s.queryTasks(r, false, func(t *task) bool { return t.operation == restart || t.operation == reset })
}

// queryTasks returns the tasks of taskIds that exist and that served accepts.
// Others are left out.
func (s *Simulator) queryTasks(r *request, errors bool, served func(*task) bool) (any, *refusal) {
	var ids []int64
	r.fields.required("taskIds", &ids)
	r.fields.checkLimit("taskIds", len(ids), r.route.limit)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	s.counters.countBatch(r.route.path, len(ids))
	rows := make([]taskRow, 0, len(ids))
	for _, id := range ids {
		t := s.tasks[id]
		if t == nil || !served(t) {
			continue
		}
		s.advance(t.instance, r.at)
		if row, known := r.newTaskRow(t, errors); known {
			rows = append(rows, row)
		}
	}
	return rows, nil
}

func (r *request) newTaskRow(t *task, errors bool) (taskRow, bool) {
	status, known := r.shownTaskStatus(t)
	if !known {
		return taskRow{}, false
	}
	row := taskRow{TaskID: t.id, PadCode: t.instance.code, TaskStatus: status}
	if errors {
		row.taskErrorField = &taskErrorField{}
	}
	if t.unfinished() {
		return row, true
	}
	end := t.end.UnixMilli()
	row.EndTime, row.TaskResult = &end, &t.result
	if errors && t.errorMsg != "" {
		row.ErrorMsg = &t.errorMsg
	}
	return row, true
}

// screenshotInfo handles task/screenshotInfo (API document: Get instance
// screenshot results).
func screenshotInfo(s *Simulator, r *request) (any, *refusal) {
	return s.queryTasks(r, false, func(t *task) bool { return t.operation.taskType() == taskTypes["screenshot"] })
}

// appOperateInfo handles task/appOperateInfo (API document: Application
// start/stop implementation results). errorMsg exists only at the current
// level.
func appOperateInfo(s *Simulator, r *request) (any, *refusal) {
	return s.queryTasks(r, r.current(), func(t *task) bool {
		kind := t.operation.taskType()
		return kind >= taskTypes["stopApp"] && kind <= taskTypes["startApp"]
	})
}
