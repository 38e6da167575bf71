package simulator

// taskAnswer is one task (API document: Details of instance operation
// tasks). End time,
// content and result are null until the task is done; ErrorMsg is left out by
// padExecuteTaskInfo.
type taskAnswer struct {
	TaskID      int64   `json:"taskId"`
	PadCode     string  `json:"padCode"`
	TaskStatus  int     `json:"taskStatus"`
	EndTime     *int64  `json:"endTime"`
	TaskContent *string `json:"taskContent"`
	TaskResult  *string `json:"taskResult"`
	*taskError
}

type taskError struct {
	ErrorMsg *string `json:"errorMsg"`
}

// padTaskDetail is task/padTaskDetail: any task on a phone.
func padTaskDetail(s *Simulator, r *request) (any, *refusal) {
	return s.taskAnswers(r, true, func(*task) bool { return true })
}

// padExecuteTaskInfo is task/padExecuteTaskInfo: restarts and resets (API
// document: Instance restart reset execution results).
func padExecuteTaskInfo(s *Simulator, r *request) (any, *refusal) {
	return s.taskAnswers(r, false, func(t *task) bool { return t.operation == restart || t.operation == reset })
}

// taskAnswers answers for the tasks of taskIds that exist and are served here;
// others are left out.
func (s *Simulator) taskAnswers(r *request, errors bool, served func(*task) bool) (any, *refusal) {
	var ids []int64
	r.fields.need("taskIds", &ids)
	r.fields.checkCount("taskIds", len(ids), r.route.limit)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	s.counters.batch(r.route.path, len(ids))
	answers := make([]taskAnswer, 0, len(ids))
	for _, id := range ids {
		t := s.tasks[id]
		if t == nil || !served(t) {
			continue
		}
		s.advance(t.phone, r.at)
		if answer, known := r.taskAnswer(t, errors); known {
			answers = append(answers, answer)
		}
	}
	return answers, nil
}

func (r *request) taskAnswer(t *task, errors bool) (taskAnswer, bool) {
	status, known := r.taskStatus(t)
	if !known {
		return taskAnswer{}, false
	}
	answer := taskAnswer{TaskID: t.id, PadCode: t.phone.code, TaskStatus: status}
	if errors {
		answer.taskError = &taskError{}
	}
	if t.unfinished() {
		return answer, true
	}
	end := t.end.UnixMilli()
	answer.EndTime, answer.TaskResult = &end, &t.result
	if errors && t.errorMsg != "" {
		answer.ErrorMsg = &t.errorMsg
	}
	return answer, true
}
