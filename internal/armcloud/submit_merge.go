package armcloud

import "slices"

// mergeTargets merges the submissions of each target into one, in the order of their
// first ones. A request for several apps may have an item for each of them.
func mergeTargets(submissions []Submission) []Submission {
	place := make(map[string]int, len(submissions))
	merged := make([]Submission, 0, len(submissions))
	for _, s := range submissions {
		if i, twice := place[s.PadCode]; twice {
			merged[i] = merged[i].merge(s)
			continue
		}
		place[s.PadCode] = len(merged)
		merged = append(merged, s)
	}
	return merged
}

// merge returns the submission of a target with two items. A target is accepted only
// if no item refuses it. An item that says nothing does not count.
func (s Submission) merge(other Submission) Submission {
	switch {
	case other.silent():
		return s
	case s.silent():
		return other
	}
	first, second := s, other
	if s.Err == nil && other.Err != nil || s.Err != nil && other.Err != nil && severity(other.Err) > severity(s.Err) {
		first, second = other, s // the worse one decides
	}
	merged := first
	merged.Partial = s.Partial || other.Partial || (s.Err == nil) != (other.Err == nil)
	merged.Duplicate = s.Duplicate || other.Duplicate
	if merged.Result == "" {
		merged.Result = second.Result
	}
	tasks := slices.Concat([]int64{s.TaskID}, s.MoreTasks, []int64{other.TaskID}, other.MoreTasks)
	tasks = Unique(slices.DeleteFunc(tasks, func(id int64) bool { return id == 0 }))
	merged.TaskID, merged.MoreTasks = 0, nil
	if len(tasks) > 0 {
		merged.TaskID = tasks[0]
	}
	if len(tasks) > 1 {
		merged.MoreTasks = tasks[1:]
	}
	return merged
}

// silent reports whether the item of the submission says nothing.
func (s Submission) silent() bool { return s.Err != nil && s.Err.Message == messageSilent }

// severity orders the refusals of one target by what a caller can rely on: an unknown
// outcome, a rejection, and one after which it may try again.
func severity(err *Error) int {
	switch err.Class {
	case ClassTransport, ClassAmbiguous:
		return 2
	case ClassBusy, ClassRateLimited:
		return 0
	default:
		return 1
	}
}
