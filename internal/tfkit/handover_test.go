package tfkit

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit/tfkittest"
)

// What Read records reaches Create through the plan and Delete. Nothing arrives under
// another key, or after it was forgotten.
func TestHandover(t *testing.T) {
	tasks := Handover[[]int64]{Key: "left"}
	var planning, applying ledger.Ledger
	private := tfkittest.Private{}
	Record(&planning, "object", []int64{7})
	recorded, ok := Recorded[[]int64](&planning, "object")
	if !ok {
		t.Fatal("got nothing in ModifyPlan, want the tasks")
	}
	tasks.Plan(t.Context(), private, recorded)
	planned, ok := tasks.Planned(t.Context(), private)
	if !ok {
		t.Fatal("got nothing in Delete, want the tasks")
	}
	Record(&applying, "object", planned)
	if got, ok := Recorded[[]int64](&applying, "object"); !ok || len(got) != 1 || got[0] != 7 {
		t.Errorf("got %v, %v in Create, want task 7", got, ok)
	}
	if got, ok := Recorded[[]int64](&applying, "other"); ok {
		t.Errorf("got %v of another object, want nothing", got)
	}
	if got, ok := Taken[[]int64](&applying, "object"); !ok || len(got) != 1 || got[0] != 7 {
		t.Errorf("got %v, %v taken, want task 7", got, ok)
	}
	if got, ok := Taken[[]int64](&applying, "object"); ok {
		t.Errorf("got %v taken twice, want nothing", got)
	}
	tasks.Forget(t.Context(), private)
	if got, ok := tasks.Planned(t.Context(), private); ok {
		t.Errorf("got %v after Forget, want nothing", got)
	}
}
