package ownership

import (
	"encoding/json"
	"slices"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Known is what an object knows of one instance.
type Known struct {
	Holding converge.Holding `json:"holding"`
	// Others are the other owners of the settings at the last refresh.
	Others Others `json:"others,omitempty"`
	// Owner is the name of the object in the ledger. It is "" if the object has left
	// the instance.
	Owner string `json:"owner,omitempty"`
	// Loss is what others may have lost by the object.
	Loss ledger.Loss `json:"loss,omitzero"`
	// Sent holds the time of the apply in which a setting was sent last, in
	// milliseconds since 1970; "" stands for all settings.
	Sent map[string]int64 `json:"sent,omitempty"`
	// ResetByOther is when another object planned to reset the instance last, in
	// milliseconds since 1970.
	ResetByOther int64 `json:"reset_by_other,omitempty"`
	// More is what else an object knows, in a form of the resource. What an
	// armcloud_instance knows besides is handed over only if it is not tainted.
	More json.RawMessage `json:"more,omitempty"`
}

// RecordKnown is called in Read and records what an object knows of an instance. The
// key is the type name, the pad code, and what else identifies the object; state
// identifies its state.
func RecordKnown(data *tfkit.Data, key, code, state string, known Known) {
	owner := known.Owner
	if entry, ok := known.Entry(owner, code, state, len(known.Holding.Unfinished())+len(known.Others) > 0); ok {
		data.Ledger.SetKnown(key, entry)
	}
}

// Entry returns the entry of the ledger for what an object knows. It reports false if
// that has no JSON.
func (k Known) Entry(owner, code, state string, exceptional bool) (ledger.Known, bool) {
	// It is the same for all instances of a fleet.
	k.Owner = ""
	text, err := json.Marshal(k)
	return ledger.Known{Owner: owner, PadCode: code, State: state, Value: text, Exceptional: exceptional}, err == nil
}

// knowing is an object that knows instances.
type knowing struct {
	Owner string `json:"owner"`
	// State identifies the state of the object.
	State string `json:"state"`
	// Of holds what it knows: indexes of Handover.Values by key.
	Of map[string]int `json:"of"`
}

// knowing returns the entry of an object, which it adds if there is none.
func (h *Handover) knowing(known ledger.Known) *knowing {
	at := slices.IndexFunc(h.Objects, func(k knowing) bool { return k.Owner == known.Owner })
	if at < 0 {
		at = len(h.Objects)
		h.Objects = append(h.Objects, knowing{Owner: known.Owner, State: known.State, Of: map[string]int{}})
	}
	return &h.Objects[at]
}

// addKnown adds what objects know under the planned keys and, if they are not those of
// the object that is replaced, what is exceptional under others.
func (h *Handover) addKnown(data *tfkit.Data, typeName string, keys []string) {
	planned := map[string]bool{}
	for _, key := range keys {
		planned[key] = true
		h.add(key, data.Ledger.Known(key))
	}
	if len(data.Ledger.Known(h.Object)) > 0 {
		return
	}
	size := 0
	for _, key := range data.Ledger.Exceptional(typeName + "/") {
		if planned[key] {
			continue
		}
		if size += h.add(key, data.Ledger.Known(key)); size >= maxExceptional {
			return
		}
	}
}

// add adds what objects know under a key. It returns by how many bytes the handover
// grows, about.
func (h *Handover) add(key string, all []ledger.Known) (size int) {
	for _, known := range all {
		at, seen := h.index[string(known.Value)]
		if !seen {
			at = len(h.Values)
			h.index[string(known.Value)] = at
			h.Values = append(h.Values, known.Value)
			size += len(known.Value)
		}
		h.knowing(known).Of[key] = at
		size += len(key)
	}
	return size
}

// Known is called in Delete and returns what the object knew of an instance in the
// refresh of the plan. Objects that know the same instance differ in their state.
func (h Handover) Known(key, state string) (Known, bool) {
	var found *knowing
	candidates := 0
	for i, object := range h.Objects {
		if at, knows := object.Of[key]; !knows || at < 0 || at >= len(h.Values) {
			continue
		}
		candidates++
		if found == nil || object.State == state {
			found = &h.Objects[i]
		}
	}
	if found == nil || candidates > 1 && found.State != state {
		return Known{}, false
	}
	var known Known
	if json.Unmarshal(h.Values[found.Of[key]], &known) != nil {
		return Known{}, false
	}
	known.Owner = found.Owner
	return known, true
}

// Owner is called in Delete and returns the name of the object with a state in the
// ledger, or "" if it is not part of the handover.
func (h Handover) Owner(state string) string {
	for _, object := range h.Objects {
		if object.State == state {
			return object.Owner
		}
	}
	return ""
}

// MayBeKnown is called in ModifyPlan of a create and returns, by key, what the object
// that is replaced knows of the instances. replaced is its owner, "" if the plan is
// not told: then it is an object that the plan does not keep, if there is any. What
// only some of several such objects know is left out.
func MayBeKnown(data *tfkit.Data, replaced string, keys []string) map[string]Known {
	found := map[string]map[string]ledger.Known{}
	owners := map[string]bool{}
	for _, key := range keys {
		for _, known := range data.Ledger.Known(key) {
			if replaced != known.Owner && (replaced != "" || data.Ledger.WasPlanned(known.Owner)) {
				continue
			}
			if found[key] == nil {
				found[key] = map[string]ledger.Known{}
			}
			found[key][known.Owner] = known
			owners[known.Owner] = true
		}
	}
	all := map[string]Known{}
	for _, key := range keys {
		if handedOver, known := decodeKnown(data.Ledger.HandedOver(key, "")); known {
			all[key] = handedOver
			continue
		}
		for _, k := range found[key] {
			if known, ok := decodeKnown(k.Value, len(found[key]) == len(owners)); ok {
				all[key] = known
			}
		}
	}
	return all
}

func decodeKnown(text []byte, ok bool) (Known, bool) {
	var known Known
	if !ok || json.Unmarshal(text, &known) != nil {
		return Known{}, false
	}
	return known, true
}
