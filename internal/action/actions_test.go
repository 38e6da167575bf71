package action_test

import (
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"

	actions "github.com/armcloud/terraform-provider-armcloud/internal/action"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// levels are the API levels, and the current one with its contradictory responses.
var levels = map[string]simulator.Options{
	"current": {}, "2024": {Level: simulator.Level2024}, "quirks": {Quirks: true}, "2024 quirks": {Level: simulator.Level2024, Quirks: true},
}

// Each action does its work on every instance that it can reach. An instance that is
// offline or unknown, and a task that fails, are failures by name, and the other
// instances are done.
func TestActions(t *testing.T) {
	kiosk := values{"package_name": "com.example.kiosk"}
	for name, c := range map[string]struct {
		create func() action.Action
		more   values
		path   string
		// done reports whether the action was carried out on an instance.
		done func(simulator.InstanceState) bool
		// progress is a part of the last message.
		progress string
	}{
		"restart": {actions.NewRestart, nil, "pad/restart", func(s simulator.InstanceState) bool { return s.Reboots == 1 && s.Status == 10 }, "restarting: 1 of 4 running, 3 failed"},
		"reset":   {actions.NewReset, nil, "pad/reset", func(s simulator.InstanceState) bool { return len(s.Apps) == 0 && s.Status == 10 }, "resetting: 1 of 4 running, 3 failed"},
		"new identity": {actions.NewNewIdentity, values{"country_code": "DE"}, "replacePad", func(s simulator.InstanceState) bool {
			return s.Identity == simulator.Identity{Number: 1, Country: "DE"} && s.Status == 10
		}, "replacing identities: 1 of 4 running, 3 failed"},
		"command":     {actions.NewCommand, values{"command": "getprop persist.sys.timezone"}, "asyncCmd", nil, "running the command: 1 of 4 done, 3 failed"},
		"screenshot":  {actions.NewScreenshot, values{"rotation": 1, "broadcast": true}, "pad/screenshot", func(s simulator.InstanceState) bool { return s.Screenshots == 1 }, "1 of 4 done, 3 failed"},
		"app start":   {actions.NewAppStart, kiosk, "startApp", func(s simulator.InstanceState) bool { return len(s.RunningApps) == 1 }, "1 of 4 done, 3 failed"},
		"app stop":    {actions.NewAppStop, kiosk, "stopApp", func(s simulator.InstanceState) bool { return len(s.RunningApps) == 0 }, "1 of 4 done, 3 failed"},
		"app restart": {actions.NewAppRestart, kiosk, "restartApp", func(s simulator.InstanceState) bool { return s.AppRestarts == 1 }, "1 of 4 done, 3 failed"},
		"contacts": {actions.NewContacts, values{"contacts": []map[string]string{{"first_name": "Ada", "phone": "1"}, {"email": "b@example.com"}}}, "updateContacts", func(s simulator.InstanceState) bool {
			return slices.Equal(s.Contacts, []simulator.Contact{{FirstName: "Ada", Phone: "1"}, {Email: "b@example.com"}})
		}, "adding contacts: 1 of 4 done, 3 failed"},
	} {
		for level, options := range levels {
			t.Run(name+"/"+level, func(t *testing.T) {
				t.Parallel()
				a := start(t, options, engine.Options{OnlineTimeout: 100 * time.Millisecond})
				if err := a.Drift(a.PadCodes(), simulator.DriftSet{Apps: map[string]int64{"com.example.kiosk": 1}}); err != nil {
					t.Fatal(err)
				}
				if err := a.SetOnline([]string{codeB}, false); err != nil {
					t.Fatal(err)
				}
				a.fault(t, simulator.Fault{Path: c.path, Kind: simulator.FaultTaskFail, PadCode: codeC, Message: "broken"})
				v := values{"pad_codes": []string{codeA, codeB, codeC, "AC9"}}
				for attribute, value := range c.more {
					v[attribute] = value
				}
				got := a.invoke(t.Context(), t, c.create, v)
				contains(t, "error", got.errors(), "3 of 4 instances failed", codeB+": offline for 100ms", codeC+": task failed (status -1)", "AC9: not in the account", "The other one is done")
				if !got.shows(c.progress) {
					t.Errorf("got progress %q, want %q", got.messages, c.progress)
				}
				if !got.shows("(task 76000000") {
					t.Errorf("got progress %q, want the tasks", got.messages)
				}
				if c.done != nil && (!c.done(a.instance(t, codeA)) || c.path != "stopApp" && c.path != "pad/reset" && c.done(a.instance(t, codeC))) {
					t.Errorf("got %+v and %+v, want it to be carried out on the first only", a.instance(t, codeA), a.instance(t, codeC))
				}
				if n := a.Counters(); n.OfflineSubmits != 0 || n.Overlaps != 0 || n.Repeated != 0 {
					t.Errorf("got %d submits to offline instances, %d overlaps and %d repeats, want none", n.OfflineSubmits, n.Overlaps, n.Repeated)
				}
			})
		}
	}
}

// Streams are stopped without a task, also of an instance that is not running. Both
// shapes of the response are understood.
func TestStopStream(t *testing.T) {
	for level, options := range levels {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			a := start(t, options, engine.Options{})
			on := true
			if err := a.Drift(a.PadCodes(), simulator.DriftSet{Streaming: &on}); err != nil {
				t.Fatal(err)
			}
			if err := a.SetOnline([]string{codeB}, false); err != nil {
				t.Fatal(err)
			}
			for range 4 { // the shapes rotate
				got := a.invoke(t.Context(), t, actions.NewStopStream, values{"pad_codes": []string{codeA, codeB, "AC9"}})
				contains(t, "error", got.errors(), "1 of 3 instances failed", "AC9: code 120005: Instance does not exist", "The other 2 are done")
				contains(t, "progress", got.last(), "stopping streams: 2 of 3 stopped, 1 failed")
			}
			if a.instance(t, codeA).Streaming || a.instance(t, codeB).Streaming || !a.instance(t, codeC).Streaming {
				t.Error("got the wrong streams stopped, want those of the first two instances")
			}
			a.fault(t, simulator.Fault{Path: "dissolveRoom", Kind: simulator.FaultOmit, PadCode: codeA})
			got := a.invoke(t.Context(), t, actions.NewStopStream, values{"pad_codes": []string{codeA, codeB}})
			contains(t, "error for an instance in neither list", got.errors(), codeA+": ", "unknown", "repeating it does no harm")
		})
	}
}

