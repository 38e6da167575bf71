package instance

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// privateMap is private state in memory.
type privateMap map[string][]byte

func (p privateMap) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) {
	return p[key], nil
}

func (p privateMap) SetKey(_ context.Context, key string, value []byte) diag.Diagnostics {
	p[key] = value
	return nil
}

func attributeNamed(t *testing.T, name string) setting.Shape {
	t.Helper()
	at := setting.ShapeOf(name)
	if at == nil {
		t.Fatalf("no setting %s", name)
	}
	return at
}

// A record comes back from private state as it was saved; without one there
// is a new owner and salt each time, and one that cannot be read counts as none.
func TestPhoneRecordIsKept(t *testing.T) {
	proxy, zone := attributeNamed(t, "proxy"), attributeNamed(t, "time_zone")
	first, second := loadRecord(t.Context(), privateMap{}), loadRecord(t.Context(), privateMap{recordKey: []byte("{nonsense")})
	if first.Stored || second.Stored || first.Owner == second.Owner || first.Salt == second.Salt || first.Owner == "" || first.Salt == "" {
		t.Errorf("new records: %+v, %+v", first, second)
	}
	first.manage(zone, true)
	first.manage(proxy, true)
	first.manage(proxy, true)
	first.confirm("time_zone", true)
	first.setSecret(proxy, "print")
	first.try("proxy", true)
	first.Resend = &resend{Triggers: "x", Done: []string{"proxy"}}
	private := privateMap{}
	if diags := first.save(t.Context(), private); diags.HasError() {
		t.Fatal(diags)
	}
	again := loadRecord(t.Context(), private)
	if !again.Stored || again.Owner != first.Owner || again.Salt != first.Salt || again.Secrets["proxy"] != "print" ||
		!slices.Equal(again.Managed, []string{"proxy", "time_zone"}) || !again.confirmed("time_zone") || again.confirmed("proxy") ||
		again.Resend == nil || again.Resend.Triggers != "x" || !slices.Equal(again.Tried, []string{"proxy"}) {
		t.Errorf("came back: %+v", again)
	}
	again.manage(proxy, false)
	again.confirm("time_zone", false)
	again.setSecret(proxy, "")
	again.try("proxy", false)
	if again.manages(proxy) || !again.manages(zone) || again.confirmed("time_zone") || len(again.Secrets) != 0 || len(again.Tried) != 0 {
		t.Errorf("not forgotten: %+v", again)
	}
}

// What was tried belongs to the attribute that shows it.
func TestPhoneRecordTried(t *testing.T) {
	record := privateRecord{Tried: []string{"proxy", "bandwidth"}}
	for name, want := range map[string][]string{"proxy": {"proxy"}, "bandwidth": {"bandwidth"}, "time_zone": nil} {
		if got := record.triedOf(attributeNamed(t, name)); !slices.Equal(got, want) {
			t.Errorf("tried of %s: %v", name, got)
		}
	}
}

// Owners are named by their types, each once.
func TestTypesOfOwners(t *testing.T) {
	if got := typesOf([]string{"armcloud_fleet/X", "armcloud_instance/B", "armcloud_fleet/A"}); !slices.Equal(got, []string{"armcloud_fleet", "armcloud_instance"}) {
		t.Errorf("types: %q", got)
	}
}
