package simulator

import (
	"bytes"
	"encoding/json"
)

// duplicateOf returns an equal unfinished task of the instance if the service
// deduplicates submissions, or nil.
func (s *Simulator) duplicateOf(inst *instance, op *operation, args json.RawMessage) *task {
	if s.options.Level == Level2024 || !s.options.DuplicateTasks && !s.options.Quirks {
		return nil
	}
	return inst.findUnfinished(op, args)
}

// findUnfinished returns an unfinished task of the instance with the same
// operation and arguments, or nil.
func (inst *instance) findUnfinished(op *operation, args json.RawMessage) *task {
	for _, t := range inst.queue {
		if t.operation == op && bytes.Equal(t.args, args) {
			return t
		}
	}
	return nil
}

// countMisuse counts overlapping changes, repeats of operations that aren't
// idempotent, and submissions to offline instances.
func (s *Simulator) countMisuse(inst *instance, op *operation, args json.RawMessage) {
	if op.changes && inst.changePending() {
		s.counters.Overlaps++
		s.counters.addCulprit(inst.code)
	}
	if op.disrupts && inst.disrupted() || op.nonIdempotent && !op.disrupts && inst.findUnfinished(op, args) != nil {
		s.counters.Repeated++
		s.counters.addCulprit(inst.code)
	}
	if !inst.online {
		s.counters.OfflineSubmits++
	}
}
