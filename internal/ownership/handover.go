package ownership

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// planned is the handover in the planned private state of a create.
var planned = tfkit.Handover[Handover]{Key: "handover"}

// Handover is what a replaced object passes on.
type Handover struct {
	// Claims are the instances of the planned object and the settings that it is
	// going to manage, nil if the instances are unknown.
	Claims []Claim `json:"claims"`
	// Object is the key of the planned object if it has only one.
	Object string `json:"object,omitempty"`
	// Tasks are the running tasks by pad code.
	Tasks map[string][]int64 `json:"tasks,omitempty"`
	// Objects are those of the type that know any of the instances. Which of them is
	// replaced is not known in the plan.
	Objects []knowing `json:"objects,omitempty"`
	// Values are the distinct values of Known.
	Values []json.RawMessage `json:"values,omitempty"`
}

// knowing is an object that knows instances.
type knowing struct {
	owner string
	// State identifies the state of the object.
	State string `json:"state"`
	// Of holds what it knows: indexes of Handover.Values by key.
	Of map[string]int `json:"of"`
}

// Known is what an object knows of one instance.
type Known struct {
	Holding converge.Holding `json:"holding"`
	// Others are the other owners of the settings at the last refresh.
	Others Others `json:"others,omitempty"`
}

// Claim is a group of instances and the settings that an object is going to manage
// on each of them.
type Claim struct {
	Codes    []string `json:"codes"`
	Settings []string `json:"settings,omitempty"`
}

// RecordKnown is called in Read and records what an object knows of an instance. The
// key is the type name, the pad code, and what else identifies the object; state
// identifies its state.
func RecordKnown(data *tfkit.Data, key, owner, state string, known Known) {
	// A value that has no JSON is not handed over.
	if text, err := json.Marshal(known); err == nil {
		data.Ledger.SetKnown(key, ledger.Known{
			Owner: owner, State: state, Value: text, Exceptional: len(known.Holding.Unfinished())+len(known.Others) > 0,
		})
	}
}

// maxExceptional is how many holdings of other keys a handover contains at most.
const maxExceptional = 1000

// PlanHandover is called in ModifyPlan of a create. claims are nil if the planned
// instances are unknown, and keys are those of RecordKnown; object is the key of an
// object that has only one. If a tainted object is replaced, the handover contains
// its holdings. It may have had other keys, which are not known here: their holdings
// are part of the handover if the state does not show them. Only those of the type
// are. A Delete that replaces another object has its private state.
func PlanHandover(ctx context.Context, data *tfkit.Data, private tfkit.Private, typeName, object string, claims []Claim, keys []string) diag.Diagnostics {
	h := Handover{Claims: claims, Object: object, Tasks: map[string][]int64{}}
	if !tfkit.ReplacingTainted(ctx, private) {
		keys = nil
	} else if len(data.Ledger.Known(object)) == 0 {
		others := data.Ledger.Exceptional(typeName + "/")
		keys = slices.Concat(keys, others[:min(len(others), maxExceptional)])
	}
	for _, code := range h.codes() {
		if tasks := data.Ledger.Pending(code); len(tasks) > 0 {
			h.Tasks[code] = tasks
		}
	}
	index := map[string]int{}
	for _, key := range keys {
		for _, known := range data.Ledger.Known(key) {
			at, seen := index[string(known.Value)]
			if !seen {
				at = len(h.Values)
				index[string(known.Value)] = at
				h.Values = append(h.Values, known.Value)
			}
			h.knowing(known).Of[key] = at
		}
	}
	return planned.Plan(ctx, private, h)
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
		if handedOver, known := HandedOver(data, key); known {
			all[key] = handedOver
			continue
		}
		var known Known
		for _, k := range found[key] {
			if len(found[key]) == len(owners) && json.Unmarshal(k.Value, &known) == nil {
				all[key] = known
			}
		}
	}
	return all
}

// knowing returns the entry of an object, which it adds if there is none.
func (h *Handover) knowing(known ledger.Known) *knowing {
	at := slices.IndexFunc(h.Objects, func(k knowing) bool { return k.owner == known.Owner })
	if at < 0 {
		at = len(h.Objects)
		h.Objects = append(h.Objects, knowing{owner: known.Owner, State: known.State, Of: map[string]int{}})
	}
	return &h.Objects[at]
}

