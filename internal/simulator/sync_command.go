package simulator

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// syncLimit is how long the service waits for a script.
const syncLimit = 5 * time.Second

// syncAnswer is the answer for the one phone of pad/syncCmd.
type syncAnswer struct {
	TaskID     int64  `json:"taskId"`
	PadCode    string `json:"padCode"`
	TaskStatus int    `json:"taskStatus"`
	TaskResult string `json:"taskResult"`
}

// syncCommand is pad/syncCmd of 2024 (API document: Synchronised execution of
// ADB commands): the output at once, under a task that is done. A script that
// sleeps for more than five seconds is refused without the wait. A phone that
// is off line has no data, as clients saw; one that is not running, no command.
func syncCommand(s *Simulator, r *request) (any, *refusal) {
	var args commandArgs
	p, refused := s.onePhone(r)
	if refused != nil {
		return nil, refused
	}
	r.fields.need("scriptContent", &args.Script)
	if r.fields.refused != nil {
		return nil, r.fields.refused
	}
	s.counters.batch(r.route.path, 1)
	if !p.online {
		s.counters.OfflineSubmits++
		return nil, nil
	}
	if f := r.taskFailure(p.code); f != nil || p.status != statusRunning {
		message := "Failed to execute ADB command"
		if f != nil && f.Message != "" {
			message = f.Message
		}
		return nil, refuse(codeCommandFailed, "%s", message)
	}
	if sleeps(args.Script) > syncLimit {
		return nil, refuse(codeCommandTimeout, "Command execution timeout")
	}
	raw, id := keep(r.fields, args), s.nextTask
	e := &event{At: r.at, Kind: eventRan, Pads: []string{p.code}, Operation: runCommand.name, Args: raw, FirstID: id}
	if err := s.happen(e); err != nil {
		return nil, refuse(codeInternal, "the simulator cannot write its state file")
	}
	if r.omits(p.code) {
		return []syncAnswer{}, nil
	}
	return []syncAnswer{{id, p.code, taskDone, s.tasks[id].result}}, nil
}

// runNow does a task of a phone at once, before those that wait.
func (s *Simulator) runNow(p *phone, op *operation, args json.RawMessage, id int64, at time.Time) error {
	result, err := op.apply(s, p, args)
	if err != nil {
		return err
	}
	t := &task{id: id, batch: id, phone: p, operation: op, args: args, created: at, start: at, status: taskPending}
	s.keepTask(t)
	s.nextTask = max(s.nextTask, id+1)
	s.finishTask(t, at, taskDone, "", result)
	return nil
}

// sleeps is how long the sleep commands of a script take together.
func sleeps(script string) time.Duration {
	var total time.Duration
	for _, words := range commandsOf(script) {
		if !begins(words, "sleep") {
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
