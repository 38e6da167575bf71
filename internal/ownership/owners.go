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

// NoteClaims is called at the end of a Create or an Update. It returns notes to which
// the objects were added that manage a setting of an instance in this apply too.
func NoteClaims(data *tfkit.Data, code, owner string, settings []string, noted Others) Others {
	found := Others{}
	for _, name := range settings {
		for _, other := range data.Ledger.Claimants(code, name, owner) {
			if !IsNew(other) && !isSuccessor(other) && !slices.Contains(noted[name], other) {
				found[name] = append(found[name], other)
			}
		}
	}
	if len(found) == 0 {
		return noted
	}
	return noted.With(found)
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

// Held returns the names of the settings of a holding without those that are being
// undone: nobody must leave one to an owner that is about to lose it.
func Held(h converge.Holding) []string {
	return slices.DeleteFunc(Names(h), func(name string) bool {
		f := h.Settings[name].Flight
		return f != nil && f.Value == ""
	})
}

// OwnerType returns the resource type of an owner in the ledger.
func OwnerType(owner string) string {
	name, _, _ := strings.Cut(owner, "/")
	return name
}

// NewOwner returns the name of a new object of a type in claims of the plan: it has
// no lasting name yet.
func NewOwner(typeName string) string { return typeName + "/" }

// IsNew reports whether an owner is a new object.
func IsNew(owner string) bool { return strings.HasSuffix(owner, "/") }

// New returns the owners that are new objects: in a Delete, those that take settings
// over.
func (o Others) New() []string {
	var all []string
	for _, owners := range o {
		for _, owner := range owners {
			if IsNew(owner) {
				all = append(all, owner)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// With returns the owners of both.
func (o Others) With(more Others) Others {
	all := Others{}
	maps.Copy(all, o)
	for name, owners := range more {
		all[name] = slices.Sorted(slices.Values(slices.Concat(all[name], owners)))
	}
	return all
}
