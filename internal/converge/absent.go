package converge

import (
	"context"

	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
)

// absentee is a setting that a phone can be seen not to have.
type absenceDetector interface {
	// Absent tells whether the evidence shows that the phone does not have it.
	Absent(seen Evidence) bool
}

// absent tells whether a setting that could not be taken back is not on the
// phone anyway: the service refuses to uninstall an app that is not there,
// which would keep a resource from ever being destroyed. The phone itself is
// asked where the API does not show it.
func (r *run) absent(ctx context.Context, s Setting) bool {
	a, can := s.(absenceDetector)
	if !can || s.Sources()&Apps == 0 {
		return false
	}
	found, err := r.engine.InstalledApps(ctx, []string{r.job.PadCode}, engine.ReachShell)
	if err != nil {
		return false
	}
	apps, shown := found[r.job.PadCode]
	return shown && a.Absent(Evidence{Apps: &apps})
}
