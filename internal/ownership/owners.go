package ownership

import (
	"maps"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An Update or a Delete learns of other owners of a setting from two sources: from
// the ledger of its own process, which has those that are created, changed or
// deleted in the same apply, and from notes in its private state, which the last
// Read wrote and which name those that have nothing to do in this apply.

// Others holds the owners of settings besides an object itself, by setting.
type Others map[string][]string

// NoteOthers is called in Read, after every object of the refresh had time to call
// Hold. It returns the other holders of the settings of an instance.
func NoteOthers(data *tfkit.Data, code, owner string, settings []string) Others {
	var others Others
	for _, name := range settings {
		holders := data.Ledger.Holders(code, name, owner)
		if len(holders) == 0 {
			continue
		}
		if others == nil {
			others = Others{}
		}
		slices.Sort(holders)
		others[name] = holders
	}
	return others
}

// OtherTypes returns the types of other objects that hold any setting of an instance,
// as far as the ledger or the object's notes have them.
func OtherTypes(data *tfkit.Data, code, owner string, noted Others) []string {
	owners := data.Ledger.Holders(code, "", owner)
	for _, names := range noted {
		owners = append(owners, names...)
	}
	var types []string
	for _, other := range owners {
		types = append(types, OwnerType(other))
	}
	slices.Sort(types)
	return slices.Compact(types)
}

// Names returns the names of the settings of a holding, in order.
func Names(h converge.Holding) []string { return slices.Sorted(maps.Keys(h.Settings)) }

// OwnerType returns the resource type of an owner in the ledger.
func OwnerType(owner string) string {
	name, _, _ := strings.Cut(owner, "/")
	return name
}

// Sharing returns the type of another resource that plans to manage a setting too,
// or that leaves it without knowing that owner stays. created is true if the object
// has no lasting name yet: it may be planned twice, if it replaces itself, so only
// other types count.
func Sharing(data *tfkit.Data, code, name, owner string, created bool) (other string, shared bool) {
	for _, claimant := range data.Ledger.Claimants(code, name, owner) {
		if !created || OwnerType(claimant) != OwnerType(owner) {
			return OwnerType(claimant), true
		}
	}
	if created {
		// What an object leaves is not undone after a new one has set it.
		return "", false
	}
	if leaving := data.Ledger.Releasing(code, name, owner); len(leaving) > 0 {
		return OwnerType(leaving[0]), true
	}
	return "", false
}

// PlanLeaving returns the settings that other objects hold but that a leaving
// object's notes do not have, each with the type of one of them: the apply may undo
// them. The others see the claim if they are planned later.
func PlanLeaving(data *tfkit.Data, code, owner string, settings []string, noted Others) map[string]string {
	var unnoted []string
	found := map[string]string{}
	for _, name := range settings {
		if len(noted[name]) > 0 {
			continue
		}
		unnoted = append(unnoted, name)
		holders := append(data.Ledger.Holders(code, name, owner), data.Ledger.Claimants(code, name, owner)...)
		// What a new object claims is not undone, or set again.
		holders = slices.DeleteFunc(holders, func(other string) bool {
			return strings.HasSuffix(other, "/")
		})
		if len(holders) > 0 {
			found[name] = OwnerType(holders[0])
		}
	}
	if len(unnoted) > 0 {
		data.Ledger.PlanRelease(code, owner, unnoted)
	}
	return found
}
