package engine

import (
	"context"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// withoutBatch returns an account of an API level without batchPadProperties.
func withoutBatch(instances int) *account {
	a := newAccount(instances)
	a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) {
		return nil, &armcloud.Error{Class: armcloud.ClassUnavailable}, true
	}
	return a
}

// Reading by shell takes one command for up to a hundred instances and no
// request per instance, unlike the lesser reach. The output may be in the
// result or in the error message. An instance whose command failed or printed
// something else is missing from the result.
func TestPropertiesByShell(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := withoutBatch(200)
		printed := "[ro.build.id]: [X]\r\n[persist.sys.timezone]: [Europe/Berlin]\nnonsense\n"
		a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
			var tasks []armcloud.Task
			for _, id := range ids {
				task := armcloud.Task{ID: id, Status: armcloud.TaskDone, Result: printed}
				switch a.tasks[id].padCode {
				case "AC00001":
					task.Result, task.Error = "", printed
				case "AC00002":
					task.Status = armcloud.TaskFailed
				case "AC00003":
					task.Result = "sh: getprop: not found"
				}
				tasks = append(tasks, task)
			}
			return tasks, nil, true
		}
		e := New(a, Options{})
		got, err := e.Properties(t.Context(), a.instances, ReachShell)
		if err != nil || len(got) != 198 || len(a.batches) != 2 || a.single != 0 {
			t.Errorf("got %d instances by %d commands and %d single requests, %v, want 198 by 2 and none", len(got), len(a.batches), a.single, err)
		}
		for _, code := range []string{"AC00000", "AC00001"} {
			if zone := got[code].System["persist.sys.timezone"]; zone != "Europe/Berlin" {
				t.Errorf("%s: got %q in %v, want Europe/Berlin", code, zone, got[code])
			}
		}
		if got, err := e.Properties(t.Context(), a.instances[:5], ReachPerInstance); err != nil || len(got) != 5 || a.single != 5 {
			t.Errorf("control: got %d instances by %d single requests, %v, want 5 by 5", len(got), a.single, err)
		}
	})
}

// If commands are refused, as in a read-only provider, the API is queried per
// instance.
func TestPropertiesIfCommandsAreRefused(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := withoutBatch(3)
		a.onSubmit = func(context.Context, int, *armcloud.Operation, []string) ([]armcloud.Submission, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassReadOnly}, true
		}
		got, err := New(a, Options{}).Properties(t.Context(), a.instances, ReachShell)
		if err != nil || len(got) != 3 || a.single != 3 {
			t.Errorf("got %d instances by %d single requests, %v, want 3 by 3", len(got), a.single, err)
		}
	})
}

// Of output that was cut off, only whole lines count. A property that was cut off is
// missing, which says nothing about it.
func TestPropertiesOfCutOffOutput(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const printed = "[ro.build.id]: [X]\n[persist.sys.timezone]: [Europe/Berlin]\n"
		for length, want := range map[int]string{len(printed): "Europe/Berlin", len(printed) - 2: "", len(printed) - 8: ""} {
			a := withoutBatch(1)
			a.onTasks = func(_ context.Context, _ int, ids []int64) ([]armcloud.Task, error, bool) {
				return []armcloud.Task{{ID: ids[0], Status: armcloud.TaskDone, Result: printed[:length]}}, nil, true
			}
			got, err := New(a, Options{}).Properties(t.Context(), a.instances, ReachShell)
			system := got["AC00000"].System
			if err != nil || system["ro.build.id"] != "X" || system["persist.sys.timezone"] != want {
				t.Errorf("%d bytes: got %v, %v, want the time zone %q", length, system, err, want)
			}
		}
	})
}
