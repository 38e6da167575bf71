package account_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

var blacklistChanges = []*armcloud.Operation{armcloud.SetBlacklist, armcloud.ApplyBlacklist}

// pads writes a list of pad codes by their numbers.
func pads(numbers ...int) string {
	codes := make([]string, len(numbers))
	for i, n := range numbers {
		codes[i] = fmt.Sprintf("%q", code(n))
	}
	return "pad_codes = [" + strings.Join(codes, ", ") + "]"
}

func code(number int) string { return fmt.Sprintf("AC32010%06d", number) }

// enforces fails unless the phone enforces the list of one app; "" is an empty
// list, or none.
func (l *lab) enforces(app string, numbers ...int) {
	l.t.Helper()
	var want []string
	if app != "" {
		want = []string{"com.example." + app}
	}
	for _, n := range numbers {
		phone, here := l.account.Instance(code(n))
		if !here || !slices.Equal(phone.Blacklist, want) {
			l.t.Errorf("%s enforces %v, expected %v", code(n), phone.Blacklist, want)
		}
	}
}

// told fails unless so many phones were told since the counters were reset.
func (l *lab) told(want int) {
	l.t.Helper()
	got := 0
	for size, times := range l.account.Counters().BatchSizes[armcloud.ApplyBlacklist.Path] {
		got += size * times
	}
	if got != want {
		l.t.Errorf("%d phones were told, expected %d", got, want)
	}
}

// The list is set up and the named phones are told, in one request; a phone
// that comes is told alone, one that leaves goes on and the plan says so, and
// another list is told to all. Destroyed, the list is empty and the phones are
// told, where the service takes an empty list.
func TestAccAppBlacklist(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]simulator.Options{
		"current": {}, "2024": {Level: simulator.Level2024}, "quirks": {Level: simulator.Level2024, Quirks: true}, "duplicates": {DuplicateTasks: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options.Instances = 20 // four of each grade
			l := newLab(t, options, "")
			l.config(blacklistHCL("m2-3", "game", pads(1, 2, 3)))
			l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.applies)
			l.enforces("game", 1, 2, 3)
			l.enforces("", 4, 5)
			l.PlanEmpty()

			l.config(blacklistHCL("m2-3", "game", pads(4, 1, 2)))
			says(t, l.PlanChanges().Output, "Removed instances keep enforcing the app blacklist", "keep enforcing it after they are removed from pad_codes", code(3))
			l.runs("triggeringBlacklist 1", blacklistChanges, l.applies)
			l.told(1)
			l.enforces("game", 1, 2, 3, 4)

			l.config(blacklistHCL("m2-3", "video", pads(1, 2, 4)))
			silent(t, l.PlanChanges().Output, "keep enforcing")
			l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.applies)
			l.told(3)
			l.enforces("video", 1, 2, 4)
			l.enforces("game", 3)
			l.config(blacklistHCL("m2-3", "video", pads(1, 2, 4)+"\n  timeouts = { read = \"5m\" }"))
			l.runs("", blacklistChanges, l.applies)
			l.PlanEmpty()

			if options.Level == simulator.Level2024 {
				says(t, l.runs("setUpBlackList 1", blacklistChanges, l.destroys).Output, "App blacklist not removed", "does not accept an empty list")
				l.enforces("video", 1, 2, 4)
				return
			}
			// The phone that has left is told too.
			l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.destroys)
			l.told(4)
			l.enforces("", 1, 2, 3, 4)
		})
	}
}

// Without pad codes it is every phone of the grade and no other; a phone that
// comes later is seen by a refresh and told alone. An empty list of phones is
// none.
func TestAccAppBlacklistEverywhere(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 10}, "")
	l.config(blacklistHCL("q2-6", "game", ""))
	l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.applies)
	l.enforces("game", 9, 10)
	l.enforces("", 1, 8)
	l.PlanEmpty()
	if _, err := l.account.Add(1); err != nil { // of the last grade
		t.Fatal(err)
	}
	says(t, l.PlanChanges().Output, `enforcement = "incomplete: `+code(11)+`" -> "complete"`)
	l.runs("triggeringBlacklist 1", blacklistChanges, l.applies)
	l.told(1)
	l.enforces("game", 9, 10, 11)
	l.PlanEmpty()
	l.config(blacklistHCL("q2-6", "video", "pad_codes = []"))
	says(t, l.PlanChanges().Output, "Removed instances keep enforcing the app blacklist")
	l.runs("setUpBlackList 1", blacklistChanges, l.applies)
	l.enforces("game", 9, 10, 11)
	l.PlanEmpty()
	// Another grade is another list: the old one is emptied, and who had it told.
	l.config(blacklistHCL("m2-3", "video", pads(1)))
	replaced := l.PlanChanges().Output
	says(t, replaced, "must be replaced")
	silent(t, replaced, "keep enforcing")
	l.applies()
	l.enforces("", 9, 10, 11)
	l.enforces("video", 1)
	if got := l.account.Blacklists(); len(got["q2-6"]) != 0 || got["m2-3"]["com.example.video"] != "video" {
		t.Errorf("the lists are %v", got)
	}
}

