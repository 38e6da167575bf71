package ownership

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
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
	// Holdings are the distinct holdings, and Of their indexes by key.
	Holdings []json.RawMessage `json:"holdings,omitempty"`
	Of       map[string]int    `json:"of,omitempty"`
}

// Claim is a group of instances and the settings that an object is going to manage
// on each of them.
type Claim struct {
	Codes    []string `json:"codes"`
	Settings []string `json:"settings,omitempty"`
}

// RecordHolding is called in Read and records what an object knows of an
// instance. The key is the type name, the pad code, and what else identifies the
// object.
func RecordHolding(data *tfkit.Data, key string, h converge.Holding) {
	tfkit.Record(data.Ledger, key, h)
	data.Ledger.SetExceptional(key, len(h.Unfinished()) > 0)
}

// maxExceptional is how many holdings of other keys a handover contains at most.
const maxExceptional = 1000

// PlanHandover is called in ModifyPlan of a create. claims are nil if the planned
// instances are unknown, and keys are those of RecordHolding; object is the key of an
// object that has only one. If a tainted object is replaced, the handover contains
// its holdings. It may have had other keys, which are not known here: their holdings
// are part of the handover if the state does not show them. Only those of the type
// are. A Delete that replaces another object has its private state.
func PlanHandover(ctx context.Context, data *tfkit.Data, private tfkit.Private, typeName, object string, claims []Claim, keys []string) diag.Diagnostics {
	h := Handover{Claims: claims, Object: object, Tasks: map[string][]int64{}, Of: map[string]int{}}
	if !tfkit.ReplacingTainted(ctx, private) {
		keys = nil
	} else if _, known := data.Ledger.Handover(object); !known {
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
		text, known := data.Ledger.Handover(key)
		if !known {
			continue
		}
		at, seen := index[string(text)]
		if !seen {
			at = len(h.Holdings)
			index[string(text)] = at
			h.Holdings = append(h.Holdings, text)
		}
		h.Of[key] = at
	}
	return planned.Plan(ctx, private, h)
}

// Successor returns the ledger's name of the object that replaces owner.
func Successor(owner string) string { return owner + "+" }

func isSuccessor(owner string) bool { return strings.HasSuffix(owner, "+") }

// TakeHandover is called at the beginning of a Delete, and reports whether that is
// half of a replacement. Then it claims what the planned object is going to manage. If
// a tainted object is replaced, it moves what the object knew into the ledger, for the
// Create that follows in the same process.
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
	if !tfkit.ReplacingTainted(ctx, private) {
		return h, true
	}
	for code, tasks := range h.Tasks {
		data.Ledger.SetPending(code, tasks)
	}
	for key, at := range h.Of {
		if at >= 0 && at < len(h.Holdings) {
			data.Ledger.SetHandover(key, h.Holdings[at])
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

// HandedOver is called in Create and returns what a replaced object knew of an
// instance.
func HandedOver(data *tfkit.Data, key string) (converge.Holding, bool) {
	return tfkit.Recorded[converge.Holding](data.Ledger, key)
}

// Abandon is called in Delete if the planned instances are unknown, and leaves it to
// a Create of the type to release the instances that it does not have.
func Abandon(data *tfkit.Data, key string) { data.Ledger.Abandon(key) }

// TakeAbandoned is called in Create and returns what is known of the instances that
// were abandoned by objects of the type, by key, except those of kept. A Create that
// follows for one of them sends its settings again.
func TakeAbandoned(data *tfkit.Data, typeName string, kept []string) map[string]converge.Holding {
	after, err := json.Marshal(converge.Holding{RepairOnly: true})
	if err != nil {
		return nil
	}
	abandoned := map[string]converge.Holding{}
	for key, text := range data.Ledger.TakeAbandoned(typeName+"/", kept, after) {
		var h converge.Holding
		if json.Unmarshal(text, &h) == nil {
			abandoned[key] = h
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
