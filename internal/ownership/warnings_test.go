package ownership_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// The warning names only what cannot be undone, and there is none if everything
// can.
func TestIrreversibleWarning(t *testing.T) {
	proxy, zone := setting.ByName("proxy"), setting.ByName("time_zone")
	if w := ownership.IrreversibleWarning([]converge.Setting{proxy}, "AC1"); w != nil {
		t.Errorf("got warning %v for a proxy, want none", w)
	}
	w := ownership.IrreversibleWarning([]converge.Setting{proxy, zone}, "AC1")
	if w == nil || w.Summary() != "Some settings stay on the instance" ||
		w.Detail() != "ARMCloud cannot undo time_zone. The values that Terraform set stay on AC1. Other settings are undone." {
		t.Errorf("got %v, want the warning about time_zone", w)
	}
}
