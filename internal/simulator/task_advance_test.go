package simulator

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// calm returns options with round times, for tests in a synctest bubble.
func calm() Options {
	return Options{TaskTime: 8 * time.Second, RestartTime: 60 * time.Second, TaskTimeout: 10 * time.Minute}
}

func body(fields string, codes ...string) string { return "{" + fields + "," + pads(codes...) + "}" }

const tokyo = `"timeZone":"Asia/Tokyo"`

// A task is pending, then running, then done. It takes effect at its end.
func TestTaskTakesEffectAtItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		if id != firstTaskID {
			t.Errorf("got first id %d, want %d", id, firstTaskID)
		}
		s.expectStatus(t, id, taskPending)
		<-time.After(2 * time.Second)
		s.expectStatus(t, id, taskRunning)
		if end := s.taskStatus(t, id)["endTime"]; end != nil {
			t.Errorf("a running task: got end time %v, want none", end)
		}
		if got := s.instanceState(t, one).TimeZone; got != defaultTimeZone {
			t.Errorf("got time zone %s before the end of the task, want the default", got)
		}
		<-time.After(8 * time.Second)
		s.expectStatus(t, id, taskDone)
		if end := s.taskStatus(t, id)["endTime"]; end == nil {
			t.Error("a finished task: got no end time")
		}
		if got := s.instanceState(t, one).TimeZone; got != "Asia/Tokyo" {
			t.Errorf("got time zone %s after the end of the task, want Asia/Tokyo", got)
		}
		if got := s.instanceState(t, two).TimeZone; got != defaultTimeZone {
			t.Errorf("another instance: got time zone %s, want the default", got)
		}
	})
}

// Tasks of one instance run one after another, tasks of different instances in
// parallel.
func TestTasksOfOneInstanceQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		first := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		second := s.submitOne(t, padPath+"setSpeed", body(`"upBandwidth":1,"downBandwidth":2.5`, one))
		beside := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, two))
		<-time.After(10 * time.Second)
		s.expectStatus(t, first, taskDone)
		s.expectStatus(t, second, taskRunning)
		s.expectStatus(t, beside, taskDone)
		<-time.After(10 * time.Second)
		s.expectStatus(t, second, taskDone)
		if got := s.instanceState(t, one).Bandwidth; got != (Bandwidth{1, 2.5}) {
			t.Errorf("got bandwidth %v, want 1 and 2.5", got)
		}
	})
}

// The task of an offline instance waits; a running one starts again when the
// instance is back. After the timeout it ends with -4 and has no effect.
func TestTasksOfAnOfflineInstanceWaitOrTimeOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		running := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		<-time.After(4 * time.Second)
		if err := s.SetOnline([]string{one, two}, false); err != nil {
			t.Fatal(err)
		}
		lost := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, two))
		<-time.After(5 * time.Minute)
		s.expectStatus(t, running, taskPending)
		s.expectStatus(t, lost, taskPending)
		if err := s.SetOnline([]string{one}, true); err != nil {
			t.Fatal(err)
		}
		<-time.After(9 * time.Second)
		s.expectStatus(t, running, taskDone)
		<-time.After(5 * time.Minute)
		s.expectStatus(t, lost, taskTimeout)
		if got := s.instanceState(t, two).TimeZone; got != defaultTimeZone {
			t.Errorf("got time zone %s after a timeout, want the default", got)
		}
		if n := s.Counters().OfflineSubmits; n != 1 {
			t.Errorf("got %d submissions to offline instances, want 1", n)
		}
	})
}

// Jitter is bounded and depends only on the seed and the id.
func TestJitterIsBoundedAndDeterministic(t *testing.T) {
	o := calm()
	o.TaskJitter, o.Seed = 4*time.Second, 7
	a, b := newSimulator(t, o), newSimulator(t, o)
	o.Seed = 8
	other := newSimulator(t, o)
	seen, differs := map[time.Duration]bool{}, false
	for id := int64(firstTaskID); id < firstTaskID+200; id++ {
		d := a.taskDuration(id)
		if d < 4*time.Second || d > 12*time.Second {
			t.Fatalf("got task duration %s, want 4s to 12s", d)
		}
		if b.taskDuration(id) != d {
			t.Fatalf("got task durations %s and %s for equal seeds", d, b.taskDuration(id))
		}
		seen[d] = true
		differs = differs || other.taskDuration(id) != d
	}
	if len(seen) < 100 || !differs {
		t.Errorf("got %d different durations and another seed differs: %v, want 100 and true", len(seen), differs)
	}
}

// Task queries skip unknown ids. padExecuteTaskInfo returns only restarts.
func TestTaskQueriesSkipUnknownTasks(t *testing.T) {
	s := newSimulator(t, Options{})
	zone := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
	restart := s.submitOne(t, padPath+"restart", "{"+pads(two)+"}")
	for path, want := range map[string]int{"padTaskDetail": 2, "padExecuteTaskInfo": 1} {
		items := s.mustCall(t, taskPath+path, fmt.Sprintf(`{"taskIds":[5,%d,%d]}`, zone, restart)).items(t)
		if len(items) != want {
			t.Errorf("%s: got %d tasks, want %d", path, len(items), want)
		}
	}
	if a := s.mustCall(t, taskPath+"padTaskDetail", `{"taskIds":[5]}`); string(a.Data) != "[]" {
		t.Errorf("only unknown ids: got data %s, want an empty list", a.Data)
	}
	if a := s.call(t, taskPath+"padTaskDetail", `{}`); a.Code != codeRequired {
		t.Errorf("no ids: got code %d, want %d", a.Code, codeRequired)
	}
}

// With DuplicateTasks, the response to an equal submission is the unfinished task
// with taskStatus -1. Other submissions, or the same one later, are accepted.
func TestEqualSubmissionsReturnTheUnfinishedTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := calm()
		o.DuplicateTasks = true
		s := newSimulator(t, o)
		submit := func(fields string) (float64, float64) {
			it := s.mustCall(t, padPath+"updateTimeZone", body(fields, one)).items(t)[0]
			return it["taskId"].(float64), it["taskStatus"].(float64)
		}
		older, _ := submit(tokyo)
		if id, status := submit(tokyo); id != older || status != submitDuplicate {
			t.Errorf("equal: got task %v and status %v, want %v and -1", id, status, older)
		}
		if id, status := submit(`"timeZone":"Europe/Berlin"`); id == older || status != submitAccepted {
			t.Errorf("different: got task %v and status %v, want a new task", id, status)
		}
		<-time.After(time.Minute)
		if id, status := submit(tokyo); id == older || status != submitAccepted {
			t.Errorf("after the end: got task %v and status %v, want a new task", id, status)
		}
	})
}

// The oldest finished tasks expire, so memory is bounded.
func TestFinishedTasksExpire(t *testing.T) {
	s := newSimulator(t, Options{})
	inst := s.account.byCode[one]
	for id := int64(firstTaskID); id < firstTaskID+maxFinishedTasks+5; id++ {
		s.enqueue(inst, updateTimeZone, &event{At: now(), Args: []byte(`{}`)}, id)
		s.finishTask(s.tasks[id], now(), taskDone, "", "")
	}
	if len(s.tasks) != maxFinishedTasks || s.tasks[firstTaskID] != nil || s.tasks[firstTaskID+5] == nil {
		t.Errorf("got %d tasks, want the %d newest", len(s.tasks), maxFinishedTasks)
	}
}
