// Package provider implements the provider itself: the schema of its block,
// Configure, and registry.go, the list of everything that it offers.
//
// A configuration, step by step: Terraform validates the block against the schema
// and calls Configure. If a value is not known yet, Configure hands out a
// tfkit.Data with only that attribute's name, and refreshes are skipped. Otherwise it
// merges the block, the environment and the defaults into an armcloud.Config and
// engine.Options, creates the client and the engine, and hands both out in a
// tfkit.Data. armcloud_instance and the others get it in their own Configure.
//
// server.go wraps the framework's server to keep the responses of failed creates
// apart, see spread, and to add long lists to data sources, see tfkit.SetList.
package provider
