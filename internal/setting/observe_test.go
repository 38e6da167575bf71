package setting

import (
	"testing"
	"testing/synctest"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// What a look at a time zone says, by what the phone shows, what is believed
// and whether the source has been confirmed.
func TestObserveTimeZone(t *testing.T) {
	berlin := TimeZone{Name: "Europe/Berlin"}
	for name, c := range map[string]struct {
		shown             armcloud.PadProperties
		belief            Value
		confirmed         bool
		seen              Value
		confirms, drifted bool
	}{
		"as applied":              {shown: zoneOf("Europe/Berlin", "Europe/Berlin"), belief: berlin, seen: berlin, confirms: true},
		"one of two as applied":   {shown: zoneOf("GMT+1", "Europe/Berlin"), belief: berlin, confirmed: true, seen: berlin, confirms: true},
		"other, unconfirmed":      {shown: zoneOf("Asia/Tokyo", "Asia/Tokyo"), belief: berlin, seen: TimeZone{Name: "Asia/Tokyo"}},
		"other, confirmed":        {shown: zoneOf("Asia/Tokyo", "Asia/Tokyo"), belief: berlin, confirmed: true, seen: TimeZone{Name: "Asia/Tokyo"}, drifted: true},
		"other in one, confirmed": {shown: zoneOf("", "Asia/Tokyo"), belief: berlin, confirmed: true, seen: TimeZone{Name: "Asia/Tokyo"}, drifted: true},
		"empty, confirmed":        {shown: zoneOf("", ""), belief: berlin, confirmed: true},
		"absent, confirmed":       {belief: berlin, confirmed: true},
		"nothing believed":        {shown: zoneOf("Asia/Tokyo", "Asia/Tokyo"), seen: TimeZone{Name: "Asia/Tokyo"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &account{properties: map[string]armcloud.PadProperties{"AC1": c.shown}}
				views, err := NewConverger(a.engine(), &ledger.Ledger{}, engine.ReachPerInstance).Observe(t.Context(), map[string][]Belief{
					"AC1": {{Setting: timeZone, Value: c.belief, Confirmed: c.confirmed}},
				})
				if err != nil {
					t.Fatal(err)
				}
				sights := views["AC1"].Sights
				if c.seen == nil {
					if len(sights) != 0 {
						t.Errorf("saw %+v where nothing is shown", sights)
					}
					return
				}
				if len(sights) != 1 || sights[0].Seen != c.seen || sights[0].Confirmed != c.confirms || sights[0].Drifted != c.drifted {
					t.Errorf("saw %+v", sights)
				}
			})
		})
	}
}

// What was just sent is confirmed by the properties alone: the phone is not
// looked at again. The control shows something else.
func TestConfirm(t *testing.T) {
	for zone, confirmed := range map[string]int{"Europe/Berlin": 1, "Asia/Tokyo": 0} {
		synctest.Test(t, func(t *testing.T) {
			// A look at the phone itself would call it gone.
			a := &account{gone: map[string]bool{"AC1": true}, properties: map[string]armcloud.PadProperties{"AC1": zoneOf(zone, zone)}}
			found, err := NewConverger(a.engine(), &ledger.Ledger{}, engine.ReachPerInstance).Confirm(t.Context(), map[string][]Belief{
				"AC1": {{Setting: timeZone, Value: TimeZone{Name: "Europe/Berlin"}}, {Setting: bandwidth, Value: Bandwidth{}}},
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
	zone := []Belief{{Setting: timeZone, Value: TimeZone{Name: "Europe/Berlin"}, Confirmed: true}}
	shown := map[string]armcloud.PadProperties{"AC1": zoneOf("Asia/Tokyo", "Asia/Tokyo")}
	for name, c := range map[string]struct {
		account *account
		beliefs []Belief
		reach   engine.Reach
		reads   []string
		sights  int
		gone    bool
	}{
		"in one request":   {account: &account{}, beliefs: zone, reads: []string{"batch"}, sights: 1},
		"not needed":       {account: &account{}, beliefs: []Belief{{Setting: bandwidth, Value: Bandwidth{}}}},
		"not running":      {account: &account{status: map[string]armcloud.PadStatus{"AC1": 14}}, beliefs: zone},
		"gone":             {account: &account{gone: map[string]bool{"AC1": true}}, beliefs: zone, gone: true},
		"failing":          {account: &account{unread: &armcloud.Error{Class: armcloud.ClassRejected, Operation: armcloud.BatchPadProperties}}, beliefs: zone, reach: engine.ReachPerInstance, reads: []string{"batch"}},
		"not there, full":  {account: &account{unread: &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.BatchPadProperties}}, beliefs: zone, reach: engine.ReachPerInstance, reads: []string{"batch", "AC1"}},
		"not there, cheap": {account: &account{unread: &armcloud.Error{Class: armcloud.ClassUnavailable, Operation: armcloud.BatchPadProperties}}, beliefs: zone, reads: []string{"batch"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c.account.properties = shown
				views, err := NewConverger(c.account.engine(), &ledger.Ledger{}, c.reach).Observe(t.Context(), map[string][]Belief{"AC1": c.beliefs})
				if err != nil {
					t.Fatal(err)
				}
				view, here := views["AC1"]
				if !here || view.Gone != c.gone || (view.Detail == nil) != c.gone || len(view.Sights) != c.sights {
					t.Errorf("view: %+v", view)
				}
				same(t, "reads", c.account.reads, c.reads...)
			})
		})
	}
}

// Among several sources the one that shows the known text counts, else the
// first that shows any.
func TestSeenAmong(t *testing.T) {
	known := "a"
	for _, c := range []struct {
		known *string
		shown []string
		want  string
		ok    bool
	}{
		{&known, []string{"b", "a"}, "a", true},
		{&known, []string{"b", "c"}, "b", true},
		{&known, []string{"", "c"}, "c", true},
		{nil, []string{"b", "a"}, "b", true},
		{&known, []string{"", ""}, "", false},
		{&known, nil, "", false},
	} {
		if got, ok := seenAmong(c.known, c.shown...); got != c.want || ok != c.ok {
			t.Errorf("%q among %q: %q %v", *orEmpty(c.known), c.shown, got, ok)
		}
	}
}

func orEmpty(s *string) *string {
	if s == nil {
		return new(string)
	}
	return s
}
