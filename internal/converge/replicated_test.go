package converge_test

import (
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// If several places may hold a value, only those count as evidence of drift that have
// shown the applied value. One that is out of date is no drift if the other one is
// missing. The controls are drift of a place that counts, and a place that counts once
// it has shown the value.
func TestOnlyPlacesThatHaveShownTheValueCount(t *testing.T) {
	locale := func(code, country string) armcloud.PadProperties {
		return armcloud.PadProperties{System: map[string]string{"persist.sys.language": code, "persist.sys.country": country}}
	}
	both := func(setting string, system armcloud.PadProperties) armcloud.PadProperties {
		system.Setting = map[string]string{"language": setting}
		return system
	}
	country := "DE"
	language := converge.Desired{Setting: setting.ByName("language"), Value: setting.Language{Code: "de", Country: &country}}
	for name, c := range map[string]struct {
		d       converge.Desired
		shown   []armcloud.PadProperties
		drifted bool
	}{
		"stale place alone":           {wantZone, []armcloud.PadProperties{convergetest.ZoneOf("Europe/Berlin", "Asia/Shanghai"), convergetest.ZoneOf("", "Asia/Shanghai")}, false},
		"new place alone":             {wantZone, []armcloud.PadProperties{convergetest.ZoneOf("Europe/Berlin", ""), convergetest.ZoneOf("", "Asia/Shanghai")}, false},
		"stale place beside drift":    {wantZone, []armcloud.PadProperties{convergetest.ZoneOf("Asia/Shanghai", "Europe/Berlin"), convergetest.ZoneOf("Asia/Shanghai", "Asia/Tokyo")}, true},
		"both counted":                {wantZone, []armcloud.PadProperties{convergetest.ZoneOf("Europe/Berlin", "Europe/Berlin"), convergetest.ZoneOf("", "Asia/Shanghai")}, true},
		"counted later":               {wantZone, []armcloud.PadProperties{convergetest.ZoneOf("Europe/Berlin", "Asia/Tokyo"), convergetest.ZoneOf("Europe/Berlin", "Europe/Berlin"), convergetest.ZoneOf("", "Asia/Tokyo")}, true},
		"differed once":               {wantZone, []armcloud.PadProperties{convergetest.ZoneOf("Europe/Berlin", "Europe/Berlin"), convergetest.ZoneOf("Europe/Berlin", "Asia/Tokyo"), convergetest.ZoneOf("", "Asia/Tokyo")}, true},
		"stale language alone":        {language, []armcloud.PadProperties{both("de-DE", locale("zh", "CN")), locale("zh", "CN")}, false},
		"stale country alone":         {language, []armcloud.PadProperties{both("de-DE", locale("de", "AT")), locale("de", "AT")}, false},
		"language of a place counted": {language, []armcloud.PadProperties{both("zh-CN", locale("de", "DE")), both("zh-CN", locale("fr", "FR"))}, true},
		"country of a place counted":  {language, []armcloud.PadProperties{both("", locale("de", "DE")), both("", locale("de", "AT"))}, true},
	} {
		h := applied(c.d)
		var drifted []string
		for _, shown := range c.shown {
			e := h.Settings[c.d.Setting.Name()]
			expected := converge.Expectation{Setting: c.d.Setting, Value: c.d.Value, Confirmed: e.Confirmed, Unshown: e.Unshown}
			h, drifted = converge.Observed(h, converge.Observe([]converge.Expectation{expected}, converge.Evidence{Properties: &shown}))
		}
		if got := len(drifted) > 0; got != c.drifted {
			t.Errorf("%s: got drift %v, want %v; known is %+v", name, got, c.drifted, h.Settings)
		}
	}
}
