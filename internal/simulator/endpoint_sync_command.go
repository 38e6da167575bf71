package simulator

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// syncTimeout is the longest time that a script may take.
const syncTimeout = 5 * time.Second

// syncCommandRow is the result of pad/syncCmd for its one instance.
type syncCommandRow struct {
	TaskID     int64  `json:"taskId"`
	PadCode    string `json:"padCode"`
	TaskStatus int    `json:"taskStatus"`
	TaskResult string `json:"taskResult"`
}

// syncCommand handles pad/syncCmd of 2024 (API document: Synchronised execution
// of ADB commands). It returns the output at once, under the id of a finished
// task. A script that sleeps for more than five seconds is refused without
// waiting. The data is null for an offline instance, as clients observed. An
// instance that is not running refuses the command.
func syncCommand(s *Simulator, r *request) (any, *refusal) {
	var args commandArgs
	inst, refused := s.parseInstance(r)
	if refused != nil {
		return nil, refused
	}
	r.fields.required("scriptContent", &args.Script)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	s.counters.countBatch(r.route.path, 1)
	if !inst.online {
		s.counters.OfflineSubmits++
		return nil, nil
	}
	if f := r.injectedFailure(inst.code); f != nil || inst.status != statusRunning {
		message := "Failed to execute ADB command"
		if f != nil && f.Message != "" {
			message = f.Message
		}
		return nil, refuse(codeCommandFailed, "%s", message)
	}
	if sleepDuration(args.Script) > syncTimeout {
		return nil, refuse(codeCommandTimeout, "Command execution timeout")
	}
	raw, id := encodeArgs(r.fields, args), s.nextTask
	e := &event{At: r.at, Kind: eventCommand, Pads: []string{inst.code}, Operation: runCommand.name, Args: raw, FirstID: id}
	if refused := s.commitRequest(e); refused != nil {
		return nil, refused
	}
	if r.omitted(inst.code) {
		return []syncCommandRow{}, nil
	}
	return []syncCommandRow{{id, inst.code, taskDone, s.tasks[id].result}}, nil
}

// runImmediately runs a task on an instance at once, ahead of its queue.
func (s *Simulator) runImmediately(inst *instance, op *operation, args json.RawMessage, id int64, at time.Time) error {
	result, err := op.apply(s, inst, args)
	if err != nil {
		return err
	}
	t := &task{id: id, batch: id, instance: inst, operation: op, args: args, created: at, start: at, status: taskPending}
	s.registerTask(t)
	s.nextTask = max(s.nextTask, id+1)
	s.finishTask(t, at, taskDone, "", result)
	return nil
}

// sleepDuration returns the total duration of the sleep commands of a script.
func sleepDuration(script string) time.Duration {
	var total time.Duration
	for _, words := range parseScript(script) {
		if !hasPrefixWords(words, "sleep") {
			continue
		}
		for _, word := range words[1:] {
			seconds, err := strconv.ParseFloat(strings.TrimSuffix(word, "s"), 64)
			if err == nil && seconds > 0 {
				total += time.Duration(min(seconds, 1e6) * float64(time.Second))
			}
		}
	}
	return total
}