// On the 2024 API level, several contacts take several requests for each instance. If one
// of them fails, the error says how many were carried out.
func TestContactsOneByOne(t *testing.T) {
	for level, want := range map[string]int{simulator.LevelCurrent: 1, simulator.Level2024: 3} {
		a := start(t, simulator.Options{Level: level}, engine.Options{})
		contacts := []map[string]string{{"phone": "1"}, {"phone": "2"}, {"phone": "3"}}
		got := a.invoke(t.Context(), t, actions.NewContacts, values{"pad_codes": []string{codeA}, "contacts": contacts})
		if n := a.Counters().Requests["/openapi/open/pad/updateContacts"]; n != want || len(got.diags) != 0 {
			t.Errorf("%s: got %d requests and %v, want %d", level, n, got.diags, want)
		}
		a.fault(t, simulator.Fault{Path: "updateContacts", Kind: simulator.FaultTaskFail, PadCode: codeA, After: want - 1})
		got = a.invoke(t.Context(), t, actions.NewContacts, values{"pad_codes": []string{codeA}, "contacts": contacts})
		if level == simulator.Level2024 {
			contains(t, level, got.errors(), "(2 of 3 requests were carried out before)")
		}
		if file := a.invoke(t.Context(), t, actions.NewContacts, values{"pad_codes": []string{codeA}, "file_id": "none"}); level == simulator.Level2024 {
			contains(t, level, file.errors(), "140005")
		}
	}
}

// A command shows the first line of its output, and marks what it cuts. Of many
// instances, only some are shown.
func TestCommandShowsOutput(t *testing.T) {
	a := start(t, simulator.Options{Instances: 30}, engine.Options{})
	got := a.invoke(t.Context(), t, actions.NewCommand, values{"pad_codes": a.PadCodes(), "command": "getprop"})
	shown := 0
	for _, message := range got.messages {
		if slices.Contains(a.PadCodes(), message[:min(len(message), len(codeA))]) {
			shown++
			contains(t, "output", message, "… (cut, ")
		}
	}
	if shown != 20 || !got.shows("the output of 10 more instances is not shown") {
		t.Errorf("got %d outputs, want 20 and the number of the others: %q", shown, got.messages)
	}
	got = a.invoke(t.Context(), t, actions.NewCommand, values{"pad_codes": []string{codeA}, "command": "getprop persist.sys.timezone && echo '<&>'"})
	if len(got.diags) != 0 {
		t.Errorf("got %v for a command with special characters, want none", got.diags)
	}
}
