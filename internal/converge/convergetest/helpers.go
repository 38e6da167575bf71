package convergetest

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
)

// ZoneOf returns properties that show a time zone in both sources.
func ZoneOf(setting, system string) armcloud.PadProperties {
	return armcloud.PadProperties{
		Setting: map[string]string{"timezone": setting},
		System:  map[string]string{"persist.sys.timezone": system},
	}
}

// Same fails the test unless got has the elements of want, in order.
func Same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %q\nwant %q", what, got, want)
	}
}

// Names returns the name of each element.
func Names[T any](list []T, name func(T) string) []string {
	var all []string
	for _, one := range list {
		all = append(all, name(one))
	}
	return all
}

// Failures returns "setting: action" for each error of an outcome.
func Failures(o converge.Report) []string {
	return Names(o.Errors, func(e *converge.Error) string { return fmt.Sprintf("%s: %s", e.Setting, e.Action) })
}

// Work applies an order to the account in a synctest bubble and returns its report.
// before prepares the ledger.
func Work(t *testing.T, a *Account, order converge.Order, before ...func(*ledger.Ledger)) converge.Report {
	t.Helper()
	var report converge.Report
	synctest.Test(t, func(t *testing.T) {
		var l ledger.Ledger
		for _, f := range before {
			f(&l)
		}
		order.Owner = "mine/1"
		report = converge.NewConverger(a.Engine(), &l, engine.ReachPerInstance).Apply(t.Context(), order)
	})
	return report
}

// Undo returns an order that undoes settings.
func Undo(padCode string, settings ...converge.Setting) converge.Order {
	byName := map[string]converge.Setting{}
	h := converge.Holding{Settings: map[string]converge.Entry{}}
	for _, s := range settings {
		byName[s.Name()] = s
		h.Settings[s.Name()] = converge.Entry{Applied: converge.Any}
	}
	return converge.Order{PadCode: padCode, Holding: h, Setting: func(name string) converge.Setting { return byName[name] }}
}

// Of returns the names of the results of these kinds, in order.
func Of(results map[string]converge.Result, kinds ...converge.Kind) []string {
	var names []string
	for name, r := range results {
		if slices.Contains(kinds, r.Kind) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
