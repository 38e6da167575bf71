package lookup_test

import (
	"slices"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Data sources return each instance and each app once and in order, even if the
// listing has a wrong total, repeats rows or changes while it is read. Only some
// faults cost more requests.
func TestAccListingFaults(t *testing.T) {
	t.Parallel()
	account := acctest.Start(t, simulator.Options{Instances: 1_200})
	w := acctest.NewWorkspace(t, account.Provider("")+`
data "armcloud_instances" "all" {
  details = false
}
data "armcloud_apps" "all" {}
`)
	codes := slices.Sorted(slices.Values(account.PadCodes()))
	var apps []any
	normal := 0
	for _, c := range []struct {
		name  string
		fault simulator.Fault
		// costs: detecting the fault takes more requests.
		costs bool
	}{
		{"no fault", simulator.Fault{}, false},
		{"total too small", simulator.Fault{Kind: simulator.FaultTotal, Count: 3}, false},
		{"total too large", simulator.Fault{Kind: simulator.FaultTotal, Count: 90_000}, true},
		{"no total", simulator.Fault{Kind: simulator.FaultTotal, Count: -1}, true},
		{"duplicate rows", simulator.Fault{Kind: simulator.FaultDuplicateRows, Count: 2}, false},
		{"short pages", simulator.Fault{Kind: simulator.FaultShortPages, Count: 100}, true},
		{"no end", simulator.Fault{Kind: simulator.FaultEndless}, true},
		{"changes while it is read", simulator.Fault{Kind: simulator.FaultVanish, After: 1, Times: 1}, true},
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
		requests := account.Counters().Total()
		states := w.States()
		if got := codesOf(t, states, "all"); !slices.Equal(got, codes) {
			t.Errorf("%s: got %d instances, want %d", c.name, len(got), len(codes))
		}
		list, _ := states["data.armcloud_apps.all"]["apps"].([]any)
		if c.fault.Kind == "" {
			normal, apps = requests, list
			if len(apps) < 3 || normal > 3+1 {
				t.Errorf("got %d apps in %d requests, want at least 3 in at most 4: three pages of instances and one of apps", len(apps), normal)
			}
			continue
		}
		if len(list) != len(apps) {
			t.Errorf("%s: got %d apps, want %d", c.name, len(list), len(apps))
		}
		if c.costs && requests <= normal {
			t.Errorf("%s: got %d requests, want more than the %d without a fault", c.name, requests, normal)
		}
	}
}
