package engine

import (
	"context"
	"encoding/json"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Command runs a command on one instance and returns its output. It uses the
// synchronous endpoint if this API level has it (limit: five seconds), and
// otherwise a task, batched with equal commands on other instances. The command
// must be read-only; Command does not lock the instance. A command is never
// repeated after a lost response. Errors are *InstanceError. API document:
// Synchronised execution of ADB commands, Asynchronous execution of ADB
// commands.
func (e *Engine) Command(ctx context.Context, padCode, command string) (string, error) {
	if !e.Lacks(armcloud.RunCommandSync) {
		task, err := e.api.RunSync(ctx, padCode, command)
		if err == nil {
			task, err = e.awaitCommand(ctx, task)
		}
		if err = e.failure(padCode, armcloud.RunCommandSync, task.ID, err); !armcloud.Is(err, armcloud.ClassUnavailable) {
			return task.Output(), err
		}
	}
	params, err := json.Marshal(map[string]string{"scriptContent": command})
	if err != nil {
		return "", err
	}
	task, err := e.Query(ctx, padCode, armcloud.RunCommand, params)
	return task.Output(), err
}

// awaitCommand waits for a command that was still running when the API
// responded.
func (e *Engine) awaitCommand(ctx context.Context, task armcloud.Task) (armcloud.Task, error) {
	done, err := taskOutcome(task)
	if done || task.ID == 0 {
		return task, err
	}
	return e.AwaitTask(ctx, armcloud.WaitScript, task.ID)
}
