package simulator

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// calm is options with round times for tests that simulate time.
func calm() Options {
	return Options{TaskTime: 8 * time.Second, RestartTime: 60 * time.Second, TaskTimeout: 10 * time.Minute}
}

func body(fields string, codes ...string) string { return "{" + fields + "," + pads(codes...) + "}" }

const tokyo = `"timeZone":"Asia/Tokyo"`

// A task is pending, then running, then done; its effect comes with the end.
func TestTaskTakesItsTimeAndActsAtItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		id := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
		if id != firstTaskID {
			t.Errorf("first id is %d", id)
		}
		s.expectStatus(t, id, taskPending)
		<-time.After(2 * time.Second)
		s.expectStatus(t, id, taskRunning)
		if end := s.taskStatus(t, id)["endTime"]; end != nil {
			t.Errorf("a running task has the end time %v", end)
		}
		if got := s.instanceState(t, one).TimeZone; got != defaultTimeZone {
			t.Errorf("time zone %s before the task has ended", got)
		}
		<-time.After(8 * time.Second)
		s.expectStatus(t, id, taskDone)
		if end := s.taskStatus(t, id)["endTime"]; end == nil {
			t.Error("a finished task has no end time")
		}
		if got := s.instanceState(t, one).TimeZone; got != "Asia/Tokyo" {
			t.Errorf("time zone %s after the task has ended", got)
		}
		if got := s.instanceState(t, two).TimeZone; got != defaultTimeZone {
			t.Errorf("another phone has the time zone %s", got)
		}
	})
}

// Tasks of one instance run one after another, those of two instances side by side.
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
			t.Errorf("bandwidth %v", got)
		}
	})
}

// A task of an instance that is offline waits for it; one that was running begins
// again; past the timeout it ends with -4 and has no effect.
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
			t.Errorf("a task that timed out has set the time zone %s", got)
		}
		if n := s.Counters().OfflineSubmits; n != 1 {
			t.Errorf("%d submissions to phones off line counted, want 1", n)
		}
	})
}

// Jitter spreads the ends of tasks within its bounds, equally for equal seeds.
func TestJitterIsBoundedAndFollowsFromTheSeed(t *testing.T) {
	o := calm()
	o.TaskJitter, o.Seed = 4*time.Second, 7
	a, b := newSimulator(t, o), newSimulator(t, o)
	o.Seed = 8
	other := newSimulator(t, o)
	seen, differs := map[time.Duration]bool{}, false
	for id := int64(firstTaskID); id < firstTaskID+200; id++ {
		d := a.taskDuration(id)
		if d < 4*time.Second || d > 12*time.Second {
			t.Fatalf("a task takes %s", d)
		}
		if b.taskDuration(id) != d {
			t.Fatalf("equal seeds give %s and %s", d, b.taskDuration(id))
		}
		seen[d] = true
		differs = differs || other.taskDuration(id) != d
	}
	if len(seen) < 100 || !differs {
		t.Errorf("%d different times; another seed differs: %v", len(seen), differs)
	}
}

// Unknown ids are left out; the endpoint for restarts knows only those.
func TestTaskQueriesLeaveOutWhatTheyDoNotKnow(t *testing.T) {
	s := newSimulator(t, Options{})
	zone := s.submitOne(t, padPath+"updateTimeZone", body(tokyo, one))
	restart := s.submitOne(t, padPath+"restart", "{"+pads(two)+"}")
	for path, want := range map[string]int{"padTaskDetail": 2, "padExecuteTaskInfo": 1} {
		items := s.mustCall(t, taskPath+path, fmt.Sprintf(`{"taskIds":[5,%d,%d]}`, zone, restart)).items(t)
		if len(items) != want {
			t.Errorf("%s answers %d tasks, want %d", path, len(items), want)
		}
	}
	if a := s.mustCall(t, taskPath+"padTaskDetail", `{"taskIds":[5]}`); string(a.Data) != "[]" {
		t.Errorf("unknown ids alone: data %s instead of an empty list", a.Data)
	}
	if a := s.call(t, taskPath+"padTaskDetail", `{}`); a.Code != codeRequired {
		t.Errorf("no ids: code %d", a.Code)
	}
}

// With the option, an equal submission is answered with the unfinished task
// and taskStatus -1; a different one, or the same after the end, is accepted.
func TestEqualSubmissionsAreAnsweredWithTheOlderTask(t *testing.T) {
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
			t.Errorf("equal: task %v status %v, want %v and -1", id, status, older)
		}
		if id, status := submit(`"timeZone":"Europe/Berlin"`); id == older || status != submitAccepted {
			t.Errorf("different: task %v status %v", id, status)
		}
		<-time.After(time.Minute)
		if id, status := submit(tokyo); id == older || status != submitAccepted {
			t.Errorf("after the end: task %v status %v", id, status)
		}
	})
}

// The oldest finished tasks are forgotten, so that memory stays bounded.
func TestFinishedTasksExpire(t *testing.T) {
	s := newSimulator(t, Options{})
	inst := s.account.byCode[one]
	for id := int64(firstTaskID); id < firstTaskID+maxFinishedTasks+5; id++ {
		s.enqueue(inst, updateTimeZone, &event{At: now(), Args: []byte(`{}`)}, id)
		s.finishTask(s.tasks[id], now(), taskDone, "", "")
	}
	if len(s.tasks) != maxFinishedTasks || s.tasks[firstTaskID] != nil || s.tasks[firstTaskID+5] == nil {
		t.Errorf("%d tasks are remembered, want the %d newest", len(s.tasks), maxFinishedTasks)
	}
}
