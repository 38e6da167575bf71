package instance

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// fleetTimeout is how long one operation on a fleet may take unless the
// configuration says otherwise.
const fleetTimeout = 2 * time.Hour

// Create brings all phones to their profiles.
func (r *fleetResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &fleetApplication{fleetResource: r, plan: req.Plan, config: req.Config, private: resp.Private, diags: &resp.Diagnostics}
	a.run(ctx)
	if a.touched {
		resp.State.Raw = a.plan.Raw
	}
}

// Update brings the phones that differ to their profiles, and releases those
// that left.
func (r *fleetResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Update, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	a := &fleetApplication{fleetResource: r, plan: req.Plan, config: req.Config, before: &req.State, private: resp.Private, diags: &resp.Diagnostics}
	a.run(ctx)
	if a.settled {
		resp.State.Raw = a.plan.Raw
	}
}

// fleetApplication is one Create or Update under way. Its plan becomes the
// state: a phone that failed has the reason in place of its profile.
type fleetApplication struct {
	*fleetResource
	plan   tfsdk.Plan
	config tfsdk.Config
	// before is nil in Create.
	before  *tfsdk.State
	private tfkit.Private
	diags   *diag.Diagnostics

	record fleetRecord
	want   fleetModel
	had    *holdings
	// wanted are the fingerprints of the planned profiles.
	wanted map[string]map[string]string
	// left gives, in Create, the tasks that a replaced fleet has left running.
	left func(code string) []int64
	// resends and restarts: every phone is sent its settings again, or is
	// restarted after them.
	resends, restarts bool
	// settled tells that plan says what the phones have; touched, that
	// anything may have reached one of them, or that none failed.
	settled, touched bool
}

func (a *fleetApplication) run(ctx context.Context) {
	a.record = loadFleetRecord(ctx, a.private)
	if !a.read(ctx) {
		return
	}
	jobs := a.jobs()
	outcomes := converge.NewConverger(a.Data.Engine, a.Data.Ledger, a.Data.Drift.Reach()).ApplyAll(ctx, jobs)
	a.settle(ctx, jobs, outcomes)
}

// read takes in plan, configuration and state.
func (a *fleetApplication) read(ctx context.Context) bool {
	want, diags := readFleet(ctx, a.plan, a.config)
	a.diags.Append(diags...)
	if !want.known && !a.diags.HasError() {
		a.diags.AddError("Value still unknown", "A part of phones or profiles is not known at apply. This is a bug of the provider.")
	}
	a.want = want
	if a.before == nil {
		a.left = a.Data.Ledger.Pending
	}
	state := fleetModel{}
	if a.before != nil {
		state, diags = readFleet(ctx, a.before, nil)
		a.diags.Append(diags...)
		a.resends = a.changed(ctx, triggers)
		// The first apply after an import is a creation: it restarts nothing.
		a.restarts = a.record.stored && a.changed(ctx, restartTriggers)
	}
	a.had = newHoldings(&a.record, a.Data.SecretKey, state)
	a.wanted = map[string]map[string]string{}
	for name, p := range want.profiles {
		a.wanted[name] = a.had.of(p)
	}
	return !a.diags.HasError()
}

func (a *fleetApplication) changed(ctx context.Context, name string) bool {
	planned, diags := getMap(ctx, a.plan, name)
	a.diags.Append(diags...)
	held, diags := getMap(ctx, a.before, name)
	a.diags.Append(diags...)
	return !planned.Equal(held)
}

// jobs compares what the phones have with what they should have. Phones with
// nothing to do get no job.
func (a *fleetApplication) jobs() []converge.Job {
	var jobs []converge.Job
	for _, code := range a.want.codes() {
		job := a.job(code, a.want.phones[code])
		if len(job.Set) > 0 || len(job.Undo) > 0 || job.Restart {
			jobs = append(jobs, job)
		}
	}
	for _, code := range a.had.state.codes() {
		if _, stays := a.want.phones[code]; stays || a.want.release == releaseKeep {
			continue
		}
		if job := a.job(code, ""); len(job.Undo) > 0 {
			jobs = append(jobs, job)
		}
	}
	return jobs
}

// job is what one phone needs to have a profile; without a profile it is
// released.
func (a *fleetApplication) job(code, name string) converge.Job {
	job := converge.Job{PadCode: code, Owner: a.record.claim(a.TypeName()), Pending: a.record.Notes[code].Pending}
	if a.left != nil {
		job.Pending = a.left(code)
	}
	has, want := a.had.has(code), a.wanted[name]
	var others []converge.Desired
	for _, n := range setting.Ordered(slices.AppendSeq(slices.Collect(maps.Keys(has)), maps.Keys(want))) {
		s := setting.ByName(n)
		print, managed := has[n]
		wanted, named := want[n]
		switch {
		case named && (!managed || print != wanted || a.resends):
			value := a.want.profiles[name][n]
			repair := managed && (print == wanted || a.had.lost(code, n, value))
			job.Set = append(job.Set, converge.Desired{Setting: s, Value: value, Repair: repair})
		case named:
			others = append(others, converge.Desired{Setting: s, Value: a.want.profiles[name][n], Repair: true})
		case !named && managed && a.want.release != releaseKeep && s.Undoable():
			job.Undo = append(job.Undo, a.had.held(code, n))
		}
	}
	if job.Erases() {
		// The phone needs what it has once more.
		job.Set = append(job.Set, others...)
	}
	job.Restart = name != "" && (a.restarts || a.record.Notes[code].Restart)
	return job
}
