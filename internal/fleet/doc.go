// Package fleet implements armcloud_fleet: one resource for many instances.
//
// Its attribute phones maps pad codes to profile names, and profiles maps those to
// settings; model is their Go form. The settings of an instance are those of its
// profile with its override and its proxy password (own.go); model.of returns them.
// fleetResource implements the framework's interfaces in plan.go, apply.go, read.go,
// delete.go and import.go. An applier carries out one Create or Update. record.go
// encodes the private state, which stores only exceptions: an instance that has exactly
// these settings takes no space in it, except for the fingerprint of a write-only proxy
// password (sent_passwords.go).
//
// How an update proceeds, if the time zone of profile "kiosk" changes:
//
//  1. ModifyPlan (plan.go) reads the models of plan and state. It warns of
//     instances that are missing or managed twice, and of settings that
//     cannot be undone.
//  2. Update (apply.go) reads the desired profile of each instance and loads
//     its current settings as a converge.Holding. Instances with nothing to do
//     drop out here.
//  3. A converge.Converger brings all others to their profiles at the same time.
//     Package engine combines equal changes: 1,000 kiosks take ten requests.
//     Each instance gets an outcome of its own. With a rollout (rollout_apply.go),
//     it goes in waves.
//  4. Outcomes (outcome.go) become state. An instance that succeeded has its
//     profile name in phones, one that failed has the reason instead, such as
//     "failed: offline for 5m0s", so the next plan shows the repair. One that a
//     rollout did not begin waits, and its note says what it has.
//  5. The report (report.go) is one error for all failed instances: the first
//     ones in full, the others counted by reason.
//
// Package fleet does not import package instance or the other way round. What
// they share is in ownership, setting and converge.
package fleet
