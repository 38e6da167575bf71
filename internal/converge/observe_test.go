package converge_test

import (
	"testing"
	"testing/synctest"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge/convergetest"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
)

// What a look at a time zone says, by what the phone shows, what is believed
// and whether the source has been confirmed.
func TestObserveTimeZone(t *testing.T) {
	berlin := setting.TimeZone{Name: "Europe/Berlin"}
	for name, c := range map[string]struct {
		shown             armcloud.PadProperties
		belief            converge.Value
		confirmed         bool
		seen              converge.Value
		confirms, drifted bool
	}{
		"as applied":              {shown: convergetest.ZoneOf("Europe/Berlin", "Europe/Berlin"), belief: berlin, seen: berlin, confirms: true},
		"one of two as applied":   {shown: convergetest.ZoneOf("GMT+1", "Europe/Berlin"), belief: berlin, confirmed: true, seen: berlin, confirms: true},
		"other, unconfirmed":      {shown: convergetest.ZoneOf("Asia/Tokyo", "Asia/Tokyo"), belief: berlin, seen: setting.TimeZone{Name: "Asia/Tokyo"}},
		"other, confirmed":        {shown: convergetest.ZoneOf("Asia/Tokyo", "Asia/Tokyo"), belief: berlin, confirmed: true, seen: setting.TimeZone{Name: "Asia/Tokyo"}, drifted: true},
		"other in one, confirmed": {shown: convergetest.ZoneOf("", "Asia/Tokyo"), belief: berlin, confirmed: true, seen: setting.TimeZone{Name: "Asia/Tokyo"}, drifted: true},
		"empty, confirmed":        {shown: convergetest.ZoneOf("", ""), belief: berlin, confirmed: true},
		"absent, confirmed":       {belief: berlin, confirmed: true},
		"nothing believed":        {shown: convergetest.ZoneOf("Asia/Tokyo", "Asia/Tokyo"), seen: setting.TimeZone{Name: "Asia/Tokyo"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &convergetest.Account{PropertiesByCode: map[string]armcloud.PadProperties{"AC1": c.shown}}
				views, err := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance).Observe(t.Context(), map[string][]converge.Expectation{
					"AC1": {{Setting: setting.ByName("time_zone"), Value: c.belief, Confirmed: c.confirmed}},
				})
				if err != nil {
					t.Fatal(err)
				}
				sights := views["AC1"].Observations
				if c.seen == nil {
					if len(sights) != 0 {
						t.Errorf("saw %+v where nothing is shown", sights)
					}
					return
				}
				if len(sights) != 1 || sights[0].Value != c.seen || sights[0].Confirmed != c.confirms || sights[0].Drifted != c.drifted {
					t.Errorf("saw %+v", sights)
				}
			})
		})
	}
}

// A value that was just sent is confirmed from the properties, without another read
// of the instance's details. The control shows a different value.
func TestConfirm(t *testing.T) {
	for zone, confirmed := range map[string]int{"Europe/Berlin": 1, "Asia/Tokyo": 0} {
		synctest.Test(t, func(t *testing.T) {
			// A look at the phone itself would call it gone.
			a := &convergetest.Account{Gone: map[string]bool{"AC1": true}, PropertiesByCode: map[string]armcloud.PadProperties{"AC1": convergetest.ZoneOf(zone, zone)}}
			found, err := converge.NewConverger(a.Engine(), &ledger.Ledger{}, engine.ReachPerInstance).Confirm(t.Context(), map[string][]converge.Expectation{
				"AC1": {{Setting: setting.ByName("time_zone"), Value: setting.TimeZone{Name: "Europe/Berlin"}}, {Setting: setting.ByName("bandwidth"), Value: setting.Bandwidth{}}},
			})
			if err != nil || len(found["AC1"]) != confirmed {
				t.Errorf("%s: found %+v, %v; expected %d settings to be confirmed", zone, found, err, confirmed)
			}
		})
	}
}

// Properties are read where a belief needs them, the phone runs, and the drift
// checks allow it; a failure is no evidence, a phone that is gone is no error.
func TestObserveReadsProperties(t *testing.T) {
	zone := []converge.Expectation{{Setting: setting.ByName("time_zone"), Value: setting.TimeZone{Name: "Europe/Berlin"}, Confirmed: true}}
	shown := map[string]armcloud.PadProperties{"AC1": convergetest.ZoneOf("Asia/Tokyo", "Asia/Tokyo")}
	for name, c := range map[string]struct {
		account *convergetest.Account
		beliefs []converge.Expectation
		reach   engine.Reach
		reads   []string
		sights  int
		gone    bool
	}{
		"in one request":   {account: &convergetest.Account{}, beliefs: zone, reads: []string{"batch"}, sights: 1},
		"not needed":       {account: &convergetest.Account{}, beliefs: []converge.Expectation{{Setting: setting.ByName("bandwidth"), Value: setting.Bandwidth{}}}},
		"not running":      {account: &convergetest.Account{Status: map[string]armcloud.PadStatus{"AC1": 14}}, beliefs: zone},
		"gone":             {account: &convergetest.Account{Gone: map[string]bool{"AC1": true}}, beliefs: zone, gone: true},
		"failing":          {account: &convergetest.Account{ReadError: &armcloud.Error{Class: armcloud.ClassRejected, Operation: armcloud.BatchPadProperties}}, beliefs: zone, reach: engine.ReachPerInstance, reads: []string{"batch"}},
		"not there, full":  {account: &convergetest.Account{ReadError: &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.BatchPadProperties}}, beliefs: zone, reach: engine.ReachPerInstance, reads: []string{"batch", "AC1"}},
		"not there, cheap": {account: &convergetest.Account{ReadError: &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.BatchPadProperties}}, beliefs: zone, reads: []string{"batch"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c.account.PropertiesByCode = shown
				views, err := converge.NewConverger(c.account.Engine(), &ledger.Ledger{}, c.reach).Observe(t.Context(), map[string][]converge.Expectation{"AC1": c.beliefs})
				if err != nil {
					t.Fatal(err)
				}
				view, here := views["AC1"]
				if !here || view.Gone != c.gone || (view.Detail == nil) != c.gone || len(view.Observations) != c.sights {
					t.Errorf("view: %+v", view)
				}
				convergetest.Same(t, "reads", c.account.Reads, c.reads...)
			})
		})
	}
}
