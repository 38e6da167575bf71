package ownership

import (
	"crypto/rand"
)

// owner is the part of private state that every object of this package has.
type Identity struct {
	// Owner tells this object from others in the ledger of a run.
	Owner string `json:"owner"`
	// Salt is part of the key of the object's fingerprints.
	Salt string `json:"salt"`
	// Secrets holds the fingerprints of the write-only values that were sent
	// last, by setting, in a fleet by profile and setting.
	Secrets map[string]string `json:"secrets,omitempty"`

	// stored is true when the record came from private state.
	Stored bool
}

// complete fills in what a new object does not have yet.
func (o *Identity) Complete(stored bool) {
	o.Stored = stored
	if o.Owner == "" {
		o.Owner = rand.Text()
	}
	if o.Salt == "" {
		o.Salt = NewSalt()
	}
	if o.Secrets == nil {
		o.Secrets = map[string]string{}
	}
}

// claim is how the object appears in the ledger.
func (o *Identity) LedgerName(typeName string) string { return typeName + "/" + o.Owner }
