package engine

import (
	"context"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// withoutBatch is an account of an API level without batchPadProperties.
func withoutBatch(phones int) *account {
	a := newAccount(phones)
	a.onBatch = func(int, []string) ([]armcloud.PadProperties, error, bool) {
		return nil, &armcloud.Error{Class: armcloud.ClassUnavailable}, true
	}
	return a
}

// Asking the phones takes one command for up to a hundred of them, and none
// of the requests for one phone, which the lesser reach makes. The output may
// stand in the result or among the remarks; a phone whose command failed, or
// that printed something else, has no properties, which is no evidence.
func TestPropertiesFromThePhones(t *testing.T) {
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
		got, err := e.Properties(t.Context(), a.phones, ReachShell)
		if err != nil || len(got) != 198 || len(a.batches) != 2 || a.single != 0 {
			t.Errorf("%d phones in %d commands and %d single requests, %v", len(got), len(a.batches), a.single, err)
		}
		for _, code := range []string{"AC00000", "AC00001"} {
			if zone := got[code].System["persist.sys.timezone"]; zone != "Europe/Berlin" {
				t.Errorf("%s: %q in %v", code, zone, got[code])
			}
		}
		if got, err := e.Properties(t.Context(), a.phones[:5], ReachPerInstance); err != nil || len(got) != 5 || a.single != 5 {
			t.Errorf("control: %d phones, %d single requests, %v", len(got), a.single, err)
		}
	})
}

// Where commands may not be run, as in a provider that only reads, the API is
// asked phone by phone instead.
func TestPropertiesWhereCommandsAreRefused(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a := withoutBatch(3)
		a.onSubmit = func(context.Context, int, *armcloud.Operation, []string) ([]armcloud.Submission, error, bool) {
			return nil, &armcloud.Error{Class: armcloud.ClassReadOnly}, true
		}
		got, err := New(a, Options{}).Properties(t.Context(), a.phones, ReachShell)
		if err != nil || len(got) != 3 || a.single != 3 {
			t.Errorf("%d phones, %d single requests, %v", len(got), a.single, err)
		}
	})
}
