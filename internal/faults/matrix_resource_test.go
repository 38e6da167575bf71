package faults

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Operations on a resource that a fault hits.
var operations = []string{"create", "refresh", "update", "destroy", "import"}

// resourceUnit is an operation of a case at an API level. Its cases differ in the fault and the
// endpoint.
type resourceUnit struct {
	c         resourceCase
	level     string
	operation string
}

func (u resourceUnit) name() string { return u.c.name() + "/" + u.level + "/" + u.operation }

// resourceUnits returns all units of resources.
func resourceUnits() []unit {
	var all []unit
	for _, c := range resourceCases() {
		for _, level := range levelsOf(c.level) {
			for _, operation := range operations {
				u := resourceUnit{c, level, operation}
				all = append(all, unit{"resource", c.typeName, operation, u.name(), u.trials})
			}
		}
	}
	return all
}

// before is what is applied before the fault.
func (u resourceUnit) before() configuration {
	if u.operation == "create" {
		return configuration{}
	}
	return u.c.configuration(u.c.first)
}

// after is what is applied with the fault.
func (u resourceUnit) after() configuration {
	switch u.operation {
	case "update":
		return u.c.configuration(u.c.second)
	case "destroy":
		return configuration{}
	default:
		return u.c.configuration(u.c.first)
	}
}

// truth is the truth at the end.
func (u resourceUnit) truth() string {
	after := u.c.afterAt(u.level)
	switch u.operation {
	case "update":
		return after.second
	case "destroy":
		return after.destroy
	default:
		return after.first
	}
}

// run runs the operation, once.
func (u resourceUnit) run(w *world) *run {
	switch u.operation {
	case "refresh":
		return w.workspace.plan(u.after())
	case "import":
		return w.workspace.importAll(u.c.importID)
	default:
		return w.workspace.apply(u.after())
	}
}

// recording is a unit without faults.
type recording struct {
	paths   []string // of the requests, sorted
	effects map[string]int
}

// record runs the unit without faults.
func (u resourceUnit) record(t *testing.T) recording {
	t.Helper()
	var got recording
	inWorld(t, u.level, func(w *world) {
		w.workspace.apply(u.before())
		w.network.requests()
		r := u.run(w)
		if r.failed() || len(r.broken) > 0 {
			t.Errorf("%s fails without a fault: %s%v", u.name(), texts(r.errors()), r.broken)
		}
		paths := w.network.requests()
		slices.Sort(paths)
		got.paths = slices.Compact(paths)
		got.effects = w.effects()
	})
	return got
}

// resourceTrial is a unit with a fault in the requests to an endpoint.
type resourceTrial struct {
	resourceUnit
	hit
}

// trials returns the trials of a unit.
func (u resourceUnit) trials(t *testing.T) []trial {
	recorded := u.record(t)
	var all []trial
	for _, h := range hits(recorded.paths, u.level) {
		x := resourceTrial{u, h}
		all = append(all, trial{h.name(), h.fault, func(t *testing.T) outcome { return x.run(t, recorded) }})
	}
	return all
}

// run runs a trial.
func (x resourceTrial) run(t *testing.T, recorded recording) (o outcome) {
	inWorld(t, x.level, func(w *world) {
		began := time.Now()
		w.workspace.apply(x.before())
		w.inject(x.hit)
		r := x.resourceUnit.run(w)
		o.fired = w.cease()
		o.errors = len(r.errors())
		if !o.fired {
			return
		}
		for _, text := range r.broken {
			o.wrong("with the fault: %s", text)
		}
		x.checkDiagnostics(&o, r)
		if x.operation == "refresh" && !r.failed() && !x.fault.gone && !x.believed() && len(r.changes) > 0 {
			o.wrong("a refresh with the fault plans %v", r.changes)
		}
		if done := w.effects(); !x.fault.gone {
			checkRepeats(&o, "with the fault", done, recorded.effects, 0)
		}
		if x.believed() || x.staysWithWarning(r) {
			return
		}
		time.Sleep(pause)
		x.converge(w, &o, recorded)
		o.took = time.Since(began)
	})
	return o
}

