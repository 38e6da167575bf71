package converge

import (
	"context"
	"slices"
)

// adopt takes what the instance shows as applied, for settings that would erase
// data: an earlier apply may have been killed before it saved its result, and
// after an import nothing is known. A value that was never requested is sent
// anyway. It reports whether the job can go on.
func (r *run) adopt(ctx context.Context) bool {
	for _, d := range slices.Clone(r.job.Set) {
		name := d.Setting.Name()
		before, known := r.holding.Settings[name]
		if (!known && !r.order.AdoptErasing) || !d.erases() {
			continue
		}
		if err := r.engine.AwaitRunning(ctx, r.order.PadCode); err != nil {
			r.fail("set "+errorTitle(d.Setting, d.Value), name, err)
			return false
		}
		if !r.showsDesired(ctx, &d) {
			continue
		}
		r.holding.Settings[name] = Entry{Applied: d.hash(), Requested: d.hash()}
		if known && before.Applied == "" {
			// An earlier apply has recorded that everything may have been erased, so
			// the others are as the holding says.
			r.plan()
			continue
		}
		r.job.Kept = append(slices.Clone(r.job.Kept), d)
		r.job.Set = slices.DeleteFunc(slices.Clone(r.job.Set), func(other Desired) bool { return other.Setting.Name() == name })
		for i := range r.job.Set {
			// It may have been erased by the apply that was killed.
			r.job.Set[i].again = false
		}
	}
	return true
}
