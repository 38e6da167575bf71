package ownership_test

import (
	"strings"
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
		w.Detail() != "ARMCloud cannot undo time_zone. The values that Terraform set stay on AC1. The other settings are undone." {
		t.Errorf("got %v, want the warning about time_zone", w)
	}
	if w = ownership.IrreversibleWarning([]converge.Setting{zone}, "AC1"); w == nil || strings.Contains(w.Detail(), "other settings") {
		t.Errorf("got %v for one setting, want a warning without other settings", w)
	}
}

// The warning of a new object that may erase names every instance and both ways out.
// Control: no warning without instances.
func TestMayEraseWarning(t *testing.T) {
	if w := ownership.MayEraseWarning(nil); w != nil {
		t.Errorf("got warning %v without instances, want none", w)
	}
	for _, codes := range [][]string{{"AC1"}, {"AC1", "AC2"}} {
		w := ownership.MayEraseWarning(codes)
		text := w.Summary() + "\n" + w.Detail()
		for _, want := range append(codes, "may erase all data on", "moved block", "terraform untaint", "create_before_destroy") {
			if !strings.Contains(text, want) {
				t.Errorf("%v: got %q, want it to contain %q", codes, text, want)
			}
		}
	}
}
