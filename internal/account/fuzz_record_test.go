package account

import (
	"context"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// samePrivate is private state with the same value of all keys.
type samePrivate []byte

func (p samePrivate) GetKey(context.Context, string) ([]byte, diag.Diagnostics) { return p, nil }

// Any private state results in records that can be used.
func FuzzRecord(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{}`, `[]`, `true`, `{"owner":"O","others":["armcloud_callback/X",""],"value":"v","sent":7}`,
		`{"list":"l","phones":["AC2","AC1","AC1"],"before":["AC1"],"pending":{"AC3":7}}`,
		`{"request":"app 1","task":7,"id":"1","before":["1"],"since":"2025-09-15T14:11:21Z"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		private := samePrivate(data)
		r := accountResource{Resource: tfkit.Resource{Name: "callback", Data: &tfkit.Data{Ledger: &ledger.Ledger{}}}}
		if c := r.claimOf(t.Context(), private, accountKey{id: "callback"}); c.record.Owner == "" {
			t.Fatalf("%q: got a claim without an owner, want one", data)
		}
		record := loadBlacklistRecord(t.Context(), private)
		for _, code := range record.outdated([]string{"AC1", "AC2"}) {
			for _, applied := range record.Applied {
				if code == applied {
					t.Fatalf("%q: got %s outdated, want it applied", data, code)
				}
			}
		}
		record.everApplied()
		if pending := refreshHandover(t.Context(), r.Data, private); pending != nil && time.Since(pending.Since) > maxPendingAge {
			t.Fatalf("%q: got an upload of %s, want none as old", data, pending.Since)
		}
	})
}
