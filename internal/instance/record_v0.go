package instance

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// recordKeyV0 holds the private record of version 0.1.0.
const recordKeyV0 = "phone"

// recordV0 is the private record of version 0.1.0. Its fingerprints of sent
// values depend on the secret key, so they are not used.
type recordV0 struct {
	ownership.Identity
	// Managed names the attributes that the configuration named last.
	Managed []string `json:"managed"`
	// Confirmed names the settings whose source has shown the applied value.
	Confirmed []string `json:"confirmed"`
	// Tried names settings that were sent, failed, and are not in the state.
	Tried []string `json:"tried"`
	// Pending are tasks that may still run.
	Pending []int64 `json:"pending"`
}

// upgradeRecord fills the holding from a record of version 0.1.0. It is not known
// which values were requested, so every value counts as a repair: an upgrade of
// the provider erases nothing.
func (r *instanceResource) upgradeRecord(record *privateRecord, old recordV0, current map[string]setting.Values) {
	record.Holding.Tasks = old.Pending
	confirmed := map[string]bool{}
	for _, name := range old.Confirmed {
		confirmed[name] = true
	}
	for _, attribute := range old.Managed {
		for name, d := range current[attribute] {
			record.set(name, converge.Entry{Applied: converge.Hash(d.Value), Requested: converge.Any, Confirmed: confirmed[name]})
			delete(confirmed, name)
		}
	}
	for _, name := range old.Tried {
		if _, known := record.Holding.Settings[name]; !known {
			record.set(name, converge.Entry{Requested: converge.Any})
		}
	}
	for name := range confirmed {
		record.Confirmed = append(record.Confirmed, name)
	}
}
