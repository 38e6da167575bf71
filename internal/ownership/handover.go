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

// Handover is what the plan of a create tells the Delete of the object that is
// replaced.
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
	// index holds the index of each of Values.
	index map[string]int
}

// Claim is a group of instances and the settings that an object is going to manage
// on each of them.
type Claim struct {
	Codes    []string `json:"codes"`
	Settings []string `json:"settings,omitempty"`
}

// maxExceptional is how many bytes a handover contains at most of what is known under
// other keys: as much as ten thousand instances of which each is known to be different.
// What is beyond is not handed over, so Delete has only the state, which shows less: a
// setting that only some profiles have stays on an instance that failed, with a warning,
// and what the new object sends is a repair, which erases nothing.
const maxExceptional = 8 << 20

// PlanHandover is called in ModifyPlan of a create. claims are nil if the planned
// instances are unknown, and keys are those of RecordKnown; object is the key of an
// object that has only one. If a tainted object is replaced, the handover contains
// what it knows. It may have had other keys, which are not known here: they are part of
// the handover if the state does not show what is known of them. Only those of the type
// are. A Delete that replaces another object has its private state.
func PlanHandover(ctx context.Context, data *tfkit.Data, private tfkit.Private, typeName, object string, claims []Claim, keys []string) diag.Diagnostics {
	h := Handover{Claims: claims, Object: object, Tasks: map[string][]int64{}, index: map[string]int{}}
	if tfkit.ReplacingTainted(ctx, private) {
		h.addKnown(data, typeName, keys)
	}
	for _, code := range h.codes() {
		if tasks := data.Ledger.Pending(code); len(tasks) > 0 {
			h.Tasks[code] = tasks
		}
	}
	return planned.Plan(ctx, private, h)
}

// Successor returns the ledger's name of the object that replaces owner.
func Successor(owner string) string { return owner + "+" }

func isSuccessor(owner string) bool { return strings.HasSuffix(owner, "+") }

// TakeHandover is called at the beginning of a Delete, and reports whether that is half
// of a replacement. Claim must follow.
func TakeHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) (h Handover, replaced bool) {
	h, replaced = planned.Planned(ctx, private)
	if replaced && tfkit.ReplacingTainted(ctx, private) {
		for code, tasks := range h.Tasks {
			data.Ledger.SetPending(code, tasks)
		}
	}
	return h, replaced
}

// Claim claims what the planned object is going to manage. owner is the object that it
// replaces.
func (h Handover) Claim(data *tfkit.Data, owner string) {
	for _, claim := range h.Claims {
		for _, code := range claim.Codes {
			data.Ledger.Claim(code, Successor(owner), claim.Settings)
		}
	}
}

// ForgetHandover is called in Create, because a handover is for the object before it
// only, and in Delete after TakeHandover, because an object that cannot be deleted
// keeps the private state of the plan.
func ForgetHandover(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	return planned.Forget(ctx, private)
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

// Fits returns the Fit of the planned object by pad code.
func (h Handover) Fits() map[string]string {
	fits := map[string]string{}
	for _, claim := range h.Claims {
		fit := Fit(claim.Settings)
		for _, code := range claim.Codes {
			fits[code] = fit
		}
	}
	return fits
}

// Converger returns the converger of the process.
func Converger(data *tfkit.Data) *converge.Converger {
	return converge.NewConverger(data.Engine, data.Ledger, data.Drift.Reach())
}
