package converge_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// A setting that may have any value becomes known only by evidence that shows all of
// it. An app shows no id, and properties that a restart loses need not be listed. The
// controls are settings that were known, and an image.
func TestUnknownSettingIsObserved(t *testing.T) {
	shown := converge.Evidence{
		Detail:     &armcloud.PadDetail{ImageID: "img-1"},
		Properties: &armcloud.PadProperties{System: map[string]string{"ro.b": "1"}},
		Apps:       &armcloud.PadApps{Apps: []armcloud.InstalledApp{{PackageName: "com.a"}}},
	}
	drifted := shown
	drifted.Properties = &armcloud.PadProperties{System: map[string]string{"ro.a": "2"}}
	drifted.Detail = &armcloud.PadDetail{ImageID: "img-2"}
	for name, c := range map[string]struct {
		d       converge.Desired
		seen    converge.Evidence
		unknown bool
		known   bool
	}{
		"image":                      {wantImage, shown, true, true},
		"other image":                {wantImage, drifted, true, true},
		"app":                        {wantApp, shown, true, false},
		"known app":                  {wantApp, shown, false, true},
		"properties":                 {wantPersistent, shown, true, false},
		"known properties":           {wantPersistent, shown, false, true},
		"other properties":           {wantPersistent, drifted, true, false},
		"other properties, known":    {wantPersistent, drifted, false, true},
		"properties that are stored": {stored(), shown, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			h := applied(c.d)
			if c.unknown {
				h.Settings[c.d.Setting.Name()] = converge.Entry{}
			}
			seen := converge.Observe([]converge.Expectation{{Setting: c.d.Setting, Value: c.d.Value}}, c.seen)
			if len(seen) != 1 {
				t.Fatalf("got observations %+v, want one", seen)
			}
			after, _ := converge.Observed(h, seen)
			if e := after.Settings[c.d.Setting.Name()]; e.Has("") != c.known {
				t.Errorf("got entry %+v, want it known: %v", e, c.known)
			}
		})
	}
}

// stored returns properties that a restart does not lose.
func stored() converge.Desired {
	return converge.Desired{Setting: wantPersistent.Setting, Value: setting.Properties{SystemPersistent: map[string]string{"ro.b": "1"}}}
}
