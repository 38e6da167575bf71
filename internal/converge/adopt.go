package converge

import (
	"context"
	"slices"
)

// adopt takes what the instance shows as applied, for settings that would erase
// data or take the instance out of service: an earlier apply may have been killed
// before it saved its result, and after an import nothing is known. A value that was
// never requested and would erase data is sent anyway. It reports whether the job can
// go on.
func (r *run) adopt(ctx context.Context) bool {
	for _, d := range slices.Clone(r.job.Set) {
		name := d.Setting.Name()
		before, known := r.holding.Settings[name]
		if d.erases() && !known && !r.order.AdoptErasing {
			continue
		}
		if !d.erases() && (known || r.order.Resend || !isLong(d.requests())) {
			continue
		}
		if err := r.engine.AwaitRunning(ctx, r.order.PadCode); err != nil {
			r.fail("set "+errorTitle(d.Setting, d.Value), name, err)
			return false
		}
		if !r.showsDesired(ctx, &d) {
			continue
		}
		if known && before.Applied != "" && before.Applied != d.hash() {
			// The apply that was killed has erased the other settings. If an earlier one
			// has recorded that, they are as the holding says.
			r.forgetErased()
			r.unseen = append(r.unseen, name)
		}
		r.holding.Settings[name] = Entry{Applied: d.hash(), Requested: d.hash()}
		r.shown = append(r.shown, name)
		r.plan()
	}
	return true
}
