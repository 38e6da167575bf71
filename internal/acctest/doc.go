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
package acctest
