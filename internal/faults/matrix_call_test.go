package faults

import (
	"slices"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// callUnit is a call at an API level.
type callUnit struct {
	call
	level string
}

func callUnits() []unit {
	var all []unit
	for _, c := range calls {
		operation := map[string]string{kindAction: "invoke", kindData: "read", kindEphemeral: "open", kindList: "list"}[c.kind]
		for _, level := range levelsOf(c.level) {
			u := callUnit{c, level}
			all = append(all, unit{c.kind, c.typeName, operation, c.kind + " " + c.typeName + "/" + level, u.trials})
		}
	}
	return all
}

// prepare adds what the calls find to the account: an app, a callback and a task.
func (u callUnit) prepare(w *world) {
	drift := simulator.DriftSet{Apps: map[string]int64{kiosk: 100}}
	if err := w.network.Drift([]string{pad(1), pad(2)}, drift); err != nil {
		w.t.Fatal(err)
	}
	if err := w.network.SetCallback("http://127.0.0.1:9/armcloud"); err != nil {
		w.t.Fatal(err)
	}
	if u.level == simulator.Level2024 {
		w.workspace.options = block{"drift_checks": "shell"} // which that level needs for the apps of an instance
	}
	w.workspace.apply(configuration{"it": {"armcloud_instance_time_zone", block{"pad_code": pad(3), "time_zone": "Europe/Berlin"}}})
	w.network.requests()
}

// trials returns the trials of the call.
func (u callUnit) trials(t *testing.T) []trial {
	var paths []string
	var effects map[string]int
	inWorld(t, u.level, func(w *world) {
		u.prepare(w)
		_, problems, err := w.workspace.call(u.call)
		if r := (&run{diagnostics: problems}); r.failed() || err != nil {
			t.Errorf("%s fails without a fault: %v%s", u.typeName, err, texts(problems))
		}
		paths = w.network.requests()
		effects = w.allEffects()
	})
	slices.Sort(paths)
	var all []trial
	for _, h := range hits(slices.Compact(paths), u.level) {
		all = append(all, trial{h.name(), h.fault, func(t *testing.T) outcome { return u.run(t, h, effects) }})
	}
	return all
}

// run makes the call with a fault and again without it.
func (u callUnit) run(t *testing.T, h hit, effects map[string]int) (o outcome) {
	inWorld(t, u.level, func(w *world) {
		began := time.Now()
		u.prepare(w)
		w.inject(h)
		got, problems, err := w.workspace.call(u.call)
		o.fired = w.cease()
		r := &run{diagnostics: problems}
		o.errors = len(r.errors())
		if !o.fired {
			return
		}
		if err != nil {
			o.wrong("the protocol server failed: %v", err)
		}
		checkErrors(&o, r, h, u.names)
		time.Sleep(pause)
		more := 0
		if h.fault.code == "404" && operationOf(h.path) == armcloud.RunCommandSync {
			more = 1 // the command runs asynchronously instead
		}
		checkRepeats(&o, "with the fault", w.allEffects(), effects, more)
		if c := w.network.Counters(); c.Repeated != 0 || c.OfflineSubmits != 0 {
			o.wrong("got %d repeats and %d submits to offline instances (%v), want none", c.Repeated, c.OfflineSubmits, c.Culprits)
		}
		if !r.failed() && !h.fault.gone && u.kind == kindAction {
			checkRepeats(&o, "without an error", effects, w.allEffects(), 0)
		}
		if !h.fault.gone {
			u.repeat(w, &o, h, r, got)
		}
		o.took = time.Since(began)
	})
	return o
}

// repeat makes the call without the fault. It must succeed, and return what the call with
// the fault has returned unless that had an error.
func (u callUnit) repeat(w *world, o *outcome, h hit, before *run, got string) {
	want, problems, err := w.workspace.call(u.call)
	if r := (&run{diagnostics: problems}); r.failed() || err != nil {
		o.wrong("the call without the fault fails: %v%s", err, texts(r.errors()))
		return
	}
	warned := len(before.diagnostics) > 0
	if !before.failed() && !warned && !u.varies && !h.fault.denies && !h.fault.vague && !h.believed() && got != want {
		o.wrong("with the fault, the result is %s, want %s", got, want)
	}
}

// allEffects returns how often things were done that must not be done twice, commands
// included.
func (w *world) allEffects() map[string]int {
	all := w.effects()
	for _, task := range w.network.Tasks() {
		if task.Applied && task.Path == armcloud.RunCommand.Path {
			all["command on "+task.PadCode]++
		}
	}
	return all
}
