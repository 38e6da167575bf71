package ownership

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit/tfkittest"
)

// handedOver plans the handover of a tainted fleet of which many instances are known to
// be exceptional, and returns what its Delete learns. The new fleet has other instances.
func handedOver(t *testing.T, count int, value func(i int) string) Handover {
	t.Helper()
	data, private := &tfkit.Data{Ledger: &ledger.Ledger{}}, tfkittest.Private{}
	for i := range count {
		known := Known{Holding: converge.Holding{Settings: map[string]converge.Entry{"time_zone": {Applied: value(i)}}}, Owner: "armcloud_fleet/old"}
		entry, ok := known.Entry(known.Owner, padCode(i), "state", true)
		if !ok {
			t.Fatal("got no entry, want one")
		}
		data.Ledger.SetKnown(fleetKey(i), entry)
	}
	ctx := context.Background()
	diags := tfkit.MarkCreating(ctx, private)
	diags.Append(PlanHandover(ctx, data, private, "armcloud_fleet", "", []Claim{{Codes: []string{"AC9"}}}, []string{"armcloud_fleet/AC9"})...)
	if diags.HasError() {
		t.Fatal(diags)
	}
	h, replaced := TakeHandover(ctx, data, private)
	if !replaced {
		t.Fatal("got no handover, want one")
	}
	return h
}

func padCode(i int) string { return fmt.Sprintf("AC%08d", i) }

func fleetKey(i int) string { return "armcloud_fleet/" + padCode(i) }

// What is known of ten thousand instances that leave is handed over, whether it is the
// same or not.
func TestHandoverOfManyInstances(t *testing.T) {
	const count = 10_000
	for name, value := range map[string]func(int) string{
		"equal":     func(int) string { return "a" },
		"different": func(i int) string { return fmt.Sprintf("%0400d", i) },
	} {
		h := handedOver(t, count, value)
		for i := range count {
			if known, here := h.Known(fleetKey(i), "state"); !here || known.Holding.Settings["time_zone"].Applied != value(i) {
				t.Fatalf("%s, instance %d: got %.80v, %v, want what was recorded", name, i, known, here)
			}
		}
	}
}

// A handover ends where it would be too large. What is beyond is not known in Delete.
func TestHandoverEndsAtItsSize(t *testing.T) {
	const fits = 8
	large := func(i int) string { return strings.Repeat(fmt.Sprint(i%10), 1<<20) }
	h := handedOver(t, fits+2, large)
	for i := range fits + 2 {
		if _, here := h.Known(fleetKey(i), "state"); here != (i < fits) {
			t.Errorf("instance %d: got known %v, want %v", i, here, i < fits)
		}
	}
}
