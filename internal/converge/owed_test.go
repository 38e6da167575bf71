package converge_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// What is owed to another resource is sent once. It is not sent if the other one has
// set it in this process, or left it; if its value cannot be read, that is an error and
// it stays owed, which the holding names as unfinished.
func TestOwedIsSent(t *testing.T) {
	owed := converge.Owed{Owner: "other/1", Setting: "bandwidth", Value: "5"}
	speed := converge.Desired{Setting: setting.ByName("bandwidth"), Value: setting.Bandwidth{UploadMbps: 5}}
	for name, c := range map[string]struct {
		before func(*ledger.Ledger)
		closed bool
		sent   int
		failed bool
	}{
		"owed":        {sent: 1},
		"set here":    {before: func(l *ledger.Ledger) { l.Set("AC1", "bandwidth", "other/1", speed) }},
		"left here":   {before: func(l *ledger.Ledger) { l.LeaveAsIs("AC1", "bandwidth", "other/1") }},
		"another key": {closed: true, failed: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &convergetest.Account{}
				var l ledger.Ledger
				if c.before != nil {
					c.before(&l)
				}
				order := converge.Order{
					PadCode: "AC1", Owner: "mine/1", Holding: converge.Holding{Owed: []converge.Owed{owed}},
					Open: func(converge.Owed) (converge.Desired, bool) {
						if c.closed {
							return converge.Desired{}, false
						}
						return speed, true
					},
				}
				if got, want := order.Holding.Unfinished(), []string{"bandwidth of other"}; !slices.Equal(got, want) {
					t.Errorf("before: got unfinished %v, want %v", got, want)
				}
				report := converge.NewConverger(a.Engine(), &l, engine.ReachPerInstance).Apply(t.Context(), order)
				if report.Failed() != c.failed || len(a.Changes) != c.sent {
					t.Errorf("got changes %q and errors %v, want %d changes and failed %v", a.Changes, report.Errors, c.sent, c.failed)
				}
				if left := len(report.Holding.Owed) > 0; left != c.failed {
					t.Errorf("got %v still owed, want any: %v", report.Holding.Owed, c.failed)
				}
				<-time.After(2 * time.Second)
			})
		})
	}
}
