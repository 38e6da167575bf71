package converge_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// An app that was found missing is uninstalled if it leaves the configuration, because
// an apply that was killed may have installed it again. Control: an app that was never
// requested.
func TestMissingAppIsUndone(t *testing.T) {
	t.Parallel()
	const name = "apps/com.example.kiosk"
	for what, c := range map[string]struct {
		entry converge.Entry
		want  int
	}{
		"found missing":   {converge.Entry{Applied: converge.Absent, Requested: "0123"}, 1},
		"never requested": {converge.Entry{Applied: converge.Absent}, 0},
	} {
		h := converge.Holding{Settings: map[string]converge.Entry{name: c.entry}}
		job := converge.Plan(h, converge.Order{PadCode: "AC1", Holding: h, Setting: setting.ByName})
		if got := len(job.Undo); got != c.want {
			t.Errorf("%s: got %d undos, want %d", what, got, c.want)
		}
	}
}
