package converge

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// Owed is a setting of another resource that a change of this one has cost the
// instance and that this one sends again, because the other one cannot know of it.
type Owed struct {
	// Owner is the name of the other resource in the ledger.
	Owner   string `json:"owner"`
	Setting string `json:"setting"`
	// Value is the value, in a form of the resource.
	Value string `json:"value"`
}

// Name returns what is owed, such as "bandwidth of armcloud_instance_bandwidth".
func (o Owed) Name() string {
	typeName, _, _ := strings.Cut(o.Owner, "/")
	return o.Setting + " of " + typeName
}

// OwedChange is what is owed with the setting and its value.
type OwedChange struct {
	Owed
	// Desired has no setting if the value cannot be read.
	Desired Desired
}

// owed returns what an order sends again for other resources, in the order of the
// settings.
func (o *Order) owed(h Holding) []OwedChange {
	if o.Open == nil {
		return nil
	}
	var changes []OwedChange
	for _, owed := range h.Owed {
		d, _ := o.Open(owed)
		changes = append(changes, OwedChange{Owed: owed, Desired: d})
	}
	slices.SortStableFunc(changes, func(a, b OwedChange) int {
		if a.Desired.Setting == nil || b.Desired.Setting == nil {
			return 0
		}
		return compareOrder(a.Desired.Setting, b.Desired.Setting)
	})
	return changes
}

var errOtherKey = errors.New("it was noted with another secret_key; run terraform plan again")

// sendOwed sends again what is owed to other resources, unless they have set or left it
// in this process, or this resource has set it.
func (r *run) sendOwed(ctx context.Context) {
	for _, change := range r.job.Owed {
		d, target := change.Desired, change.Setting
		if d.Setting != nil {
			target = Target(d.Setting, d.Value)
		}
		sets := r.out.Set[change.Setting].Kind == Done
		if sets || r.ledger.Settled(r.order.PadCode, target, change.Owner) || r.ledger.Settled(r.order.PadCode, change.Setting, change.Owner) {
			r.out.Paid = append(r.out.Paid, change.Owed)
			continue
		}
		if d.Setting == nil {
			r.fail("set "+change.Name()+" again", "", errOtherKey)
			continue
		}
		result, goOn := r.send(ctx, "set "+errorTitle(d.Setting, d.Value)+" of another resource again", "", d.Setting.Set(d.Value), "")
		if result.Kind == Done {
			r.out.Paid = append(r.out.Paid, change.Owed)
			r.ledger.Set(r.order.PadCode, target, change.Owner, d)
		}
		if result.Kind == Indeterminate {
			r.out.Others = append(r.out.Others, result.Flight)
		}
		if !goOn {
			return
		}
	}
}

// unpaid returns what is still owed.
func unpaid(owed, paid []Owed) []Owed {
	return slices.DeleteFunc(slices.Clone(owed), func(o Owed) bool { return slices.Contains(paid, o) })
}
