package converge_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
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
