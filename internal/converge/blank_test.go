package converge_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// What the instance is known to lack is not undone: after a reset that ended well, and
// if the instance showed it. What is desired is set again. Controls: a reset that
// failed, and so may have erased only a part, and an instance that may have the setting.
func TestBlankSettingsAreNotUndone(t *testing.T) {
	const undo = `AC1 set the bandwidth {"upBandwidth":0,"downBandwidth":0}`
	const set = `AC1 set the proxy {"enable":false}`
	for name, c := range map[string]struct {
		applied string
		reset   armcloud.TaskStatus // 0 is no reset
		changes []string
	}{
		"after a reset":        {converge.Any, armcloud.TaskDone, []string{set}},
		"after a failed reset": {converge.Any, armcloud.TaskFailed, []string{undo, set}},
		"absent":               {converge.Absent, 0, nil},
		"any value":            {converge.Any, 0, []string{undo}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{Ends: []armcloud.TaskStatus{c.reset}}
			h := converge.Holding{Settings: map[string]converge.Entry{
				"bandwidth": {Applied: c.applied}, "proxy": {Applied: converge.Hash(wantProxy.Value)},
			}}
			if c.reset != 0 {
				h.Reset = &converge.Flight{Tasks: []int64{1}}
			}
			order := converge.Order{PadCode: "AC1", Holding: h, Desired: []converge.Desired{wantProxy}, Setting: setting.ByName}
			out := convergetest.Work(t, a, order)
			convergetest.Same(t, "changes", a.Changes, c.changes...)
			after := converge.Release(out.Holding, order.Desired, false, setting.ByName)
			convergetest.Same(t, "settings afterwards", slices.Sorted(maps.Keys(after.Settings)), "proxy")
			convergetest.Same(t, "unfinished", after.Unfinished())
		})
	}
}

// An undo that failed before an image erased the instance is not sent again. Control:
// an image that erases nothing.
func TestUndoThatFailedBeforeAnErasure(t *testing.T) {
	for wipe, want := range map[bool][]string{true: {"image"}, false: {"bandwidth", "image"}} {
		a := &convergetest.Account{Fail: map[string]armcloud.TaskStatus{"AC1 set the bandwidth": armcloud.TaskFailed}}
		order := convergetest.Undo("AC1", setting.ByName("bandwidth"))
		order.Desired = []converge.Desired{{Setting: setting.ByName("image"), Value: setting.Image{ImageID: "img-1", WipeData: wipe}}}
		out := convergetest.Work(t, a, order)
		if len(a.Changes) != 2 {
			t.Errorf("wipe %t: got changes %q, want an undo and an image", wipe, a.Changes)
		}
		convergetest.Same(t, "settings afterwards", slices.Sorted(maps.Keys(out.Holding.Settings)), want...)
	}
}
