package simulator

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// A task that fails with task_fail_after takes effect, and Tasks shows that. An instance
// that refuse_item refuses has an item without a task.
func TestEffectsOfFailedAndRefusedInstances(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSimulator(t, calm())
		must(t, s.AddFault(Fault{Kind: FaultTaskFailAfter, PadCode: one, Status: -5, Message: "so close"}))
		must(t, s.AddFault(Fault{Kind: FaultTaskFail, PadCode: two}))
		must(t, s.AddFault(Fault{Kind: FaultRefuseItem, PadCode: three, Code: 110031, Message: "not ready"}))
		items := s.mustCall(t, padPath+"updateTimeZone", body(tokyo, one, two, three)).items(t)
		if len(items) != 3 || items[2]["padCode"] != three || items[2]["taskId"] != nil || items[2]["errorCode"] != 110031.0 || items[2]["errorMsg"] != "not ready" {
			t.Fatalf("got items %v, want a refusal of instance 3", items)
		}
		<-time.After(10 * time.Second)
		for code, want := range map[string]string{one: "Asia/Tokyo", two: defaultTimeZone, three: defaultTimeZone} {
			if got := s.instanceState(t, code).TimeZone; got != want {
				t.Errorf("%s: got %s, want %s", code, got, want)
			}
		}
		path := padPath + "updateTimeZone"
		want := []TaskState{{firstTaskID, path, one, -5, true}, {firstTaskID + 1, path, two, taskFailed, false}}
		if got := s.Tasks(); !slices.Equal(got, want) {
			t.Errorf("got tasks %+v, want %+v", got, want)
		}
		only := s.mustCall(t, padPath+"updateTimeZone", body(tokyo, three)).items(t)
		if len(only) != 1 || only[0]["errorCode"] != 110031.0 {
			t.Errorf("got items %v for a refused instance, want its refusal", only)
		}
	})
}

// After the fault gone, the account does not have the instance, and others are there.
func TestInstanceGoesInTheMiddle(t *testing.T) {
	s := newSimulator(t, Options{})
	must(t, s.AddFault(Fault{Kind: FaultGone, Path: "pad/updateTimeZone", PadCode: two}))
	s.mustCall(t, padPath+"updateTimeZone", body(tokyo, one, two))
	_, first := s.Instance(one)
	_, second := s.Instance(two)
	if !first || second {
		t.Errorf("got instances 1 and 2 in the account: %v and %v, want only 1", first, second)
	}
	if a := s.call(t, padPath+"updateTimeZone", body(tokyo, two)); a.Code != codeInstanceNotFound {
		t.Errorf("got code %d for the instance, want %d", a.Code, codeInstanceNotFound)
	}
}
