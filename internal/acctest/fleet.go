package acctest

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"github.com/google/go-cmp/cmp"
)

// PadCode returns the pad code of the n-th instance of an account, starting at 1.
func PadCode(n int) string { return fmt.Sprintf("AC32010%06d", n) }

// Phones returns the phones of a fleet: the instances from one number to another, all
// with the same profile.
func Phones(profile string, from, to int) map[string]string {
	phones := map[string]string{}
	for n := from; n <= to; n++ {
		phones[PadCode(n)] = profile
	}
	return phones
}

// Join merges the phones of several fleets.
func Join(all ...map[string]string) map[string]string {
	phones := map[string]string{}
	for _, part := range all {
		maps.Copy(phones, part)
	}
	return phones
}

// StoredFleet is an armcloud_fleet in the state file.
type StoredFleet struct {
	Status     string
	Attributes struct {
		Phones   map[string]string
		Skipped  map[string]string
		Profiles map[string]struct {
			Proxy *struct {
				Version *int `json:"password_wo_version"`
			}
		}
	}
}

// FleetState reads an armcloud_fleet from the state file. It returns the zero value if
// the state does not have it.
func (c *Case) FleetState(name string) StoredFleet {
	c.T.Helper()
	return stored[StoredFleet](c, "armcloud_fleet", name)
}

// Stored reads the attributes of a resource from the state file, without a run of the
// CLI. It returns nil if the state does not have the resource.
func (c *Case) Stored(typeName, name string) map[string]any {
	c.T.Helper()
	return stored[struct{ Attributes map[string]any }](c, typeName, name).Attributes
}

func stored[T any](c *Case, typeName, name string) (found T) {
	c.T.Helper()
	text, err := os.ReadFile(filepath.Join(c.Dir, "terraform.tfstate"))
	if err != nil {
		c.T.Fatal(err)
	}
	var file struct {
		Resources []struct {
			Type, Name string
			Instances  []T
		}
	}
	if err := json.Unmarshal(text, &file); err != nil {
		c.T.Fatal(err)
	}
	for _, r := range file.Resources {
		if r.Type == typeName && r.Name == name && len(r.Instances) > 0 {
			return r.Instances[0]
		}
	}
	return found
}

// WantState fails unless the state has these phones in a fleet.
func (c *Case) WantState(name string, phones map[string]string) {
	c.T.Helper()
	if diff := cmp.Diff(phones, c.FleetState(name).Attributes.Phones); diff != "" {
		c.T.Errorf("phones of fleet %s in the state (-want +got):\n%s", name, diff)
	}
}

// WantSkipped fails unless the state has these instances in skipped of a fleet, as
// offline.
func (c *Case) WantSkipped(name string, numbers ...int) {
	c.T.Helper()
	want := map[string]string{}
	for _, n := range numbers {
		want[PadCode(n)] = "offline"
	}
	if diff := cmp.Diff(want, c.FleetState(name).Attributes.Skipped); diff != "" {
		c.T.Errorf("skipped of fleet %s in the state (-want +got):\n%s", name, diff)
	}
}

// WantSpeed fails unless the instances with these numbers have a bandwidth.
func (c *Case) WantSpeed(mbps float64, numbers ...int) {
	c.T.Helper()
	for _, n := range numbers {
		if got := c.Instance(PadCode(n)); got.Bandwidth.UploadMbps != mbps || got.Bandwidth.DownloadMbps != mbps {
			c.T.Errorf("instance %d: got bandwidth %+v, want %v Mbit/s", n, got.Bandwidth, mbps)
		}
	}
}

// WantTimeZone fails unless the instances with these numbers have a time zone.
func (c *Case) WantTimeZone(zone string, numbers ...int) {
	c.T.Helper()
	for _, n := range numbers {
		if got := c.Instance(PadCode(n)); got.TimeZone != zone {
			c.T.Errorf("instance %d: got time zone %q, want %q", n, got.TimeZone, zone)
		}
	}
}
