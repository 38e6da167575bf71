package converge_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// In a Delete, an undo and a reset wait until the apply is two seconds old, and are
// not sent if another resource claims the setting meanwhile. The controls are no
// claim, a claim of the object that replaces this one, and an update.
func TestDeleteWaitsForClaims(t *testing.T) {
	undo := convergetest.Undo("AC1", setting.ByName("bandwidth"))
	reset := converge.Order{PadCode: "AC1", Reset: true}
	for name, c := range map[string]struct {
		order    converge.Order
		deleting bool
		claim    string
		sent     int
		waits    time.Duration
	}{
		"undo":                     {order: undo, deleting: true, sent: 1, waits: 2 * time.Second},
		"undo, claimed":            {order: undo, deleting: true, claim: "other/2", waits: 2 * time.Second},
		"undo, replaced":           {order: undo, deleting: true, claim: "mine/1+", waits: 2 * time.Second},
		"undo of an update":        {order: undo, claim: "other/2", sent: 1},
		"reset":                    {order: reset, deleting: true, sent: 1, waits: 2 * time.Second},
		"reset, claimed":           {order: reset, deleting: true, claim: "other/2", waits: 2 * time.Second},
		"reset, replaced":          {order: reset, deleting: true, claim: "mine/1+", sent: 1, waits: 2 * time.Second},
		"nothing to undo or reset": {order: converge.Order{PadCode: "AC1"}, deleting: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &convergetest.Account{}
				var l ledger.Ledger
				l.BeginApply()
				order := c.order
				order.Owner, order.Successor, order.Deleting = "mine/1", "mine/1+", c.deleting
				if c.claim != "" {
					time.AfterFunc(time.Second, func() { l.Claim("AC1", c.claim, []string{"bandwidth"}) })
				}
				start := time.Now()
				out := converge.NewConverger(a.Engine(), &l, engine.ReachPerInstance).Apply(t.Context(), order)
				waited := time.Since(start)
				if out.Failed() || len(a.Changes) != c.sent {
					t.Errorf("got changes %q and errors %v, want %d changes", a.Changes, out.Errors, c.sent)
				}
				if waited < c.waits || c.waits == 0 && waited >= 2*time.Second {
					t.Errorf("got %v, want %v", waited, c.waits)
				}
				// A second order of the process does not wait again.
				start = time.Now()
				converge.NewConverger(a.Engine(), &l, engine.ReachPerInstance).Apply(t.Context(), order)
				if again := time.Since(start); c.waits > 0 && again >= 2*time.Second {
					t.Errorf("second order: got %v, want no wait", again)
				}
				<-time.After(2 * time.Second)
			})
		})
	}
}
