package converge_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// What an action of the same process has erased, or lost in a restart, is set again by a
// resource that is applied later; an image is neither. The control is an instance on
// which no action was invoked.
func TestSettingsLostToActions(t *testing.T) {
	for name, c := range map[string]struct {
		act  func(*ledger.Ledger)
		want []string
	}{
		"erased":    {func(l *ledger.Ledger) { l.RecordAction("AC1", true) }, []string{"set the bandwidth", "change the properties"}},
		"restarted": {func(l *ledger.Ledger) { l.RecordAction("AC1", false) }, []string{"change the properties"}},
		"control":   {func(l *ledger.Ledger) { l.RecordAction("AC2", true) }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, l := &convergetest.Account{}, &ledger.Ledger{}
				conv := converge.NewConverger(a.Engine(), l, engine.ReachPerInstance)
				desired := []converge.Desired{wantSpeed, wantVolatile, wantImage}
				c.act(l)
				out := conv.Apply(t.Context(), order("mine/1", applied(desired...), desired...))
				got := operations(a)
				slices.Sort(got)
				slices.Sort(c.want)
				convergetest.Same(t, "changes", got, c.want...)
				if out.Failed() || len(out.Holding.Unfinished()) > 0 {
					t.Errorf("got errors %v and unfinished %v, want none", out.Errors, out.Holding.Unfinished())
				}
				sent := len(a.Changes)
				conv.Apply(t.Context(), order("mine/1", out.Holding, desired...))
				if len(a.Changes) != sent {
					t.Errorf("got %d further changes in the next apply, want none", len(a.Changes)-sent)
				}
			})
		})
	}
}
