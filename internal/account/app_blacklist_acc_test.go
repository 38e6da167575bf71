package account_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

var blacklistChanges = []*armcloud.Operation{armcloud.SetBlacklist, armcloud.ApplyBlacklist}

// blacklistHCL writes an armcloud_app_blacklist for one app; more is added to
// the block.
func blacklistHCL(grade, app, more string) string {
	return fmt.Sprintf("resource \"armcloud_app_blacklist\" \"it\" {\n  pad_grade = %q\n  apps = { \"com.example.%s\" = %q }\n  %s\n}\n", grade, app, app, more)
}

// pads returns the attribute pad_codes for instances by their numbers.
func pads(numbers ...int) string {
	codes := make([]string, len(numbers))
	for i, n := range numbers {
		codes[i] = fmt.Sprintf("%q", code(n))
	}
	return "pad_codes = [" + strings.Join(codes, ", ") + "]"
}

func code(number int) string { return fmt.Sprintf("AC32010%06d", number) }

// enforces fails unless the instances enforce a list with this one app; "" is an
// empty list, or none.
func (h *harness) enforces(app string, numbers ...int) {
	h.t.Helper()
	var want []string
	if app != "" {
		want = []string{"com.example." + app}
	}
	for _, n := range numbers {
		instance, found := h.Instance(code(n))
		if !found || !slices.Equal(instance.Blacklist, want) {
			h.t.Errorf("%s: got blacklist %v, want %v", code(n), instance.Blacklist, want)
		}
	}
}

// rolledOut fails unless the list was applied to this many instances since the
// counters were reset.
func (h *harness) rolledOut(want int) {
	h.t.Helper()
	got := 0
	for size, times := range h.Counters().BatchSizes[armcloud.ApplyBlacklist.Path] {
		got += size * times
	}
	if got != want {
		h.t.Errorf("got the list applied to %d instances, want %d", got, want)
	}
}

// Another order of pad_codes plans nothing. Control: another instance.
func TestAccAppBlacklistOrder(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 20}, "")
	h.config(blacklistHCL("m2-3", "game", pads(1, 2, 3)))
	h.Apply()
	h.config(blacklistHCL("m2-3", "game", pads(3, 1, 2)))
	h.PlanEmpty()
	h.config(blacklistHCL("m2-3", "game", pads(3, 1, 4)))
	h.PlanChanges()
}

// A list is set and applied to its instances in one request. It is only applied to
// instances that are added; removed ones keep enforcing it, with a warning. A
// changed list is applied to all. Destroying empties it if the API accepts that.
func TestAccAppBlacklist(t *testing.T) {
	acctest.OneCLI(t)
	t.Parallel()
	for name, options := range map[string]simulator.Options{
		"current": {}, "2024": {Level: simulator.Level2024}, "quirks": {Level: simulator.Level2024, Quirks: true}, "duplicates": {DuplicateTasks: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.Instances = 20 // four of each grade
			h := newHarness(t, options, "")
			h.config(blacklistHCL("m2-3", "game", pads(1, 2, 3)))
			h.runs("setUpBlackList 1, triggeringBlacklist 3", blacklistChanges, h.applies)
			h.enforces("game", 1, 2, 3)
			h.enforces("", 4, 5)
			h.PlanEmpty()

			h.config(blacklistHCL("m2-3", "game", pads(4, 1, 2)))
			says(t, h.PlanChanges().Output, "Removed instances keep enforcing the app blacklist", "keep enforcing it after they are removed from pad_codes", code(3))
			h.runs("triggeringBlacklist 1", blacklistChanges, h.applies)
			h.rolledOut(1)
			h.enforces("game", 1, 2, 3, 4)

			h.config(blacklistHCL("m2-3", "video", pads(1, 2, 4)))
			silent(t, h.PlanChanges().Output, "keep enforcing")
			h.runs("setUpBlackList 1, triggeringBlacklist 3", blacklistChanges, h.applies)
			h.rolledOut(3)
			h.enforces("video", 1, 2, 4)
			h.enforces("game", 3)
			h.config(blacklistHCL("m2-3", "video", pads(1, 2, 4)+"\n  timeouts = { read = \"5m\" }"))
			h.runs("", blacklistChanges, h.applies)
			h.PlanEmpty()

			if options.Level == simulator.Level2024 {
				says(t, h.runs("setUpBlackList 1", blacklistChanges, h.destroys).Output, "App blacklist not removed", "does not accept an empty list")
				h.enforces("video", 1, 2, 4)
				return
			}
			// The removed instance is included.
			h.runs("setUpBlackList 1, triggeringBlacklist 4", blacklistChanges, h.destroys)
			h.rolledOut(4)
			h.enforces("", 1, 2, 3, 4)
		})
	}
}