// Many phones of a grade are told in few requests, and looked up in few.
func TestAccAppBlacklistSharesRequests(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 2500}, "")
	l.config(blacklistHCL("q2-4", "game", ""))
	l.applies()
	l.told(500)
	counters := l.account.Counters()
	if sent, looks := counters.Requests[armcloud.ApplyBlacklist.Path], counters.Requests[armcloud.ListInfos.Path]+counters.Requests[armcloud.ListDetails.Path]; sent > 10 || looks > 20 {
		t.Errorf("%d requests told 500 phones, after %d looks", sent, looks)
	}
	l.enforces("game", 1501, 2000)
	l.enforces("", 1500, 2001)
	l.PlanEmpty()
}

// One phone that fails, one that is off line, one of another grade and one that
// the account does not have are named, and do not keep the others from the list.
// Nothing is queued on the phone that is off line. The next apply tells the
// failed ones alone, also after a create that was untainted.
func TestAccAppBlacklistPartialFailure(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 20}, `online_timeout = "1s"`)
	if err := l.account.SetOnline([]string{code(2)}, false); err != nil {
		t.Fatal(err)
	}
	l.fault(simulator.Fault{Path: "triggeringBlacklist", Kind: simulator.FaultTaskFail, PadCode: code(3), Message: "no room"})
	l.config(blacklistHCL("m2-3", "game", pads(1, 2, 3, 4, 5, 99)))
	failed := l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.fails)
	says(t, failed.Output, "4 of 6 instances do not enforce the app blacklist",
		code(2)+": offline for", code(3)+": task failed (status -1): no room (task ", code(5)+": the instance has specification m2-4, but the list is for m2-3",
		code(99)+": not in the account", "terraform untaint")
	l.told(3)
	l.enforces("game", 1, 4)
	l.enforces("", 2, 3, 5)
	if got := l.State("armcloud_app_blacklist.it")["enforcement"]; got != "incomplete: "+strings.Join([]string{code(2), code(3), code(5), code(99)}, ", ") {
		t.Errorf("the state says %v", got)
	}
	if r := l.Run("untaint", "armcloud_app_blacklist.it"); r.Exit != 0 {
		t.Fatal(r.Output)
	}
	says(t, l.PlanChanges().Output, `enforcement = "incomplete: `, "0 to add, 1 to change")
	l.account.ClearFaults()
	l.config(blacklistHCL("m2-3", "game", pads(1, 2, 3, 4)))
	failed = l.runs("triggeringBlacklist 1", blacklistChanges, l.fails)
	says(t, failed.Output, "1 of 4 instances do not enforce", code(2)+": offline for", "Nothing was submitted", "retry only the instances that failed")
	silent(t, failed.Output, "untaint")
	l.told(1)
	if err := l.account.SetOnline([]string{code(2)}, true); err != nil {
		t.Fatal(err)
	}
	l.runs("triggeringBlacklist 1", blacklistChanges, l.applies)
	l.told(1)
	l.enforces("game", 1, 2, 3, 4)
	l.PlanEmpty()

	// A destroy that does not reach a phone keeps the resource; what it has
	// reached is not told again.
	if err := l.account.SetOnline([]string{code(2)}, false); err != nil {
		t.Fatal(err)
	}
	destroyed := l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, func() acctest.Result {
		return l.Run("destroy", "-auto-approve", "-no-color")
	})
	says(t, destroyed.Output, "1 instances still enforce the app blacklist", code(2)+": offline for")
	l.told(3)
	says(t, l.PlanChanges().Output, "none: the list was emptied")
	if err := l.account.SetOnline([]string{code(2)}, true); err != nil {
		t.Fatal(err)
	}
	l.destroys()
	l.enforces("", 1, 2, 3, 4)
}

// A tainted blacklist that is replaced takes nothing back in between, and is
// complete afterwards.
func TestAccAppBlacklistReplacesTainted(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 10}, "")
	l.fault(simulator.Fault{Path: "triggeringBlacklist", Kind: simulator.FaultTaskFail, PadCode: code(2), Times: 1})
	l.config(blacklistHCL("m2-3", "game", pads(1, 2)))
	l.fails()
	l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.applies)
	l.enforces("game", 1, 2)
	l.PlanEmpty()
}