// converge applies once without the fault and checks the result.
func (x resourceTrial) converge(w *world, o *outcome, recorded recording) {
	want := x.after()
	if x.fault.gone {
		want = without(want)
	}
	r := w.workspace.apply(want)
	if r.failed() && x.needsImport(r) {
		return
	}
	if r.failed() {
		o.wrong("the apply without the fault fails:%s", texts(r.errors()))
		return
	}
	for _, text := range r.broken {
		o.wrong("without the fault: %s", text)
	}
	if again := w.workspace.plan(want); again.failed() || len(again.changes) > 0 {
		o.wrong("the plan after it has changes %v%s", again.changes, texts(again.errors()))
	}
	if len(w.workspace.state) != len(want) {
		o.wrong("got %d objects in the state, want %d", len(w.workspace.state), len(want))
	}
	for n := 1; n <= x.c.count(); n++ {
		if x.fault.gone && (n == 1 || x.c.count() == 1) {
			continue
		}
		if x.fault.lies && upload(operationOf(x.path)) {
			continue // the upload is repeated, because the service says that it has failed
		}
		if got := x.c.truth(w.account, n); got != x.truth() {
			o.wrong("object %d: got %q, want %q", n, got, x.truth())
		}
	}
	if c := w.network.Counters(); c.Overlaps != 0 || c.Repeated != 0 || c.OfflineSubmits != 0 {
		o.wrong("got %d overlapping changes, %d repeats and %d submits to offline instances (%v), want none", c.Overlaps, c.Repeated, c.OfflineSubmits, c.Culprits)
	}
	if x.fault.gone {
		return
	}
	more := 0
	if x.fault.unknown {
		more = 1
	}
	checkRepeats(o, "in the end", w.effects(), recorded.effects, more)
}

// believed reports whether the provider takes the word of the service that something is
// gone, and forgets it: the second time, but a deletion of files the first time.
func (h hit) believed() bool {
	op := operationOf(h.path)
	shapeless := h.fault.group == "wrong shape" && slices.Contains([]*armcloud.Operation{armcloud.GetCallback, armcloud.GetPublicIP, armcloud.DeleteFiles}, op)
	return (h.fault.denies || shapeless) && (op == armcloud.DeleteFiles || h.lasts && reads(op))
}

// needsImport reports whether an error says to import an image. The API level of 2024
// doesn't list images and refuses to upload one twice.
func (x resourceTrial) needsImport(r *run) bool {
	return x.c.typeName == "armcloud_image" && x.level == simulator.Level2024 && x.fault.unknown && strings.Contains(texts(r.errors()), "terraform import armcloud_image")
}

// staysWithWarning reports whether a destroy has left a list, a binding or a file that
// the API refuses to remove, and said so.
func (x resourceTrial) staysWithWarning(r *run) bool {
	leaves := x.c.typeName == "armcloud_app_blacklist" || x.c.typeName == "armcloud_public_ip_binding" ||
		x.c.typeName == "armcloud_file" && x.fault.code == "404"
	return leaves && x.operation == "destroy" && !r.failed() && len(r.diagnostics) > 0
}

// without returns the configuration without the first instance.
func without(c configuration) configuration {
	kept := configuration{}
	for address, r := range c {
		switch {
		case r.block["pad_code"] == pad(1), r.block["pad_ip"] == "10.16.0.1", r.block["pad_ip"] == "10.16.0.3":
			continue
		case r.block["phones"] != nil:
			phones := maps.Clone(r.block["phones"].(block))
			delete(phones, pad(1))
			r.block = r.block.with(block{"phones": phones})
		case r.block["pad_codes"] != nil:
			r.block = r.block.with(block{"pad_codes": []any{}})
		}
		kept[address] = r
	}
	return kept
}
