// Package converge decides and carries out what an instance needs. It is free of
// Terraform: resources say what they want in an Order and keep what they learn in
// a Holding.
//
// A Holding is what one resource knows of one instance. For every setting that the
// resource has sent, an Entry says that its value was applied, that its change is
// in flight, or that the instance may have any value; a setting without an entry is
// absent. Three functions are its only transitions:
//
//	Plan(holding, order)       → the Job: what to undo, set, restart or reset
//	Apply(holding, job, outcome) → the holding afterwards
//	Observed(holding, observations) → the holding after a refresh, and what drifted
//
// A Converger carries out orders. It first waits for the changes in flight and
// adopts their results, so that nothing is sent twice. Then it executes the job, in
// the order of the settings, and turns each step into a Result: done, refused,
// failed, or indeterminate. After an indeterminate step nothing more is sent to the
// instance.
//
// With ApplyInWaves, a Converger carries out orders in waves, within the bounds of a
// Rollout.
//
// Example: an apply changes the bandwidth of AC1 and is interrupted while the task
// runs. Setting.Set returns the Request, send passes it to Engine.Run, which returns
// a StillRunningError with the task. The Result is Indeterminate with a Flight that
// names the task and the hash of the value, and Apply stores it in the entry. The
// resource saves the holding and names "bandwidth" in its attribute unfinished. In
// the next apply, Converger.Apply waits for the task. It has succeeded, so the entry
// becomes applied, Plan finds nothing to do, and nothing is sent.
package converge