// What an interrupted apply has left running is waited for by the next one, so
// that no phone gets two changes at once: after a create, whose resource is
// replaced, and after an update.
func TestAccAppBlacklistInterrupted(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 10, TaskTime: 2 * time.Second}, "")
	interrupt := func(app string) {
		l.config(blacklistHCL("m2-3", app, ""))
		apply := l.Start("apply", "-auto-approve", "-no-color")
		acctest.Eventually(t, "the tasks run", func() bool {
			one, _ := l.account.Instance(code(1))
			two, _ := l.account.Instance(code(2))
			return one.Unfinished == 1 && two.Unfinished == 1
		})
		apply.Interrupt()
		result := apply.Wait()
		says(t, result.Output, "2 of 2 instances do not enforce the app blacklist", "interrupted; its task may still be running")
	}
	interrupt("game")
	says(t, l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.applies).Output, "1 destroyed")
	l.enforces("game", 1, 2)
	interrupt("video")
	says(t, l.runs("triggeringBlacklist 1", blacklistChanges, l.applies).Output, "1 changed")
	l.enforces("video", 1, 2)
	l.PlanEmpty()
}

// Where the answer to a change of the list is lost for good, the state keeps
// the old list and says that it is not known, so that going back sends it again.
func TestAccAppBlacklistLostAnswer(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 10}, "max_retries = 0")
	l.config(blacklistHCL("m2-3", "game", pads(1, 2)))
	l.applies()
	l.fault(simulator.Fault{Path: "setUpBlackList", Kind: simulator.FaultDropAfter, Times: 1})
	l.config(blacklistHCL("m2-3", "video", pads(1, 2)))
	says(t, l.runs("setUpBlackList 1", blacklistChanges, l.fails).Output, "Unable to set the app blacklist of m2-3")
	l.config(blacklistHCL("m2-3", "game", pads(1, 2)))
	says(t, l.PlanChanges().Output, `enforcement = "unknown: the response to the last change of the list was lost" -> "complete"`)
	l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.applies)
	if got := l.account.Blacklists()["m2-3"]; got["com.example.game"] != "game" || len(got) != 1 {
		t.Errorf("the list is %v", got)
	}
	l.enforces("game", 1, 2)
	l.PlanEmpty()
}

// An import knows neither list nor phones, so the first plan sends both; a phone
// that enforces the list refuses its app.
func TestAccAppBlacklistImport(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 10}, "")
	l.config(blacklistHCL("m2-3", "kiosk", "") + "import {\n  to = armcloud_app_blacklist.it\n  id = \"m2-3\"\n}\n")
	says(t, l.PlanChanges().Output, "1 to import", "1 to change", `+ "com.example.kiosk" = "kiosk"`)
	l.runs("setUpBlackList 1, triggeringBlacklist 1", blacklistChanges, l.applies)
	l.enforces("kiosk", 1, 2)
	l.PlanEmpty()
	install := "resource \"armcloud_instance_app\" \"it\" {\n  pad_code = %q\n  package_name = \"com.example.kiosk\"\n  app_id = 101\n}\n"
	l.config(blacklistHCL("m2-3", "kiosk", "") + fmt.Sprintf(install, code(3)))
	l.applies()
	l.config(blacklistHCL("m2-3", "kiosk", "") + fmt.Sprintf(install, code(1)))
	says(t, l.fails().Output, "INSTALL_FAILED_BLACKLISTED")
}

// What is wrong is told by the plan; what is not known yet passes; a
// specification that does not exist is refused by the service, and one without
// phones is a warning.
func TestAccAppBlacklistValidation(t *testing.T) {
	t.Parallel()
	l := newLab(t, simulator.Options{Instances: 1}, "")
	for body, words := range map[string][]string{
		blacklistHCL("m2-3", "game", pads(1, 2, 1)):                                {"Duplicate value", code(1) + " twice, at positions 1 and 3"},
		blacklistHCL("m2-3", "game", `pad_codes = ["AC 1"]`):                       {"must be a pad code"},
		blacklistHCL("m2-3", "game", `pad_codes = [null]`):                         {"null"},
		blacklistHCL("", "game", ""):                                               {"pad_grade", "at least 1"},
		strings.Replace(blacklistHCL("m2-3", "x", ""), "com.example.x", "game", 1): {"must be a package name"},
	} {
		l.config(body)
		says(t, l.failsToPlan().Output, words...)
	}
	l.config(blacklistHCL("m9-9", "game", ""))
	says(t, l.fails().Output, "Unable to set the app blacklist of m9-9", "no instance specification")
	l.config("resource \"terraform_data\" \"later\" {\n  input = [\"" + code(1) + "\"]\n}\n" + blacklistHCL("m2-3", "game", "pad_codes = terraform_data.later.output"))
	l.applies()
	l.PlanEmpty()
	l.config(blacklistHCL("q2-4", "game", ""))
	says(t, l.applies().Output, "No instance of this specification")
}
