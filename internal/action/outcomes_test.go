package action_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"

	actions "github.com/armcloud/terraform-provider-armcloud/internal/action"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

var restart = values{"pad_codes": []string{codeA, codeB}}

// A request whose response was lost, or that leaves an instance out, is never repeated if
// that would do the work again. The error says that the outcome is unknown.
func TestLostResponses(t *testing.T) {
	for name, c := range map[string]struct {
		create func() action.Action
		more   values
		path   string
	}{
		"restart":      {actions.NewRestart, nil, "/openapi/open/pad/restart"},
		"reset":        {actions.NewReset, nil, "/openapi/open/pad/reset"},
		"new identity": {actions.NewNewIdentity, nil, "/openapi/open/pad/replacePad"},
		"command":      {actions.NewCommand, values{"command": "id"}, "/openapi/open/pad/asyncCmd"},
		"contacts":     {actions.NewContacts, values{"contacts": []map[string]string{{"phone": "1"}}}, "/openapi/open/pad/updateContacts"},
		"power cycle":  {actions.NewPowerCycle, nil, "/openapi/open/device/powerReset"},
	} {
		for _, kind := range []string{simulator.FaultDropAfter, simulator.FaultOmit, simulator.FaultTruncate} {
			t.Run(name+"/"+kind, func(t *testing.T) {
				t.Parallel()
				a := start(t, simulator.Options{}, engine.Options{})
				v, target, failed := values{"pad_codes": []string{codeA}}, codeA, "1 of 1 instances failed"
				if name == "power cycle" {
					target = a.instance(t, codeA).DeviceIP
					v, failed = values{"device_ips": []string{target}}, "1 of 1 devices failed"
				}
				for attribute, value := range c.more {
					v[attribute] = value
				}
				f := simulator.Fault{Path: c.path, Kind: kind}
				if kind == simulator.FaultOmit {
					f.PadCode = target
				}
				a.fault(t, f)
				got := a.invoke(t.Context(), t, c.create, v)
				contains(t, "error", got.errors(), failed, target+": ", "Check the instance before you invoke the action again")
				if n := a.Counters().Requests[c.path]; n != 1 {
					t.Errorf("got %d requests, want 1", n)
				}
			})
		}
	}
}

// An abnormal instance is restarted, one that restarts already is waited for.
func TestNeeds(t *testing.T) {
	t.Parallel()
	a := start(t, simulator.Options{}, engine.Options{OnlineTimeout: 100 * time.Millisecond})
	for status, code := range map[int]string{14: codeA, 11: codeB} {
		if err := a.SetStatus([]string{code}, status); err != nil {
			t.Fatal(err)
		}
	}
	got := a.invoke(t.Context(), t, actions.NewRestart, restart)
	contains(t, "error", got.errors(), "1 of 2 instances failed", codeB+": offline", "The other one is done")
	if a.instance(t, codeA).Status != 10 || a.instance(t, codeA).Reboots != 1 || a.instance(t, codeB).Reboots != 0 {
		t.Errorf("got %+v and %+v, want a restart of the first", a.instance(t, codeA), a.instance(t, codeB))
	}
}

// An action waits for the lock of its instance, and for tasks that a resource has left
// running.
func TestActionsDoNotOverlapWithResources(t *testing.T) {
	t.Parallel()
	a := start(t, simulator.Options{}, engine.Options{})
	unlock, err := a.data.Engine.Lock(t.Context(), codeA)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	a.onMessage = func(message string) {
		if strings.Contains(message, "1 of 2 running") {
			cancel()
		}
	}
	got := a.invoke(ctx, t, actions.NewRestart, restart)
	contains(t, "error while the instance is locked", got.errors(), "1 of 2 instances failed", codeA+": interrupted", "The other one is done")
	if n := a.instance(t, codeA).Reboots; n != 0 {
		t.Errorf("got %d restarts of a locked instance, want none", n)
	}
	unlock()

	a.data.Ledger.SetPending(codeA, []int64{760009999})
	a.fault(t, simulator.Fault{Path: "padTaskDetail", Kind: simulator.FaultHang})
	ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	got = a.invoke(ctx, t, actions.NewRestart, values{"pad_codes": []string{codeA}})
	contains(t, "error while an earlier task runs", got.errors(), codeA+": timed out")
	if n := a.instance(t, codeA).Reboots; n != 0 || len(a.data.Ledger.Pending(codeA)) != 1 {
		t.Errorf("got %d restarts and pending tasks %v, want none and the task", n, a.data.Ledger.Pending(codeA))
	}
}

// After the timeout, the error names the task that still runs, and the ledger has it for
// the resources that follow.
func TestTimeout(t *testing.T) {
	t.Parallel()
	a := start(t, simulator.Options{RestartTime: time.Hour}, engine.Options{})
	got := a.invoke(t.Context(), t, actions.NewRestart, values{"pad_codes": []string{codeA}, "timeout": "2s"})
	contains(t, "error", got.errors(), codeA+": timed out; its task may still be running (task 760000001)", "Raise the timeout of the action")
	if tasks := a.data.Ledger.Pending(codeA); !slices.Equal(tasks, []int64{760000001}) {
		t.Errorf("got pending tasks %v, want 760000001", tasks)
	}
	if _, restarted := a.data.Ledger.TakeActions(codeA, "x"); !restarted {
		t.Error("got no restart in the ledger, want one")
	}
}

