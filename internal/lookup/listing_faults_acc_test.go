package lookup_test

import (
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Whatever a listing says of its length, and however it repeats itself or moves
// while it is read, a data source has every phone and every app, each once and
// in order. Without a fault it is the same, in fewer requests.
func TestAccListingsThatLie(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1_200})
	w := acctest.NewWorkspace(t, account.Provider("")+`
data "armcloud_instances" "all" {
  details = false
}
data "armcloud_apps" "all" {}
`)
	phones := slices.Sorted(slices.Values(account.PadCodes()))
	var apps []any
	honest := 0
	for _, c := range []struct {
		name  string
		fault simulator.Fault
		// costs: the lie is found out by further requests.
		costs bool
	}{
		{"honest", simulator.Fault{}, false},
		{"total too small", simulator.Fault{Kind: simulator.FaultTotal, Count: 3}, false},
		{"total too large", simulator.Fault{Kind: simulator.FaultTotal, Count: 90_000}, true},
		{"no total", simulator.Fault{Kind: simulator.FaultTotal, Count: -1}, true},
		{"duplicate rows", simulator.Fault{Kind: simulator.FaultDuplicateRows, Count: 2}, false},
		{"short pages", simulator.Fault{Kind: simulator.FaultShortPages, Count: 100}, true},
		{"no end", simulator.Fault{Kind: simulator.FaultEndless}, true},
		{"moves while it is read", simulator.Fault{Kind: simulator.FaultVanish, After: 1, Times: 1}, true},
	} {
		account.ClearFaults()
		if c.fault.Kind != "" {
			for _, path := range []string{"/pad/padDetails", "/app/list"} {
				c.fault.Path = path
				if err := account.AddFault(c.fault); err != nil {
					t.Fatal(err)
				}
			}
		}
		account.ResetCounters()
		w.Apply()
		made := account.Counters().Total()
		states := w.States()
		if got := codesOf(t, states, "all"); !slices.Equal(got, phones) {
			t.Errorf("%s: %d phones, expected %d", c.name, len(got), len(phones))
		}
		list, _ := states["data.armcloud_apps.all"]["apps"].([]any)
		if c.fault.Kind == "" {
			honest, apps = made, list
			if len(apps) < 3 || honest > 3+1 {
				t.Errorf("%d apps, %d requests; expected some, in three pages of phones and one of apps", len(apps), honest)
			}
			continue
		}
		if len(list) != len(apps) {
			t.Errorf("%s: %d apps, expected %d", c.name, len(list), len(apps))
		}
		if c.costs && made <= honest {
			t.Errorf("%s: %d requests, as few as of an honest listing: the fault has not struck", c.name, made)
		}
	}
}
