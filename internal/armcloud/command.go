package armcloud

import "context"

// RunCommand runs a shell command on phones as a task.
// API document: Asynchronous execution of ADB commands.
var RunCommand = &Operation{
	Name:       "run the command",
	Method:     "POST",
	Path:       "/openapi/open/pad/asyncCmd",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitScript,
	PerTarget:  true,
	Levels:     AllLevels,
}

// RunCommandNow runs a shell command on one phone and answers within 5 seconds.
// API document: Synchronised execution of ADB commands.
var RunCommandNow = &Operation{
	Name:       "run the command and wait",
	Method:     "POST",
	Path:       "/openapi/open/pad/syncCmd",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Levels:     Level2024,
}

// RunNow runs a shell command on one phone and gives its task, which as a rule
// is done: the service waits five seconds for it and then refuses with code
// 110012, while the command goes on. A phone that is offline has no answer,
// which is an error. The error is ClassUnavailable where the service does not
// have the operation, ClassAmbiguous when the command may have run. API
// document: Synchronised execution of ADB commands.
func (c *Client) RunNow(ctx context.Context, padCode, command string) (Task, error) {
	response, err := c.Call(ctx, RunCommandNow, map[string]string{"padCode": padCode, "scriptContent": command})
	if err != nil {
		return Task{}, err
	}
	items, err := decodeList[taskItem](response.Data)
	if err != nil {
		return Task{}, undecodable(RunCommandNow, response, err)
	}
	if len(items) == 0 {
		return Task{}, &Error{
			Class: ClassRejected, Operation: RunCommandNow, TraceID: response.TraceID,
			Message: "the service answers without any output, as it does for a phone that is offline",
			Advice:  "Look at the phone's state.",
		}
	}
	task := items[0].task()
	task.Error = scrub(task.Error, c.sent.learn(nil))
	if !items[0].TaskStatus.set {
		task.Status = TaskDone
	}
	return task, nil
}
