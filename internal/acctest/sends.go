package acctest

import (
	"fmt"
	"path"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Sends runs f and fails unless the account accepted exactly these changes, with the
// number of instances of each, for example "time_zone 1, proxy 2". "" is none.
func (c *Case) Sends(want string, f func() Result) Result {
	c.T.Helper()
	c.Account.ResetCounters()
	result := f()
	counters := c.Account.Counters()
	var sent []string
	for _, change := range []struct {
		name string
		op   *armcloud.Operation
	}{
		{"properties", armcloud.UpdateProperties}, {"android_properties", armcloud.UpdateAndroidProperties},
		{"image", armcloud.UpgradeImage}, {"time_zone", armcloud.SetTimeZone}, {"language", armcloud.SetLanguage}, {"location", armcloud.SetLocation}, {"sim", armcloud.SetSIM},
		{"bandwidth", armcloud.SetBandwidth}, {"proxy", armcloud.SetProxy}, {"adb", armcloud.OpenADB}, {"adb of 2024", armcloud.SetADB},
		{"file", armcloud.PushFile}, {"install", armcloud.InstallApp}, {"uninstall", armcloud.UninstallApp},
		{"restart", armcloud.Restart}, {"reset", armcloud.Reset},
	} {
		n := 0
		for size, times := range counters.BatchSizes[change.op.Path] {
			n += size * times
		}
		if n > 0 {
			sent = append(sent, fmt.Sprintf("%s %d", change.name, n))
		}
	}
	if got := strings.Join(sent, ", "); got != want {
		c.T.Errorf("got changes %q, want %q\n%s", got, want, result.Output)
	}
	c.wantNoMisuse(counters)
	return result
}

// wantNoMisuse fails if changes of an instance overlapped, were repeated, or were sent
// while it was offline.
func (c *Case) wantNoMisuse(counters simulator.Counters) {
	c.T.Helper()
	if counters.Overlaps != 0 || counters.Repeated != 0 || counters.OfflineSubmits != 0 {
		c.T.Errorf("got %d overlapping changes, %d repeated changes and %d submits to offline instances (%v), want none",
			counters.Overlaps, counters.Repeated, counters.OfflineSubmits, counters.Culprits)
	}
}

// Applies is Sends with an apply that succeeds.
func (c *Case) Applies(want string) Result {
	c.T.Helper()
	return c.Sends(want, func() Result { return c.Apply() })
}

// FailsApply is Sends with an apply that fails.
func (c *Case) FailsApply(want string) Result {
	c.T.Helper()
	return c.Sends(want, func() Result { return c.FailApply() })
}

// FailsCreates is Sends with an apply in which creates fail.
func (c *Case) FailsCreates(want string) Result {
	c.T.Helper()
	return c.Sends(want, func() Result { return c.FailCreates() })
}

// Destroys is Sends with a destroy that succeeds.
func (c *Case) Destroys(want string) Result {
	c.T.Helper()
	return c.Sends(want, func() Result { return c.Destroy() })
}

// WantShared fails unless the change with this path was sent to a number of instances
// in few requests: at least as many as needed, and at most twice as many. On a busy
// machine, an instance may miss the request of its equals.
func (c *Case) WantShared(path string, instances, needed int) {
	c.T.Helper()
	sizes := c.Counters().BatchSizes[path]
	got, requests := 0, 0
	for size, times := range sizes {
		got += size * times
		requests += times
	}
	if got != instances || requests < needed || requests > 2*needed {
		c.T.Errorf("got %d instances in %d requests to %s, want %d in %d to %d; requests by size: %v", got, requests, path, instances, needed, 2*needed, sizes)
	}
}

// Sent returns the number of instances that were sent each change since the last
// call.
func (c *Case) Sent() map[string]int {
	c.T.Helper()
	counters := c.Counters()
	c.ResetCounters()
	c.wantNoMisuse(counters)
	instances := map[string]int{}
	for _, change := range []string{"/pad/updateTimeZone", "/pad/setSpeed", "/network/proxy/set", "/pad/restart", "/pad/reset"} {
		for full, sizes := range counters.BatchSizes {
			if !strings.HasSuffix(full, change) {
				continue
			}
			for size, times := range sizes {
				instances[path.Base(change)] += size * times
			}
		}
	}
	return instances
}

// WantSent fails unless Sent returns want.
func (c *Case) WantSent(want map[string]int) {
	c.T.Helper()
	if diff := cmp.Diff(want, c.Sent()); diff != "" {
		c.T.Errorf("instances that were sent a change (-want +got):\n%s", diff)
	}
}
