// Package instance implements armcloud_instance, which manages all settings of
// one instance, and the single-setting resources, such as
// armcloud_instance_time_zone.
//
// Both are instanceResource, with different layouts: a layout maps settings to
// attributes. instanceResource implements the framework's interfaces, one file
// each: plan.go, apply.go, read.go, delete.go, import.go. An applier carries out
// one Create or Update.
//
// How an apply proceeds, if time_zone of an armcloud_instance changes:
//
//  1. ModifyPlan (plan.go) warns of settings that cannot be undone or that
//     another resource manages too, and plans a new version of write-only
//     values that changed.
//  2. Update (apply.go) splits the planned attributes into desired settings
//     (package setting) and loads the current ones, from state and private
//     state, as a converge.Holding.
//  3. A converge.Converger compares the two, takes the instance's lock, waits
//     until the instance runs, and sends the time zone. Package engine combines
//     it with equal changes of other resources into one request, and polls the
//     task.
//  4. The outcome (outcome.go) becomes state. The new time zone is saved if it
//     was applied; if it failed, the state has the old one and the apply ends
//     with an error at time_zone.
//  5. The Holding goes back to private state. The next Read (read.go) uses it to
//     tell drift from values that the API has never shown.
//
// Package instance does not import package fleet or the other way round. What
// they share is in ownership, setting and converge.
package instance
