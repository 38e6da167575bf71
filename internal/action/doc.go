// Package action has the actions: what Terraform does to instances once, such as a
// restart, without a state.
//
// Action is the only implementation. A kind describes one action: its operation, its
// parameters, and what it does to an instance; the constructors are in files named after
// what they act on. An invocation is one run of an action: it works on all instances at
// the same time, so that they share requests, and reports through a progress.
//
// Example: an armcloud_instance_restart with two pad codes. Invoke locks both instances, if
// they run, and calls Engine.RunEach, which sends both in one request. (An instance that is
// locked, has a task of another resource or does not run is waited for in a goroutine of its
// own.) The API accepts it, and the progress names both tasks. When the instances run
// again, the progress says "restarting: 2 of 2 running, 0 failed". The ledger records that
// both have restarted: a resource that is applied later in this process sends again what
// a restart loses. If one of them fails, report returns one error with its code.
package action
