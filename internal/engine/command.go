package engine

import (
	"context"
	"encoding/json"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Command runs a command on one phone and gives what it printed: at once where
// the API level can (within five seconds), else as a task, which equal commands
// on other phones share. The command must only read: it is no change, and takes
// no lane. It is never run a second time because an answer was lost. Errors are
// *InstanceError. API document: Synchronised execution of ADB commands,
// Asynchronous execution of ADB commands.
func (e *Engine) Command(ctx context.Context, padCode, command string) (string, error) {
	if !e.Lacks(armcloud.RunCommandSync) {
		task, err := e.runNow(ctx, padCode, command)
		if err == nil {
			task, err = e.ended(ctx, task)
		}
		if err = e.failure(padCode, armcloud.RunCommandSync, task.ID, err); !armcloud.Is(err, armcloud.ClassUnavailable) {
			return printed(task), err
		}
	}
	params, err := json.Marshal(map[string]string{"scriptContent": command})
	if err != nil {
		return "", err
	}
	task, err := e.Query(ctx, padCode, armcloud.RunCommand, params)
	return printed(task), err
}

// ended waits for a command that the service answered for before its end.
func (e *Engine) ended(ctx context.Context, task armcloud.Task) (armcloud.Task, error) {
	done, err := judgeTask(task)
	if done || task.ID == 0 {
		return task, err
	}
	return e.AwaitTask(ctx, armcloud.WaitScript, task.ID)
}

// printed is the output of a command. Some answers have it among the remarks.
func printed(task armcloud.Task) string {
	if task.Result == "" {
		return task.Error
	}
	return task.Result
}
