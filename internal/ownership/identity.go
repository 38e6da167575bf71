package ownership

import (
	"crypto/rand"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Identity is the part of private state that every resource of instances has.
type Identity struct {
	// Owner distinguishes this object from others in the ledger.
	Owner string `json:"owner"`
	// Salt is part of the key of the object's fingerprints.
	Salt string `json:"salt"`
	// Secrets holds the write-only values that were sent last, by setting; in a
	// fleet, by profile and setting.
	Secrets map[string]Secret `json:"secrets,omitempty"`

	// Stored is true if the record came from private state.
	Stored bool `json:"-"`
}

// Complete fills in what a new object does not have yet.
func (o *Identity) Complete(stored bool) {
	o.Stored = stored
	if o.Owner == "" {
		o.Owner = rand.Text()
	}
	if o.Salt == "" {
		o.Salt = NewSalt()
	}
	if o.Secrets == nil {
		o.Secrets = map[string]Secret{}
	}
}

// LedgerName returns the object's name in the ledger.
func (o *Identity) LedgerName(typeName string) string { return typeName + "/" + o.Owner }

// Rename changes the object's name in the ledger to owner, unless that is "".
func (o *Identity) Rename(owner string) {
	if _, name, found := strings.Cut(owner, "/"); found {
		o.Owner = name
	}
}

// Continue is Rename in a Create, for the object that it replaces: others that have
// noted that one know the new one by the same name. Only one object continues another
// one; Continue reports whether it is this one.
func (o *Identity) Continue(data *tfkit.Data, owner string) bool {
	if owner == "" || !data.Ledger.Continue(owner) {
		return false
	}
	o.Rename(owner)
	return true
}