// Without pad codes, the list is for every instance of the grade. A refresh finds
// an instance that was added later, and the list is only applied to that. With
// empty pad codes, it is for none.
func TestAccAppBlacklistEverywhere(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 10}, "")
	h.config(blacklistHCL("q2-6", "game", ""))
	h.runs("setUpBlackList 1, triggeringBlacklist 2", blacklistChanges, h.applies)
	h.enforces("game", 9, 10)
	h.enforces("", 1, 8)
	h.PlanEmpty()
	if _, err := h.Add(1); err != nil { // of the last grade
		t.Fatal(err)
	}
	says(t, h.PlanChanges().Output, `enforcement = "incomplete: `+code(11)+`" -> "complete"`)
	h.runs("triggeringBlacklist 1", blacklistChanges, h.applies)
	h.rolledOut(1)
	h.enforces("game", 9, 10, 11)
	h.PlanEmpty()
	h.config(blacklistHCL("q2-6", "video", "pad_codes = []"))
	says(t, h.PlanChanges().Output, "Removed instances keep enforcing the app blacklist")
	h.runs("setUpBlackList 1", blacklistChanges, h.applies)
	h.enforces("game", 9, 10, 11)
	h.PlanEmpty()
	// Another grade replaces the list: the old one is emptied and applied again.
	h.config(blacklistHCL("m2-3", "video", pads(1)))
	replaced := h.PlanChanges().Output
	says(t, replaced, "must be replaced")
	silent(t, replaced, "keep enforcing")
	h.applies()
	h.enforces("", 9, 10, 11)
	h.enforces("video", 1)
	if got := h.Blacklists(); len(got["q2-6"]) != 0 || got["m2-3"]["com.example.video"] != "video" {
		t.Errorf("got lists %v, want only com.example.video of m2-3", got)
	}
}

// Many instances of a grade need few requests.
func TestAccAppBlacklistSharesRequests(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 2500}, "")
	h.config(blacklistHCL("q2-4", "game", ""))
	h.applies()
	h.rolledOut(500)
	counters := h.Counters()
	if sent, queries := counters.Requests[armcloud.ApplyBlacklist.Path], counters.Requests[armcloud.ListInfos.Path]+counters.Requests[armcloud.ListDetails.Path]; sent > 10 || queries > 20 {
		t.Errorf("got %d requests and %d queries for 500 instances, want at most 10 and 20", sent, queries)
	}
	h.enforces("game", 1501, 2000)
	h.enforces("", 1500, 2001)
	h.PlanEmpty()
}

// An import fills in neither the list nor the instances, so the first apply sends
// both. An instance that enforces the list refuses to install its app.
func TestAccAppBlacklistImport(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 10}, "")
	h.config(blacklistHCL("m2-3", "kiosk", "") + "import {\n  to = armcloud_app_blacklist.it\n  id = \"m2-3\"\n}\n")
	says(t, h.PlanChanges().Output, "1 to import", "1 to change", `+ "com.example.kiosk" = "kiosk"`)
	h.runs("setUpBlackList 1, triggeringBlacklist 2", blacklistChanges, h.applies)
	h.enforces("kiosk", 1, 2)
	h.PlanEmpty()
	install := "resource \"armcloud_instance_app\" \"it\" {\n  pad_code = %q\n  package_name = \"com.example.kiosk\"\n  app_id = 101\n}\n"
	h.config(blacklistHCL("m2-3", "kiosk", "") + fmt.Sprintf(install, code(3)))
	h.applies()
	h.config(blacklistHCL("m2-3", "kiosk", "") + fmt.Sprintf(install, code(1)))
	says(t, h.fails().Output, "INSTALL_FAILED_BLACKLISTED")
}

// The plan rejects invalid values and accepts unknown ones. The API rejects an
// unknown specification; one without instances is a warning.
func TestAccAppBlacklistValidation(t *testing.T) {
	t.Parallel()
	h := newHarness(t, simulator.Options{Instances: 1}, "")
	for body, words := range map[string][]string{
		blacklistHCL("m2-3", "game", pads(1, 2, 1)):                                {"Duplicate value", code(1) + " twice, at positions 1 and 3"},
		blacklistHCL("m2-3", "game", `pad_codes = ["AC 1"]`):                       {"must be a pad code"},
		blacklistHCL("m2-3", "game", `pad_codes = [null]`):                         {"null"},
		blacklistHCL("", "game", ""):                                               {"pad_grade", "at least 1"},
		strings.Replace(blacklistHCL("m2-3", "x", ""), "com.example.x", "game", 1): {"must be a package name"},
	} {
		h.config(body)
		says(t, h.failsToPlan().Output, words...)
	}
	h.config(blacklistHCL("m9-9", "game", ""))
	says(t, h.fails().Output, "Unable to set the app blacklist of m9-9", "no instance specification")
	h.config("resource \"terraform_data\" \"later\" {\n  input = [\"" + code(1) + "\"]\n}\n" + blacklistHCL("m2-3", "game", "pad_codes = terraform_data.later.output"))
	h.applies()
	h.PlanEmpty()
	h.config(blacklistHCL("q2-4", "game", ""))
	says(t, h.applies().Output, "No instance of this specification")
}