// The ledger learns what an action did to instances, unless nothing was done. Erased data
// are warned of, lost live values only if this process has set them.
func TestLedgerAndWarnings(t *testing.T) {
	t.Parallel()
	a := start(t, simulator.Options{}, engine.Options{OnlineTimeout: 100 * time.Millisecond})
	if err := a.SetOnline([]string{codeC}, false); err != nil {
		t.Fatal(err)
	}
	live := converge.Desired{Setting: setting.ByName("properties"), Value: setting.Properties{System: map[string]string{"debug.colour": "red"}}}
	a.data.Ledger.Set(codeB, "properties", "resource", live)
	for _, c := range []struct {
		name    string
		create  func() action.Action
		erased  bool
		warning string
	}{
		{"restart", actions.NewRestart, false, "lost live properties that this run has set before, of " + codeB + ". "},
		{"reset", actions.NewReset, true, "erased the settings, apps and files of " + codeA + ", " + codeB + ". "},
		{"new identity", actions.NewNewIdentity, true, "triggers"},
	} {
		got := a.invoke(t.Context(), t, c.create, values{"pad_codes": []string{codeA, codeB, codeC}})
		contains(t, c.name, got.warnings(), c.warning)
		for code, want := range map[string]bool{codeA: true, codeC: false} {
			if erased, restarted := a.data.Ledger.TakeActions(code, "x"); restarted != want || erased != (want && c.erased) {
				t.Errorf("%s of %s: got restarted %v and erased %v, want %v and %v", c.name, code, restarted, erased, want, want && c.erased)
			}
		}
	}
	got := a.invoke(t.Context(), t, actions.NewRestart, values{"pad_codes": []string{codeA}})
	if len(got.diags) != 0 {
		t.Errorf("got %v after a restart that loses nothing, want nothing", got.diags)
	}
}

// A power cycle has ended when all instances of the device have stopped and run again.
// An unknown device fails by name, and the others are done.
func TestPowerCycle(t *testing.T) {
	for level, options := range levels {
		t.Run(level, func(t *testing.T) {
			t.Parallel()
			options.Instances, options.RestartTime = 30, 2*time.Second
			a := start(t, options, engine.Options{})
			if err := a.SetOnline([]string{codeB}, false); err != nil {
				t.Fatal(err)
			}
			if err := a.SetStatus([]string{codeC}, 18); err != nil {
				t.Fatal(err)
			}
			device := a.instance(t, codeA).DeviceIP
			got := a.invoke(t.Context(), t, actions.NewPowerCycle, values{"device_ips": []string{device, "192.0.2.9"}})
			contains(t, "error", got.errors(), "192.0.2.9: code 110032: ")
			contains(t, "progress", got.last(), "instances running, 1 failed")
			if !got.shows("submitted to " + device + " (task ") {
				t.Errorf("got progress %q, want the device and its task", got.messages)
			}
			for _, code := range a.PadCodes() {
				state := a.instance(t, code)
				if want := state.DeviceIP == device && code != codeC; (state.Reboots == 1) != want || want && state.Status != 10 {
					t.Errorf("%s: got %d reboots and status %d on %s, want a restart only on %s", code, state.Reboots, state.Status, state.DeviceIP, device)
				}
			}
			if n := a.Counters(); n.Overlaps != 0 || n.Repeated != 0 {
				t.Errorf("got %d overlaps and %d repeats, want none", n.Overlaps, n.Repeated)
			}
		})
	}
}

// An action that is interrupted ends at once. What was submitted is reported before.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	a := start(t, simulator.Options{RestartTime: time.Hour}, engine.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	a.onMessage = func(string) { cancel() }
	got := a.invoke(ctx, t, actions.NewRestart, restart)
	contains(t, "error", got.errors(), "interrupted; its task may still be running", "Tasks that are still running are not canceled")
	if !got.shows("(task 76000000") {
		t.Errorf("got progress %q, want the tasks", got.messages)
	}
}

// A thousand instances take ten submits, and few more requests than the least number.
func TestThousandInstances(t *testing.T) {
	t.Parallel()
	a := start(t, simulator.Options{Instances: 1000, TaskTime: 50 * time.Millisecond}, engine.Options{})
	got := a.invoke(t.Context(), t, actions.NewCommand, values{"pad_codes": a.PadCodes(), "command": "id"})
	n := a.Counters()
	submits, polls := n.Requests["/openapi/open/pad/asyncCmd"], n.Requests["/task-center/open/task/executeScriptInfo"]
	if submits != 10 || len(got.diags) != 0 {
		t.Errorf("got %d submits and %v, want 10", submits, got.diags)
	}
	// Two pages of the listing, and as many polls as the tasks' durations need.
	if others := n.Total() - submits - polls; others > 2 {
		t.Errorf("got %d other requests, want at most 2: %v", others, n.Requests)
	}
	contains(t, "progress", got.last(), "running the command: 1000 of 1000 done, 0 failed")
	if len(got.messages) > 40 {
		t.Errorf("got %d messages, want few: %q", len(got.messages), got.messages)
	}
}

// Many failures of few kinds are counted.
func TestManyFailures(t *testing.T) {
	t.Parallel()
	a := start(t, simulator.Options{Instances: 60}, engine.Options{})
	a.fault(t, simulator.Fault{Path: "asyncCmd", Kind: simulator.FaultTaskFail})
	codes := slices.Clone(a.PadCodes())
	for n := range 40 {
		codes = append(codes, fmt.Sprintf("XX%d", n))
	}
	got := a.invoke(t.Context(), t, actions.NewCommand, values{"pad_codes": codes, "command": "id"})
	contains(t, "error", got.errors(), "100 of 100 instances failed", codeA+": task failed", "and 80 more:", "40 × not in the account", "40 × task failed (status -1)")
}
