package simulator

import (
	"slices"
	"strings"
	"time"
)

func (f *faultRule) matchesPath(path string) bool { return strings.HasSuffix(path, f.Path) }

// mayMatchQuery reports whether a path queries tasks that a rule for
// submissions may concern; triggeredTaskFault checks the tasks.
func (f *faultRule) mayMatchQuery(path string) bool {
	return (f.Kind == FaultTaskUnknown || f.Kind == FaultTaskStatus) && strings.HasPrefix(path, "/task-center/")
}

// trigger counts a match and reports whether the fault fires this time.
func (f *faultRule) trigger() bool {
	f.matches++
	if f.matches <= f.After || f.Times > 0 && f.hits >= f.Times {
		return false
	}
	f.hits++
	return true
}

// selectRules returns the rules that fire for the whole request, and all rules
// that are checked per instance later.
func (s *Simulator) selectRules(rules []*faultRule, call *request) []*faultRule {
	s.mu.Lock()
	defer s.mu.Unlock()
	var claimed []*faultRule
	for _, f := range rules {
		if f.Kind == FaultClockSkew {
			continue // see clockSkew
		}
		if slices.Contains(taskFaults, f.Kind) || s.ruleMatches(f, call) && f.trigger() {
			claimed = append(claimed, f)
		}
	}
	return claimed
}

// ruleMatches reports whether a request names the instance of a rule, by pad
// code or by one of its tasks.
func (s *Simulator) ruleMatches(f *faultRule, call *request) bool {
	if f.PadCode == "" {
		return true
	}
	var one string
	var codes []string
	var ids []int64
	probe := &fields{values: call.fields.values}
	probe.optional("padCode", &one)
	probe.optional("padCodes", &codes)
	probe.optional("taskIds", &ids)
	for _, app := range parseApps(probe) {
		codes = append(codes, app.PadCodes...)
	}
	for _, pad := range parsePads(probe) {
		codes = append(codes, pad.PadCode)
	}
	return one == f.PadCode || slices.Contains(codes, f.PadCode) ||
		slices.ContainsFunc(ids, func(id int64) bool {
			t := s.tasks[id]
			return t != nil && t.instance.code == f.PadCode
		})
}

// triggeredFault returns the first rule of a kind that concerns an instance and
// fires, or nil.
func (r *request) triggeredFault(kind, code string) *faultRule {
	for _, f := range r.rules {
		if f.Kind == kind && (f.PadCode == "" || f.PadCode == code) && f.trigger() {
			return f
		}
	}
	return nil
}

func (r *request) omitted(code string) bool { return r.triggeredFault(FaultOmit, code) != nil }

// triggeredTaskFault is triggeredFault for a queried task. The path of the rule
// may be that of the query or that of the submission.
func (r *request) triggeredTaskFault(kind, code, submitted string) *faultRule {
	for _, f := range r.rules {
		if f.Kind == kind && (f.PadCode == "" || f.PadCode == code) && (f.matchesPath(r.route.path) || f.matchesPath(submitted)) && f.trigger() {
			return f
		}
	}
	return nil
}

// shownStatus returns the status that a query shows for a task with a given
// status, submitted by the path submitted. It returns false if the task is left
// out. The code is empty for a task without an instance.
func (r *request) shownStatus(code, submitted string, status int) (int, bool) {
	if r.triggeredTaskFault(FaultTaskUnknown, code, submitted) != nil {
		return 0, false
	}
	if f := r.triggeredTaskFault(FaultTaskStatus, code, submitted); f != nil {
		return f.Status, true
	}
	return status, true
}

// shownTaskStatus is shownStatus for a task on an instance.
func (r *request) shownTaskStatus(t *task) (int, bool) {
	submitted := ""
	if len(r.rules) > 0 {
		submitted = submitPathOf(t.operation)
	}
	return r.shownStatus(t.instance.code, submitted, t.shownStatus())
}

// clockSkew returns how far the clock of the service is ahead for a request.
func (s *Simulator) clockSkew(rules []*faultRule) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range rules {
		if f.Kind == FaultClockSkew && f.trigger() {
			return f.Delay
		}
	}
	return 0
}

// injectedFailure returns the failure that a rule prescribes for the task of an
// instance, or nil.
func (r *request) injectedFailure(code string) *failure {
	f, effect := r.triggeredFault(FaultTaskFail, code), false
	if f == nil {
		f, effect = r.triggeredFault(FaultTaskFailAfter, code), true
	}
	if f == nil {
		return nil
	}
	status := f.Status
	if status == 0 {
		status = taskFailed
	}
	return &failure{Status: status, Message: f.Message, Effect: effect}
}
