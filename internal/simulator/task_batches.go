package simulator

import (
	"slices"
	"time"
)

// batch is the tasks of one submission that can still be queried.
type batch struct {
	id      int64 // of its first task
	created time.Time
	tasks   []int64
}

// addToBatch adds a task to the batch of its submission. Ids grow, so the batches
// of a type are ordered by id.
func (s *Simulator) addToBatch(kind int, id, task int64, created time.Time) {
	list := s.batches[kind]
	if n := len(list); n == 0 || list[n-1].id != id {
		list = append(list, &batch{id: id, created: created})
		s.batches[kind] = list
	}
	b := list[len(list)-1]
	b.tasks = append(b.tasks, task)
}

// registerTask makes a task visible to queries.
func (s *Simulator) registerTask(t *task) {
	s.tasks[t.id] = t
	s.addToBatch(t.operation.taskType(), t.batch, t.id, t.created)
}

// retire records that a task has finished. It can be queried until
// maxFinishedTasks others have finished after it.
func (s *Simulator) retire(id int64) {
	s.finished = append(s.finished, id)
	for len(s.finished) > maxFinishedTasks {
		oldest := s.finished[0]
		s.finished = s.finished[1:]
		if t := s.tasks[oldest]; t != nil {
			s.dropFromBatch(t.operation.taskType(), t.batch, oldest)
			delete(s.tasks, oldest)
		} else if u := s.uploads[oldest]; u != nil {
			s.dropFromBatch(taskUpload, u.Batch, oldest)
			delete(s.uploads, oldest)
		}
	}
}

// dropFromBatch removes a task that can no longer be queried.
func (s *Simulator) dropFromBatch(kind int, id, task int64) {
	list := s.batches[kind]
	at, found := slices.BinarySearchFunc(list, id, func(b *batch, id int64) int { return int(b.id - id) })
	if !found {
		return
	}
	b := list[at]
	if i := slices.Index(b.tasks, task); i >= 0 {
		b.tasks = slices.Delete(b.tasks, i, i+1)
	}
	switch {
	case len(b.tasks) > 0:
	case at == 0: // the common case, without copying
		s.batches[kind] = list[1:]
	default:
		s.batches[kind] = slices.Delete(list, at, at+1)
	}
}
