package ownership

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

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

// PlanLeaving is called in ModifyPlan of an object that leaves settings and undoes
// them. It returns the other objects that manage one of them, as far as they were
// planned before and the object's notes do not have them, by setting. deleting is
// true in a Delete, which learns of them by the planned private state; an Update may
// undo the setting all the same. Objects that are refreshed or planned later learn of
// the release.
func PlanLeaving(data *tfkit.Data, code, owner string, settings []string, noted Others, deleting bool) Others {
	found := managing(data, code, owner, settings, noted)
	var unsure []string
	for _, name := range settings {
		if !deleting {
			// What a new object claims is not undone, or set again.
			found[name] = slices.DeleteFunc(found[name], IsNew)
		}
		if len(found[name]) == 0 {
			delete(found, name)
		}
		if len(noted[name]) == 0 && (!deleting || len(found[name]) == 0) {
			unsure = append(unsure, name)
		}
	}
	if len(unsure) > 0 {
		data.Ledger.PlanRelease(code, owner, unsure)
		if deleting {
			data.Ledger.PlanDelete(owner)
		}
	}
	return found
}

// PlanReset is PlanLeaving for an object whose Delete resets the instance, unless a
// new object manages it. The settings are undone if it is not reset.
func PlanReset(data *tfkit.Data, code, owner string, settings []string, noted Others) Others {
	found := managing(data, code, owner, settings, noted)
	for _, other := range data.Ledger.Claimants(code, "", owner) {
		if IsNew(other) {
			found[""] = append(found[""], other)
		}
	}
	if len(found[""]) == 0 {
		data.Ledger.PlanDelete(owner)
		data.Ledger.PlanReset(code, owner)
	}
	return found
}

// managing returns the other objects that are known to manage settings and that are
// not noted, by setting.
func managing(data *tfkit.Data, code, owner string, settings []string, noted Others) Others {
	found := Others{}
	for _, name := range settings {
		if len(noted[name]) > 0 {
			continue
		}
		others := append(data.Ledger.Holders(code, name, owner), data.Ledger.Claimants(code, name, owner)...)
		slices.Sort(others)
		if others = slices.Compact(others); len(others) > 0 {
			found[name] = others
		}
	}
	return found
}

// LeaveAsIs records that an object leaves an instance with all its settings. Whoever
// changes the instance next in this process waits for the tasks that still run.
func LeaveAsIs(data *tfkit.Data, code, owner string, h converge.Holding) {
	for name := range h.Settings {
		data.Ledger.LeaveAsIs(code, name, owner)
	}
	if running := h.Running(); len(running) > 0 {
		data.Ledger.SetPending(code, running)
	}
}

// planLimit is how long a refresh waits for the plans of objects that may leave a
// setting. A plan follows its refresh at once, except with -refresh-only.
const planLimit = time.Second

// AwaitPlans is called in Read, when the instances were observed. It waits for the
// plans of objects that manage settings of this one and have not learned of it, and of
// resetters, which may reset an instance. earlier and settings are by pad code.
func AwaitPlans(ctx context.Context, data *tfkit.Data, earlier map[string][]ledger.Earlier, settings func(code string) []string, resetters []string) {
	unaware := map[string]bool{}
	for _, owner := range resetters {
		unaware[owner] = true
	}
	for code, owners := range earlier {
		for _, e := range owners {
			if slices.ContainsFunc(settings(code), e.Manages) {
				unaware[e.Owner] = true
			}
		}
	}
	if len(unaware) > 0 {
		data.Ledger.AwaitPlanned(ctx, slices.Collect(maps.Keys(unaware)), planLimit)
	}
}

// Threatened returns those of the settings that another object, which has not learned
// of this one, is about to undo.
func Threatened(data *tfkit.Data, code, owner string, settings []string) []string {
	return slices.DeleteFunc(slices.Clone(settings), func(name string) bool {
		return len(data.Ledger.Releasing(code, name, owner)) == 0
	})
}
