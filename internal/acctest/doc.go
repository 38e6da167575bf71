// Package acctest has helpers for acceptance tests.
//
// Account is a simulated account. Factories runs the provider in the process of the
// test, for plugin-testing. Workspace runs a real CLI with the provider as a separate
// process. Case combines an account and a workspace, for tests of armcloud_instance,
// armcloud_fleet and settings. InstanceHCL, FleetHCL and others return resources.
// Recorded restores states that an earlier version has written.
//
// A test, step by step: NewCase starts an account with 5 instances and a workspace.
// Configure writes the resources below the provider block. Applies("time_zone 1") runs
// terraform apply and compares the changes that the simulator accepted with
// "time_zone 1". Instance returns the state of an instance in the simulator, and
// PlanEmpty checks that a new plan has no changes.
//
// Tests must pass on a busy machine. They wait for conditions (Eventually, Idle,
// AwaitPolls) and never for a time. They count the instances that were sent a change
// (Sends), because the number of requests depends on timing, or allow a margin
// (WantShared). A timeout in which something must succeed is at least two seconds. An
// apply in which creates fail uses FailCreates. A test that repeats another one, with
// more instances or combinations, is named TestAccLong… and calls Long.
package acctest
