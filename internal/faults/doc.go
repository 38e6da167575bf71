// Package faults has the fault bench: its tests drive everything that the provider
// offers through the protocol, with one fault after another.
//
// The provider, the simulator and the part of Terraform that talks to a provider run in
// one process and in synthetic time, so a case that takes an hour runs in milliseconds.
//
//	network_test.go      an HTTP connection between provider and simulator, without sockets
//	terraform_*_test.go  plan and apply over the protocol, as Terraform does them
//	case_*_test.go       what is configured: an entry for each type of the provider
//	fault_test.go        the faults
//	matrix_*_test.go     the cases of each type, fault, operation and endpoint, and what must hold
//	report_test.go       docs-dev/reliability.md
//
// One case: a resource is applied without faults, which records the requests. Then, for
// each endpoint, the same runs on a new account with a fault in the requests to it,
// followed by one apply without faults. That must succeed and leave nothing to do, the
// account must be as the configuration says, nothing may have been done twice that must
// not be, and each error must say what failed, on what, and what to do.
package faults
