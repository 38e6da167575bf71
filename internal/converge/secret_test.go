package converge_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// A write-only value that was not sent counts as missing, although the rest of the
// setting is unchanged: the next plan sends it. Control: the same setting without
// another write-only value.
func TestUnsentSecretIsSentLater(t *testing.T) {
	for _, changed := range []bool{true, false} {
		d := wantProxy
		d.SecretChanged = changed
		h := converge.Holding{Settings: map[string]converge.Entry{"proxy": {Applied: converge.Hash(d.Value), Requested: converge.Hash(d.Value)}}}
		order := converge.Order{PadCode: "AC1", Desired: []converge.Desired{d}}
		job := converge.Plan(h, order)
		if got := len(job.Set); (got == 1) != changed {
			t.Errorf("secret changed is %v: got %d settings to send, want it sent only if changed", changed, got)
		}
		h = converge.Apply(h, job, converge.Outcome{PadCode: "AC1", Set: map[string]converge.Result{"proxy": {Kind: converge.Refused}}})
		order.Desired[0].SecretChanged = false
		if got := len(converge.Plan(h, order).Set); (got == 1) != changed {
			t.Errorf("secret changed was %v: got %d settings to send after a refusal, want it sent only if changed", changed, got)
		}
	}
}

// A write-only value that could not be sent because an earlier change of the setting
// was still under way is sent later, although the earlier change has set all the rest.
// Control: no other write-only value.
func TestUnsentSecretBehindAFlightIsSentLater(t *testing.T) {
	for _, changed := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			a := &convergetest.Account{Ends: []armcloud.TaskStatus{armcloud.TaskRunning}}
			c := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance)
			d := wantProxy
			d.SecretChanged = changed
			flight := &converge.Flight{Value: converge.Hash(d.Value), Tasks: []int64{1}, Sent: time.Now()}
			order := converge.Order{PadCode: "AC1", Desired: []converge.Desired{d}, Holding: converge.Holding{Settings: map[string]converge.Entry{"proxy": {Flight: flight}}}}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			report := c.Apply(ctx, order)
			convergetest.Same(t, "sent while the change is under way", a.Changes)
			a.Mu.Lock()
			a.Ends[0] = armcloud.TaskDone
			a.Mu.Unlock()
			order.Holding, order.Desired[0].SecretChanged = report.Holding, false
			report = c.Apply(t.Context(), order)
			if got := len(a.Changes); (got == 1) != changed || report.Failed() {
				t.Errorf("secret changed was %v: got %d changes after the flight, want one only if changed: %v", changed, got, report.Errors)
			}
		})
	}
}
