// Package tfkit holds the framework helpers that all resources and data sources
// share.
//
// Resource, DataSource and EphemeralResource are embedded and implement Metadata and
// Configure. Data is what the provider's Configure hands to them. PadCodeIdentity, GetPrivate,
// WithTimeout and the validators are small helpers around the framework. SetList sets
// a list that is too long for the framework's state. Explain and ListFailures turn
// errors into the details of diagnostics.
//
// An error, step by step: the engine returns an InstanceError for an instance.
// armcloud_instance passes it to Explain, which writes the instance, operation,
// task, code, problem, trace ID and advice, one per line. armcloud_fleet passes
// the errors of many instances to ListFailures, which lists 20 in full and counts
// the others by InstanceReason. Both take their texts from describe, the only
// function that knows the kinds of errors.
package tfkit
