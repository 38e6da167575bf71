package simulator

import (
	"encoding/json"
)

type commandArgs struct {
	Script string `json:"script"`
}

// runCommand is pad/asyncCmd (API document: Asynchronous execution of ADB
// commands). It runs a script on each instance; the output becomes taskResult.
// See shell for the commands that instances support.
var runCommand = &operation{
	name: "asyncCmd", nonIdempotent: true,
	parseArgs: func(_ *Simulator, f *fields) any {
		var args commandArgs
		f.required("scriptContent", &args.Script)
		return args
	},
	apply: func(s *Simulator, inst *instance, raw json.RawMessage) (string, error) {
		var args commandArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return "", err
		}
		return s.shell(inst, args.Script), nil
	},
}

// executeScriptInfo is task/executeScriptInfo (API document: Get the result
// of the instance execution script). Only the current level has errorMsg.
func executeScriptInfo(s *Simulator, r *request) (any, *refusal) {
	return s.queryTasks(r, r.current(), func(t *task) bool { return t.operation == runCommand })
}
