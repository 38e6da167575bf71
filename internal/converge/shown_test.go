package converge_test

import (
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// A change whose response was lost counts as done once the instance shows the whole
// value, also if another value is desired by then. It proves nothing if the instance
// had the value before, or if a part of it is not shown.
func TestLostChangeIsSettledByEvidence(t *testing.T) {
	tokyo := converge.Desired{Setting: wantZone.Setting, Value: setting.TimeZone{Name: "Asia/Tokyo"}}
	shown, other := convergetest.ZoneOf("Europe/Berlin", "Europe/Berlin"), convergetest.ZoneOf("Asia/Seoul", "Asia/Seoul")
	part := armcloud.PadProperties{System: map[string]string{"ro.b": "1"}}
	for name, c := range map[string]struct {
		under, want converge.Desired
		blind       bool
		shown       armcloud.PadProperties
		waits       bool
		sent        []string
	}{
		"shown":                        {wantZone, wantZone, false, shown, false, nil},
		"another value desired":        {wantZone, tokyo, false, shown, false, []string{"set the time zone"}},
		"not shown (control)":          {wantZone, wantZone, false, other, true, []string{"set the time zone"}},
		"shown before (control)":       {wantZone, wantZone, true, shown, true, nil},
		"without a source (control)":   {wantProxy, wantProxy, false, shown, true, []string{"set the proxy"}},
		"shown in part only (control)": {wantPersistent, wantPersistent, false, part, true, []string{"change the properties", "restart the instance", "change the properties"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{PropertiesByCode: map[string]armcloud.PadProperties{"AC1": c.shown}}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				start := time.Now()
				h := converge.Holding{Settings: map[string]converge.Entry{c.under.Setting.Name(): {Flight: &converge.Flight{
					Value: converge.Hash(c.under.Value), Sent: start, Blind: c.blind,
				}}}}
				out := conv.Apply(t.Context(), order("mine/1", h, c.want))
				if waited := time.Since(start) >= converge.SettingTimeout; waited != c.waits || out.Failed() {
					t.Errorf("got waited %v and errors %v, want waited %v", waited, out.Errors, c.waits)
				}
				convergetest.Same(t, "changes", operations(a), c.sent...)
			})
		})
	}
}

// A value that the instance may have shown before the change is no evidence: it has the
// value as far as is known, or shows it just after the change was sent. If it is known
// to have had another value or none, or shows another one, the value is evidence.
func TestLostChangeMayBeBlind(t *testing.T) {
	old := applied(converge.Desired{Setting: wantZone.Setting, Value: setting.TimeZone{Name: "Asia/Tokyo"}})
	unknown := converge.Holding{Settings: map[string]converge.Entry{"time_zone": {}}}
	for name, c := range map[string]struct {
		before converge.Holding
		shown  string
		blind  bool
	}{
		"first, shown":               {converge.Holding{}, "Europe/Berlin", true},
		"first, another one shown":   {converge.Holding{}, "Asia/Tokyo", false},
		"first, nothing shown":       {converge.Holding{}, "", false},
		"sent again":                 {applied(wantZone), "Asia/Tokyo", true},
		"unknown, shown":             {unknown, "Europe/Berlin", true},
		"unknown, nothing shown":     {unknown, "", true},
		"unknown, another one shown": {unknown, "Asia/Tokyo", false},
		"another one before":         {old, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			a := &convergetest.Account{
				Refuse:           map[string]*armcloud.Error{"AC1 set the time zone": {Class: armcloud.ClassAmbiguous, Message: "lost"}},
				PropertiesByCode: map[string]armcloud.PadProperties{"AC1": convergetest.ZoneOf(c.shown, c.shown)},
			}
			inProcess(t, a, func(t *testing.T, conv *converge.Converger) {
				o := order("mine/1", c.before, wantZone)
				o.Resend = true
				f := conv.Apply(t.Context(), o).Holding.Settings["time_zone"].Flight
				if f == nil || f.Blind != c.blind {
					t.Errorf("got %+v, want blind %v", f, c.blind)
				}
			})
		})
	}
}
