package tfkit

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// Handover passes a value from a tainted object to the object that replaces it.
//
// Terraform passes the private state of a tainted object to its Read, but to neither
// half of its replacement: ModifyPlan and Create get nothing, and Delete gets the
// private state of the plan. So the value takes this path: Read records it in the
// ledger of the plan's process (Record), ModifyPlan writes it into the planned private
// state (Plan), Delete records it in the ledger of the apply's process (Planned,
// Record), and Create takes it from there (Recorded).
type Handover[T any] struct {
	// Key is the key in the planned private state.
	Key string
}

// Plan is called in ModifyPlan of a create.
func (h Handover[T]) Plan(ctx context.Context, private Private, value T) diag.Diagnostics {
	return SetPrivate(ctx, private, h.Key, value)
}

// Planned is called in Delete and returns what Plan wrote.
func (h Handover[T]) Planned(ctx context.Context, private PrivateReader) (value T, ok bool) {
	ok = GetPrivate(ctx, private, h.Key, &value)
	return value, ok
}

// Forget is called in Create: a handover is only for the Delete before it.
func (h Handover[T]) Forget(ctx context.Context, private Private) diag.Diagnostics {
	return SetPrivate(ctx, private, h.Key, nil)
}

// Record records a value in the ledger under the key of an object.
func Record(l *ledger.Ledger, key string, value any) {
	// A value that has no JSON is not handed over.
	if text, err := json.Marshal(value); err == nil {
		l.SetHandover(key, text)
	}
}

// Recorded returns what Record recorded under the key, and whether it recorded
// anything.
func Recorded[T any](l *ledger.Ledger, key string) (value T, ok bool) {
	text, ok := l.Handover(key)
	return decoded[T](text, ok)
}

// Taken is Recorded, and forgets the value: it is for one object only.
func Taken[T any](l *ledger.Ledger, key string) (value T, ok bool) {
	text, ok := l.TakeHandover(key)
	return decoded[T](text, ok)
}

func decoded[T any](text []byte, recorded bool) (value T, ok bool) {
	if !recorded || json.Unmarshal(text, &value) != nil {
		var none T
		return none, false
	}
	return value, true
}
