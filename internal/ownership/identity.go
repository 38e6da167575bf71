package ownership

import "crypto/rand"

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
