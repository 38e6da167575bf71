package fleet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// holdings knows what each instance of a fleet has.
type holdings struct {
	notes map[string]instanceNote
	// state is what the fleet was.
	state model
	// confirmed holds, by setting, the instances on which its source counts.
	confirmed map[string]map[string]bool
	// unshown holds converge.Entry.Unshown by setting and pad code.
	unshown map[string]map[string]converge.Places
	// shared are the holdings of converged instances, by profile and confirmed
	// settings. They must not be changed.
	shared map[string]converge.Holding
	// namesOf are the names of the settings of converged instances, by profile, and lists
	// those of instances that have some of their own, to share them.
	namesOf, lists map[string][]string
	// sentPasswords are the write-only proxy passwords that were sent.
	sentPasswords sentPasswords
	// canariesPassed is privateRecord.CanariesPassed.
	canariesPassed passedProfiles
	// others are the other owners at the last refresh, by pad code.
	others map[string]ownership.Others
	// sent, erased and restarted are when each happened last, resetByOther is when
	// another object planned a reset.
	sent, erased, restarted, resetByOther times
	// undone is when settings were undone, by setting. madeGood is ledger.Loss.MadeGood.
	undone, madeGood timesBy
}

func newHoldings(record privateRecord, state model) *holdings {
	h := &holdings{notes: record.Notes, canariesPassed: record.CanariesPassed, state: state, confirmed: map[string]map[string]bool{}, unshown: decodePlaces(record.Unshown, state.phones), shared: map[string]converge.Holding{},
		namesOf: map[string][]string{}, lists: map[string][]string{}, others: decodeOthers(record.Others, state.phones),
		sent: record.Sent.decode(state.phones), erased: record.Erased.decode(state.phones), restarted: record.Restarted.decode(state.phones),
		resetByOther: record.ResetByOther.decode(state.phones),
		undone:       decodeTimesBy(record.Undone, state.phones), madeGood: decodeTimesBy(record.MadeGood, state.phones)}
	for name, set := range record.Confirmed {
		h.confirmed[name] = set.members(state.phones)
	}
	h.sentPasswords = decodePasswords(record.Passwords, state.phones)
	for code := range h.sentPasswords.codes() {
		h.state.leaveOutPassword(code)
	}
	return h
}

// of returns what an instance has. The caller must not change it.
func (h *holdings) of(code string) converge.Holding {
	if note, noted := h.notes[code]; noted {
		return note.Holding
	}
	if _, known := h.state.phones[code]; !known {
		return converge.Holding{}
	}
	key := h.key(code)
	if shared, known := h.shared[key]; known {
		return shared
	}
	shared := converge.Holding{Settings: map[string]converge.Entry{}}
	for setting, d := range h.state.of(code, h.state.phones[code]) {
		shared.Settings[setting] = converge.Entry{Applied: d.Digest, Requested: d.Digest, Confirmed: h.confirmed[setting][code], Unshown: h.unshown[setting][code]}
	}
	h.shared[key] = shared
	return shared
}

// key identifies what a converged instance has: its profile, its pad code if it has
// something of its own, and the settings that are confirmed.
func (h *holdings) key(code string) string {
	name := h.state.phones[code]
	if h.state.own[code] != nil {
		name += "\x00\x00" + code
	}
	var confirmed []string
	for setting := range h.state.of(code, h.state.phones[code]) {
		if h.confirmed[setting][code] {
			confirmed = append(confirmed, fmt.Sprint(setting, h.unshown[setting][code]))
		}
	}
	slices.Sort(confirmed)
	return name + "\x00" + strings.Join(confirmed, "\x00")
}

// profileOf returns the name of the profile that an instance should have had.
func (h *holdings) profileOf(code string) string {
	if note, noted := h.notes[code]; noted {
		return note.Profile
	}
	return h.state.phones[code]
}

// value returns a function that returns the value of a setting that an instance should
// have had, which an undo may need.
func (h *holdings) value(code string) func(name string) converge.Value {
	p := h.state.of(code, h.profileOf(code))
	return func(name string) converge.Value { return p[name].Value }
}

// converged reports whether a holding is what a profile says and nothing else.
func converged(h converge.Holding, p profile) bool {
	if h.Restart != nil || h.Reset != nil || len(h.Tasks)+len(h.Others)+len(h.Owed) > 0 || len(h.Settings) != len(p) {
		return false
	}
	for name, d := range p {
		if e, known := h.Settings[name]; !known || !e.Has(d.Digest) {
			return false
		}
	}
	return true
}

// differing names the settings that are not as a profile says, in order, and those that
// are owed to other resources.
func differing(h converge.Holding, p profile) []string {
	names := map[string]bool{}
	for name, d := range p {
		if e, known := h.Settings[name]; !known || !e.Has(d.Digest) {
			names[name] = true
		}
	}
	for name := range h.Settings {
		if _, desired := p[name]; !desired {
			names[name] = true
		}
	}
	differing := setting.Ordered(slices.Collect(maps.Keys(names)))
	for _, owed := range h.Owed {
		differing = append(differing, owed.Name())
	}
	return differing
}
