package tfkit

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// DriftChecks is how far a look for drift goes; see the provider's
// drift_checks.
type DriftChecks string

const (
	// DriftCheap uses listings and endpoints that take many phones a request.
	DriftCheap DriftChecks = "cheap"
	// DriftFull also uses endpoints that take one phone a request.
	DriftFull DriftChecks = "full"
	// DriftShell also asks the phones themselves.
	DriftShell DriftChecks = "shell"
)

// Reach is what the level means to the engine.
func (d DriftChecks) Reach() engine.Reach {
	switch d {
	case DriftCheap:
		return engine.ReachBatch
	case DriftShell:
		return engine.ReachShell
	default:
		return engine.ReachPerInstance
	}
}

// Data is what Configure hands to everything that the provider offers. One
// value serves the whole process.
type Data struct {
	// Client and Engine are nil when Unknown is set.
	Client *armcloud.Client
	Engine *engine.Engine
	// Ledger is never nil.
	Ledger *ledger.Ledger
	Drift  DriftChecks
	// SecretKey keys the fingerprints in private state; it is never written.
	SecretKey string
	// Unknown names the provider attribute whose value is not known yet,
	// empty in an ordinary run.
	Unknown string
}
