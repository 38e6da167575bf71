package fleet

import (
	"maps"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// hold records in the ledger what a fleet manages, and what others may have lost by
// it. It returns the other owners that have not learned of the fleet, by pad code.
// Converged instances share a list.
func (h *holdings) hold(l *ledger.Ledger, owner string) map[string][]ledger.Earlier {
	all := map[string][]ledger.Earlier{}
	for code := range h.state.phones {
		var names []string
		if note, noted := h.notes[code]; noted {
			names = ownership.Held(note.Holding)
		} else {
			names = h.names(code)
		}
		if earlier := l.Hold(code, owner, ledger.Holding{Settings: names, Loss: h.loss(code)}); len(earlier) > 0 {
			all[code] = earlier
		}
	}
	return all
}

// publishLeft records in the ledger what others may have lost on instances that left
// the fleet. It keeps a record for the next refresh if others do not learn of it.
func (r *privateRecord) publishLeft(l *ledger.Ledger, owner string) {
	for code, loss := range r.Left {
		if earlier := l.Hold(code, owner, ledger.Holding{Loss: loss}); len(earlier) == 0 {
			delete(r.Left, code)
		}
	}
}

// resetters returns the other objects that may reset an instance of the fleet.
func (h *holdings) resetters(l *ledger.Ledger, owner string) []string {
	all := map[string]bool{}
	for code := range h.state.phones {
		for _, other := range l.Resetters(code, owner) {
			all[other] = true
		}
	}
	return slices.Collect(maps.Keys(all))
}

// names returns the names of the settings of an instance. The caller must not change
// them.
func (h *holdings) names(code string) []string {
	if _, noted := h.notes[code]; noted {
		return ownership.Names(h.of(code))
	}
	name := h.state.phones[code]
	if h.state.own[code] != nil {
		return h.share(ownership.Names(h.of(code)))
	}
	if _, known := h.namesOf[name]; !known {
		h.namesOf[name] = ownership.Names(h.of(code))
	}
	return h.namesOf[name]
}

// share returns equal names that other instances have too, to save memory.
func (h *holdings) share(names []string) []string {
	key := strings.Join(names, "\x00")
	if _, known := h.lists[key]; !known {
		h.lists[key] = names
	}
	return h.lists[key]
}

// noteOthers returns the other owners of the settings of the fleet's instances.
func (h *holdings) noteOthers(data *tfkit.Data, owner string) map[string]ownership.Others {
	all := map[string]ownership.Others{}
	for code := range h.state.phones {
		if others := ownership.NoteOthers(data, code, owner, h.names(code)); others != nil {
			all[code] = others
		}
	}
	return all
}

// noteClaims adds the objects that manage settings of the fleet's instances in this
// apply too to the other owners.
func (a *applier) noteClaims(phones map[string]string) {
	owner := a.record.LedgerName(a.TypeName())
	for code := range phones {
		names := slices.Collect(maps.Keys(a.desired.of(code, a.desired.phones[code])))
		if others := ownership.NoteClaims(a.Data, code, owner, names, a.current.others[code]); len(others) > 0 {
			a.current.others[code] = others
		}
	}
}

// undone reports whether another resource has undone a setting that an order requests.
func (a *applier) undone(order converge.Order) bool {
	return slices.ContainsFunc(order.Desired, func(d converge.Desired) bool {
		return a.Data.Ledger.Undone(order.PadCode, d.Setting.Name(), order.Owner)
	})
}

// decodeOthers returns the other owners of a record, by pad code.
func decodeOthers(stored map[string]map[string]padSet, phones map[string]string) map[string]ownership.Others {
	all := map[string]ownership.Others{}
	for _, owner := range slices.Sorted(maps.Keys(stored)) {
		for name, set := range stored[owner] {
			for code := range set.members(phones) {
				if all[code] == nil {
					all[code] = ownership.Others{}
				}
				all[code][name] = append(all[code][name], owner)
			}
		}
	}
	return all
}

// encodeOthers returns the other owners of the instances in phones for a record.
func encodeOthers(all map[string]ownership.Others, phones map[string]string) map[string]map[string]padSet {
	in := map[[2]string]map[string]bool{}
	for code, others := range all {
		for name, owners := range others {
			for _, owner := range owners {
				key := [2]string{owner, name}
				if in[key] == nil {
					in[key] = map[string]bool{}
				}
				in[key][code] = true
			}
		}
	}
	var stored map[string]map[string]padSet
	codes := slices.Sorted(maps.Keys(phones))
	for key, members := range in {
		if stored == nil {
			stored = map[string]map[string]padSet{}
		}
		if stored[key[0]] == nil {
			stored[key[0]] = map[string]padSet{}
		}
		stored[key[0]][key[1]] = newPadSet(codes, members)
	}
	return stored
}

// claims returns the instances of a model and their settings, by profile and, for
// instances that have some of their own, by the settings.
func (m model) claims() []ownership.Claim {
	codes, names := map[string][]string{}, map[string][]string{}
	for _, code := range m.codes() {
		key := m.phones[code]
		settings := m.targets[key]
		if m.own[code] != nil {
			settings = m.targetsAt(code)
			key += "\x00" + strings.Join(settings, "\x00")
		}
		codes[key], names[key] = append(codes[key], code), settings
	}
	claims := []ownership.Claim{}
	for _, key := range slices.Sorted(maps.Keys(codes)) {
		claims = append(claims, ownership.Claim{Codes: codes[key], Settings: names[key]})
	}
	return claims
}

// claim records in the ledger what the fleet is going to manage.
func (m model) claim(l *ledger.Ledger, owner string) {
	for _, claim := range m.claims() {
		for _, code := range claim.Codes {
			l.Claim(code, owner, claim.Settings)
		}
	}
}