// Known is called in Delete and returns what the object knew of an instance in the
// refresh of the plan. Objects that know the same instance differ in their state.
func (h Handover) Known(key, state string) (Known, bool) {
	values := map[string]int{}
	for _, object := range h.Objects {
		if at, knows := object.Of[key]; knows && at >= 0 && at < len(h.Values) {
			values[object.State] = at
		}
	}
	at, knows := values[state]
	if !knows && len(values) == 1 {
		for _, only := range values {
			at, knows = only, true
		}
	}
	var known Known
	knows = knows && json.Unmarshal(h.Values[at], &known) == nil
	return known, knows
}

// Successor returns the ledger's name of the object that replaces owner.
func Successor(owner string) string { return owner + "+" }

func isSuccessor(owner string) bool { return strings.HasSuffix(owner, "+") }

// TakeHandover is called at the beginning of a Delete, and reports whether that is half
// of a replacement. Then it claims what the planned object is going to manage.
func TakeHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader, owner string) (h Handover, replaced bool) {
	h, replaced = planned.Planned(ctx, private)
	if !replaced {
		return h, false
	}
	for _, claim := range h.Claims {
		for _, code := range claim.Codes {
			data.Ledger.Claim(code, Successor(owner), claim.Settings)
		}
	}
	if tfkit.ReplacingTainted(ctx, private) {
		for code, tasks := range h.Tasks {
			data.Ledger.SetPending(code, tasks)
		}
	}
	return h, true
}

// ForgetHandover is called in Create, because a handover is for the object before it
// only, and in Delete after TakeHandover, because an object that cannot be deleted
// keeps the private state of the plan.
func ForgetHandover(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	return planned.Forget(ctx, private)
}

// HandOver is called in Delete and hands what the object knows of an instance to the
// Create that follows in the same process.
func HandOver(data *tfkit.Data, key string, known Known) { tfkit.Record(data.Ledger, key, known) }

// HandOverLeft is called in Delete and hands over what an instance still has after its
// release: another object of the type may take it over.
func HandOverLeft(data *tfkit.Data, key string, before converge.Holding, report converge.Report) {
	left := report.Holding
	left.Settings = map[string]converge.Entry{}
	maps.Copy(left.Settings, report.Holding.Settings)
	for _, name := range report.Kept {
		left.Settings[name] = before.Settings[name]
	}
	HandOver(data, key, Known{Holding: left})
}

// HandedOver is called in Create and returns what a replaced object knew of an
// instance.
func HandedOver(data *tfkit.Data, key string) (Known, bool) {
	return tfkit.Recorded[Known](data.Ledger, key)
}

// Abandon is called in Delete if the planned instances are unknown, and leaves it to
// a Create of the type to release the instances that it does not have.
func Abandon(data *tfkit.Data, key string) { data.Ledger.Abandon(key) }

// TakeAbandoned is called in Create and returns what is known of the instances that
// were abandoned by objects of the type, by key, except those of kept. A Create that
// follows for one of them sends its settings again.
func TakeAbandoned(data *tfkit.Data, typeName string, kept []string) map[string]Known {
	after, err := json.Marshal(Known{Holding: converge.Holding{RepairOnly: true}})
	if err != nil {
		return nil
	}
	abandoned := map[string]Known{}
	for key, text := range data.Ledger.TakeAbandoned(typeName+"/", kept, after) {
		var known Known
		if json.Unmarshal(text, &known) == nil {
			abandoned[key] = known
		}
	}
	return abandoned
}

// Leaving returns the instances that are not part of the planned object, none if
// its instances are unknown.
func (h Handover) Leaving(codes []string) []string {
	if h.Claims == nil {
		return nil
	}
	stay := map[string]bool{}
	for _, code := range h.codes() {
		stay[code] = true
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return stay[code] })
}

// Has reports whether the planned object is going to manage a setting of an instance, as
// far as that is known.
func (h Handover) Has(code, setting string) bool {
	return slices.ContainsFunc(h.Claims, func(c Claim) bool {
		return slices.Contains(c.Settings, setting) && slices.Contains(c.Codes, code)
	})
}

// codes returns the pad codes of the planned object.
func (h Handover) codes() []string {
	var codes []string
	for _, claim := range h.Claims {
		codes = append(codes, claim.Codes...)
	}
	return codes
}

// Converger returns the converger of the process.
func Converger(data *tfkit.Data) *converge.Converger {
	return converge.NewConverger(data.Engine, data.Ledger, data.Drift.Reach())
}
