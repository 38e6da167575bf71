package fleet

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// handoverKey identifies an instance of a fleet in a handover.
func (r *fleetResource) handoverKey(code string) string { return r.TypeName() + "/" + code }

// digests returns the hashes of the settings of each profile.
func (m model) digests() map[string]map[string]string {
	digests := map[string]map[string]string{}
	for name, p := range m.profiles {
		digests[name] = map[string]string{}
		for setting, d := range p {
			digests[name][setting] = d.Digest
		}
	}
	return digests
}

// id identifies a state among those of fleets that have the same instances.
func (m model) id() string {
	return converge.Hash([]any{m.phones, m.digests(), m.release, m.ownDigests()})
}

// ownDigests returns the hashes of the settings of the instances that have some of their
// own, by pad code.
func (m model) ownDigests() map[string]map[string]string {
	digests := map[string]map[string]string{}
	for code, o := range m.own {
		digests[code] = map[string]string{}
		for _, d := range o.override.Values {
			digests[code][d.Setting.Name()] = d.Digest
		}
	}
	return digests
}

// known returns what a fleet knows of an instance.
func (h *holdings) known(code, owner string) ownership.Known {
	known := ownership.Known{Holding: h.of(code), Others: h.others[code], Owner: owner, Loss: h.loss(code), ResetByOther: h.resetByOther[code]}
	if len(h.canariesPassed) > 0 {
		known.More, _ = json.Marshal(h.canariesPassed) // a map of strings has a JSON
	}
	if at := h.sent[code]; at != 0 {
		known.Sent = map[string]int64{"": at}
	}
	return known
}

// take adds what another fleet knew of an instance, except its holding.
func (h *holdings) take(code string, known ownership.Known) {
	if len(known.Others) > 0 {
		h.others[code] = known.Others
	}
	h.takePassed(known.More)
	for _, t := range []struct {
		into times
		at   int64
	}{{h.sent, known.Sent[""]}, {h.erased, known.Loss.Erased}, {h.restarted, known.Loss.Restarted}, {h.resetByOther, known.ResetByOther}} {
		if t.at != 0 {
			t.into[code] = t.at
		}
	}
	for name, at := range known.Loss.Undone {
		h.undone.set(name, code, at)
	}
	for owner, at := range known.Loss.MadeGood {
		h.madeGood.set(owner, code, at)
	}
}

// recordKnown records what the fleet knows of its instances, for a fleet that replaces
// it. Most of them share it. running is what others have under way, by pad code.
func (r *fleetResource) recordKnown(h *holdings, owner string, running map[string]ownership.Running) {
	id := h.state.id()
	shared := map[string]ledger.Known{}
	for code := range h.state.phones {
		_, noted := h.notes[code]
		others, busy := running[code]
		exceptional := noted || busy || len(h.others[code]) > 0
		key := h.key(code) + h.timesKey(code)
		entry, seen := shared[key]
		if exceptional || !seen {
			var ok bool
			known := h.known(code, owner)
			known.Holding = others.With(known.Holding)
			if entry, ok = known.Entry(owner, code, id, exceptional); !ok {
				continue
			}
			if !exceptional {
				shared[key] = entry
			}
		}
		entry.PadCode = code
		r.Data.Ledger.SetKnown(r.handoverKey(code), entry)
	}
}

// timesKey is equal for instances with equal times.
func (h *holdings) timesKey(code string) string {
	return fmt.Sprint("\x00", h.sent[code], h.resetByOther[code], h.loss(code))
}

// planHandover plans the handover of a fleet to the one that replaces it. It returns
// what that one may know of the planned instances, by pad code.
func (r *fleetResource) planHandover(ctx context.Context, resp *resource.ModifyPlanResponse, record privateRecord, desired model) map[string]ownership.Known {
	var phones types.Map
	resp.Diagnostics.Append(resp.Plan.GetAttribute(ctx, path.Root(phonesName), &phones)...)
	var claims []ownership.Claim
	var keys []string
	known := map[string]ownership.Known{}
	if !phones.IsUnknown() {
		claims = desired.claims()
		for code := range phones.Elements() {
			if _, known := desired.phones[code]; !known {
				claims = append(claims, ownership.Claim{Codes: []string{code}})
			}
			keys = append(keys, r.handoverKey(code))
		}
		replaced := ""
		if record.Stored {
			// With -replace, the plan has the private state.
			replaced = record.LedgerName(r.TypeName())
		}
		for key, of := range ownership.MayBeKnown(r.Data, replaced, keys) {
			known[strings.TrimPrefix(key, r.handoverKey(""))] = of
		}
	}
	resp.Diagnostics.Append(ownership.PlanHandover(ctx, r.Data, resp.Private, r.TypeName(), "", claims, keys)...)
	return known
}

// knownOf returns what a tainted fleet knew of an instance, and the settings that may
// stay on it because they are not known. Without a refresh, that is what the state
// shows. id identifies the state.
func (a *applier) knownOf(handover ownership.Handover, code, id string) (ownership.Known, []string) {
	if known, here := handover.Known(a.handoverKey(code), id); here {
		return known, nil
	}
	h, maybe := a.current.fromState(code)
	maybe = slices.DeleteFunc(maybe, func(name string) bool { return handover.Has(code, name) })
	return ownership.Known{Holding: h}, maybe
}

// fromState returns what the state alone shows of an instance: its profile, or
// that anything may have been applied. The state of an instance that failed does not
// show its profile: it may have the settings that all profiles have, and those
// that only some have are returned in maybe.
func (h *holdings) fromState(code string) (holding converge.Holding, maybe []string) {
	holding = converge.Holding{Settings: map[string]converge.Entry{}, RepairOnly: true}
	if _, known := h.state.profiles[h.state.phones[code]]; known {
		for name, d := range h.state.of(code, h.state.phones[code]) {
			holding.Settings[name] = converge.Entry{Applied: d.Digest, Requested: d.Digest}
		}
		return holding, nil
	}
	count := map[string]int{}
	for profile := range h.state.profiles {
		for name := range h.state.of(code, profile) {
			count[name]++
		}
	}
	for name, n := range count {
		if n == len(h.state.profiles) {
			holding.Settings[name] = converge.Entry{}
		} else if converge.Undoable(setting.ByName(name)) {
			maybe = append(maybe, name)
		}
	}
	return holding, setting.Ordered(maybe)
}

// unknownProfiles warns of settings that are not undone because the profile of an
// instance is not known. maybe holds the instances by the settings.
func unknownProfiles(maybe map[string][]string) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, names := range slices.Sorted(maps.Keys(maybe)) {
		diags.AddWarning("Settings may stay on instances that failed", fmt.Sprintf(
			"%s: the plan was made without a refresh, so the profile of an instance that failed is not known. Not undone, in case it had them: %s. "+
				"To undo them, manage the instance with these settings again, apply, and remove it.", abbreviate(maybe[names]), names))
	}
	return diags
}
