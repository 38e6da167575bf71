package armcloud

import (
	"context"
	"encoding/json"
)

// RunCommand starts tasks that run a shell command on instances.
// API document: Asynchronous execution of ADB commands.
var RunCommand = &Operation{
	Name:       "run the command",
	Method:     "POST",
	Path:       "/openapi/open/pad/asyncCmd",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitScript,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// RunCommandSync runs a shell command on one instance and returns its output. The
// service responds within five seconds.
// API document: Synchronised execution of ADB commands.
var RunCommandSync = &Operation{
	Name:       "run the command and wait",
	Method:     "POST",
	Path:       "/openapi/open/pad/syncCmd",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Answer:     AnswerItems,
	Levels:     Level2024,
}

// RunSync runs a shell command on one instance and returns its task, which is
// usually done. If the command takes longer than five seconds, it continues, but
// the error has code 110012. The error is ClassUnavailable if the service does
// not have the operation, and ClassAmbiguous if the command may have run. It is
// ClassRejected if the instance is offline. API document: Synchronised execution
// of ADB commands.
func (c *Client) RunSync(ctx context.Context, padCode, command string) (Task, error) {
	response, err := c.Call(ctx, RunCommandSync, map[string]string{"padCode": padCode, "scriptContent": command})
	if err != nil {
		return Task{}, err
	}
	return decodeCommand(padCode, response, c.secrets.all())
}

// decodeCommand returns the task of a command, or the refusal of the instance. It
// never takes a refusal for the output.
func decodeCommand(padCode string, response *Response, secrets []string) (Task, error) {
	d := submissionDecoder{op: RunCommandSync, targets: []string{padCode}, response: response, secrets: secrets}
	tasks, err := decodeList[taskItem](response.Data)
	if err != nil {
		return Task{}, undecodable(RunCommandSync, response, err)
	}
	if len(tasks) == 0 {
		return Task{}, &Error{
			Class: ClassRejected, Operation: RunCommandSync, TraceID: response.TraceID,
			Message: "the service returned no output, as for an instance that is offline",
			Advice:  "Check the state of the instance.",
		}
	}
	// Any object can be decoded as these.
	outcomes, _ := decodeList[submissionItem](response.Data)
	fields, _ := decodeList[map[string]json.RawMessage](response.Data)
	for _, item := range outcomes {
		if _, ok := d.targetOf(item); ok && item.refused() {
			return Task{}, d.refusal(item.code(), item.message())
		}
	}
	for i, item := range outcomes {
		if _, ok := d.targetOf(item); !ok {
			continue
		}
		task := tasks[i].task()
		task.hideSecrets(secrets)
		switch {
		case item.TaskStatus.set:
			return task, nil
		case fields[i]["taskResult"] == nil || string(fields[i]["taskResult"]) == "null":
			return Task{}, d.indeterminate("the service returned neither an output nor a task")
		}
		task.Status = TaskDone
		return task, nil
	}
	return Task{}, d.indeterminate("the response is not about the instance")
}
