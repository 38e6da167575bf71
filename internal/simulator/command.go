package simulator

import (
	"encoding/json"
)

type commandArgs struct {
	Script string `json:"script"`
}

// runCommand is pad/asyncCmd (API document: Asynchronous execution of ADB
// commands): a script on each phone, whose output becomes taskResult. The
// phone understands a few commands that read, see shell.
var runCommand = &operation{
	name: "asyncCmd", once: true,
	check: func(_ *Simulator, f *fields) any {
		var args commandArgs
		f.need("scriptContent", &args.Script)
		return args
	},
	apply: func(s *Simulator, p *phone, raw json.RawMessage) (string, error) {
		var args commandArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		return s.shell(p, args.Script), nil
	},
}

// executeScriptInfo is task/executeScriptInfo (API document: Get the result
// of the instance execution script); errorMsg exists at the current level only.
func executeScriptInfo(s *Simulator, r *request) (any, *refusal) {
	return s.taskAnswers(r, r.current(), func(t *task) bool { return t.operation == runCommand })
}
