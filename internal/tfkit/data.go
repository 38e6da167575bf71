package tfkit

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// DriftChecks is the provider's drift_checks: which sources a refresh uses to
// detect drift.
type DriftChecks string

const (
	// DriftCheap uses listings and endpoints that take many instances per request.
	DriftCheap DriftChecks = "cheap"
	// DriftFull also uses endpoints that take one instance per request.
	DriftFull DriftChecks = "full"
	// DriftShell also runs commands on the instances.
	DriftShell DriftChecks = "shell"
)

// Reach returns the engine's option for the level.
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

// Data is what the provider's Configure hands to everything that it offers.
// There is one per provider process, and it is safe for concurrent use.
type Data struct {
	// Client and Engine are nil if Unknown is set.
	Client *armcloud.Client
	Engine *engine.Engine
	// Ledger is never nil.
	Ledger *ledger.Ledger
	Drift  DriftChecks
	// ReadOnly is true if the client refuses every change.
	ReadOnly bool
	// AccessKey and SecretKey are the provider's key pair, for the fingerprints in
	// private state. They are never stored.
	AccessKey, SecretKey string
	// Overrides holds what package fleet has parsed, by text.
	Overrides sync.Map
	// Unknown is the name of a provider attribute whose value is not known yet,
	// or "" if the provider is configured.
	Unknown string
}

// UnknownConfig returns the warning of a refresh that is skipped because the
// provider's configuration is not known yet.
func (d *Data) UnknownConfig() diag.Diagnostic {
	return diag.NewWarningDiagnostic("Provider configuration not known yet", fmt.Sprintf(
		"The value of %s in the provider block is known only after apply, so the provider cannot query ARMCloud. The state is not refreshed.", d.Unknown))
}

// Ready reports whether the provider is configured, and adds an error if not. It
// is for data sources and ephemeral resources, which have no earlier state to return.
func (d *Data) Ready(diags *diag.Diagnostics) bool {
	if d.Unknown == "" {
		return true
	}
	diags.AddError("Provider configuration not known yet", fmt.Sprintf(
		"The value of %s in the provider block is known only after apply, but it is needed during the plan. "+
			"Apply the resources that %s depends on first, for example with -target.", d.Unknown, d.Unknown))
	return false
}
