package fleet

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
)

// An apply may send something only if an instance lacks what is desired, has something
// to be released, or was skipped. The controls are changes that send nothing.
func TestMaySend(t *testing.T) {
	kiosk := settings(map[string]converge.Value{"bandwidth": bandwidthOf(1)})
	before := model{phones: map[string]string{"p": "kiosk", "q": "kiosk"}, profiles: map[string]profile{"kiosk": kiosk}, known: true}
	with := func(change func(m *model)) model {
		m := model{phones: map[string]string{"p": "kiosk", "q": "kiosk"}, profiles: map[string]profile{"kiosk": kiosk}, known: true}
		change(&m)
		return m
	}
	missing := instanceNote{Profile: "kiosk", Holding: has(map[string]converge.Value{"bandwidth": nil})}
	leaving := instanceNote{Holding: has(map[string]converge.Value{"bandwidth": bandwidthOf(1)})}
	for name, c := range map[string]struct {
		before, desired model
		notes           map[string]instanceNote
		want            bool
	}{
		"no change":          {before, before, nil, false},
		"unused profile":     {before, with(func(m *model) { m.profiles["spare"] = settings(map[string]converge.Value{"bandwidth": bandwidthOf(2)}) }), nil, false},
		"equal profile":      {before, with(func(m *model) { m.profiles["same"] = kiosk; m.phones["p"] = "same" }), nil, false},
		"left with keep":     {before, with(func(m *model) { m.release = ownership.ReleaseKeep; delete(m.phones, "p") }), nil, false},
		"another profile":    {before, with(func(m *model) { m.profiles["kiosk"] = settings(map[string]converge.Value{"bandwidth": bandwidthOf(2)}) }), nil, true},
		"setting that left":  {before, with(func(m *model) { m.profiles["kiosk"] = profile{} }), nil, true},
		"new instance":       {before, with(func(m *model) { m.phones["new"] = "kiosk" }), nil, true},
		"instance that left": {before, with(func(m *model) { delete(m.phones, "p") }), nil, true},
		"unknown profile":    {before, with(func(m *model) { m.known = false }), nil, true},
		"failed":             {with(func(m *model) { m.phones["p"] = "failed: x" }), before, map[string]instanceNote{"p": missing}, true},
		"failed and ignored": {with(func(m *model) { m.phones["p"] = "failed: x" }), with(func(m *model) { m.phones["p"] = "failed: x" }),
			map[string]instanceNote{"p": missing}, false},
		"skipped": {with(func(m *model) { m.phones["p"], m.skipped = "skipped: offline", map[string]string{"p": "offline"} }), before,
			map[string]instanceNote{"p": missing}, true},
		"skipped and ignored": {with(func(m *model) { m.phones["p"], m.skipped = "skipped: offline", map[string]string{"p": "offline"} }),
			with(func(m *model) { m.phones["p"] = "skipped: offline" }), map[string]instanceNote{"p": missing}, false},
		"release skipped": {with(func(m *model) { m.phones["r"], m.skipped = "skipped: offline", map[string]string{"r": "offline"} }), before,
			map[string]instanceNote{"r": leaving}, true},
	} {
		if got := fleetOf(c.before, c.desired, c.notes).current.maySend(c.desired); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
