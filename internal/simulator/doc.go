// Package simulator is a stateful ARMCloud account behind the same HTTP
// interface as the real service: phones on machines in groups, tasks that take
// time, signatures, limits, faults on demand, and counters of what was asked.
//
// It shares no code with the client on purpose: a mistake in the client must
// not be repeated here, where it would be taken for correct.
//
// Time is never spent in the background, but for callbacks, which have to be
// sent when they are due (see alarms). A phone knows its queue of tasks and is
// brought up to date when somebody looks at it (see advance), so ten thousand
// phones cost nothing while nobody asks.
package simulator
