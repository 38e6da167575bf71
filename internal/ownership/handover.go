package ownership

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// A tainted object that is replaced keeps nothing: Create is told nothing, and
// Delete receives the private state of the plan, not the object's. So what the
// object knows of its instances travels from its Read through the ledger of the
// plan's process into the planned private state, from there to Delete, and
// through the ledger of the apply's process to Create.

// handoverKey holds a handover in the planned private state of a create.
const handoverKey = "handover"

// Handover is what a replaced object passes on.
type Handover struct {
	// Codes are the pad codes of the planned object, nil if they are unknown.
	Codes []string `json:"codes"`
	// Tasks are the running tasks by pad code.
	Tasks map[string][]int64 `json:"tasks,omitempty"`
	// Holdings are the distinct holdings, and Of their indexes by key.
	Holdings []json.RawMessage `json:"holdings,omitempty"`
	Of       map[string]int    `json:"of,omitempty"`
}

// RecordHolding is called in Read and records what an object knows of an
// instance. The key is the type name, the pad code, and what else identifies the
// object.
func RecordHolding(data *tfkit.Data, key string, h converge.Holding) {
	if text, err := json.Marshal(h); err == nil {
		data.Ledger.SetHolding(key, text)
	}
}

// PlanHandover is called in ModifyPlan of a create. codes are the planned pad
// codes, nil if they are unknown, and keys those of RecordHolding.
func PlanHandover(ctx context.Context, data *tfkit.Data, private tfkit.Private, codes, keys []string) diag.Diagnostics {
	h := Handover{Codes: codes, Tasks: map[string][]int64{}, Of: map[string]int{}}
	for _, code := range codes {
		if tasks := data.Ledger.Pending(code); len(tasks) > 0 {
			h.Tasks[code] = tasks
		}
	}
	index := map[string]int{}
	for _, key := range keys {
		text, known := data.Ledger.Holding(key)
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
	return tfkit.SetPrivate(ctx, private, handoverKey, h)
}

// TakeHandover is called in Delete and moves a planned handover into the ledger
// for the Create that follows in the same process. It returns false if Delete is
// not half of a replacement.
func TakeHandover(ctx context.Context, data *tfkit.Data, private tfkit.PrivateReader) (Handover, bool) {
	var h Handover
	if !tfkit.GetPrivate(ctx, private, handoverKey, &h) {
		return h, false
	}
	for code, tasks := range h.Tasks {
		data.Ledger.SetPending(code, tasks)
	}
	for key, at := range h.Of {
		if at >= 0 && at < len(h.Holdings) {
			data.Ledger.SetHolding(key, h.Holdings[at])
		}
	}
	return h, true
}

// ForgetHandover is called in Create: a handover is for the object before it only.
func ForgetHandover(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	return tfkit.SetPrivate(ctx, private, handoverKey, nil)
}

// HandedOver is called in Create and returns what a replaced object knew of an
// instance.
func HandedOver(data *tfkit.Data, key string) (converge.Holding, bool) {
	text, known := data.Ledger.Holding(key)
	var h converge.Holding
	if !known || json.Unmarshal(text, &h) != nil {
		return converge.Holding{}, false
	}
	return h, true
}

// Leaving returns the instances that are not part of the planned object, none if
// its instances are unknown.
func (h Handover) Leaving(codes []string) []string {
	if h.Codes == nil {
		return nil
	}
	stay := make(map[string]bool, len(h.Codes))
	for _, code := range h.Codes {
		stay[code] = true
	}
	return slices.DeleteFunc(slices.Clone(codes), func(code string) bool { return stay[code] })
}

// Converger returns the converger of the process.
func Converger(data *tfkit.Data) *converge.Converger {
	return converge.NewConverger(data.Engine, data.Ledger, data.Drift.Reach())
}
