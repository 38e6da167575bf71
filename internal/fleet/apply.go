package fleet

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
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Default timeouts: of an operation that changes a fleet, and of a refresh.
const (
	fleetTimeout = 2 * time.Hour
	readTimeout  = 10 * time.Minute
)

// Create brings all phones to their profiles.
func (r *fleetResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{fleetResource: r, plan: req.Plan, config: req.Config, private: resp.Private, diags: &resp.Diagnostics}
	a.run(ctx)
	if a.touched {
		resp.State.Raw = a.plan.Raw
	}
}

// Update brings the phones that differ to their profiles, and releases those
// that left.
func (r *fleetResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Update, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{fleetResource: r, plan: req.Plan, config: req.Config, before: &req.State, private: resp.Private, diags: &resp.Diagnostics}
	a.run(ctx)
	if a.saveState {
		resp.State.Raw = a.plan.Raw
	}
}

// fleetApplication is one Create or Update under way. Its plan becomes the
// state: a phone that failed has the reason in place of its profile.
type applier struct {
	*fleetResource
	plan   tfsdk.Plan
	config tfsdk.Config
	// before is nil in Create.
	before  *tfsdk.State
	private tfkit.Private
	diags   *diag.Diagnostics

	record  privateRecord
	desired model
	current *holdings
	// wanted are the fingerprints of the planned profiles.
	fingerprints map[string]map[string]string
	// left gives, in Create, the tasks that a replaced fleet has left running.
	pending func(code string) []int64
	// resends and restarts: every phone is sent its settings again, or is
	// restarted after them.
	resendAll, restartAll bool
	// settled tells that plan says what the phones have; touched, that
	// anything may have reached one of them, or that none failed.
	saveState, touched bool
}

func (a *applier) run(ctx context.Context) {
	a.record = loadRecord(ctx, a.private)
	if !a.read(ctx) {
		return
	}
	jobs := a.jobs()
	outcomes := converge.NewConverger(a.Data.Engine, a.Data.Ledger, a.Data.Drift.Reach()).ApplyAll(ctx, jobs)
	a.applyOutcomes(ctx, jobs, outcomes)
}

// read takes in plan, configuration and state.
func (a *applier) read(ctx context.Context) bool {
	want, diags := readModel(ctx, a.plan, a.config)
	a.diags.Append(diags...)
	if !want.known && !a.diags.HasError() {
		a.diags.AddError("Value still unknown", "A part of phones or profiles is not known at apply. This is a bug of the provider.")
	}
	a.desired = want
	if a.before == nil {
		a.pending = a.Data.Ledger.Pending
	}
	state := model{}
	if a.before != nil {
		state, diags = readModel(ctx, a.before, nil)
		a.diags.Append(diags...)
		a.resendAll = a.changed(ctx, ownership.Triggers)
		// The first apply after an import is a creation: it restarts nothing.
		a.restartAll = a.record.Stored && a.changed(ctx, ownership.RestartTriggers)
	}
	a.current = newHoldings(&a.record, a.Data.SecretKey, state)
	a.fingerprints = map[string]map[string]string{}
	for name, p := range want.profiles {
		a.fingerprints[name] = a.current.of(p)
	}
	return !a.diags.HasError()
}

func (a *applier) changed(ctx context.Context, name string) bool {
	planned, diags := tfkit.GetMap(ctx, a.plan, name)
	a.diags.Append(diags...)
	held, diags := tfkit.GetMap(ctx, a.before, name)
	a.diags.Append(diags...)
	return !planned.Equal(held)
}

// jobs compares what the phones have with what they should have. Phones with
// nothing to do get no job.
func (a *applier) jobs() []converge.Job {
	var jobs []converge.Job
	for _, code := range a.desired.codes() {
		job := a.job(code, a.desired.phones[code])
		if len(job.Set) > 0 || len(job.Undo) > 0 || job.Restart {
			jobs = append(jobs, job)
		}
	}
	for _, code := range a.current.state.codes() {
		if _, stays := a.desired.phones[code]; stays || a.desired.release == ownership.ReleaseKeep {
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
func (a *applier) job(code, name string) converge.Job {
	job := converge.Job{PadCode: code, Owner: a.record.LedgerName(a.TypeName()), Pending: a.record.Notes[code].Pending}
	if a.pending != nil {
		job.Pending = a.pending(code)
	}
	has, want := a.current.current(code), a.fingerprints[name]
	var others []converge.Desired
	for _, n := range setting.Ordered(slices.AppendSeq(slices.Collect(maps.Keys(has)), maps.Keys(want))) {
		s := setting.ByName(n)
		print, managed := has[n]
		wanted, named := want[n]
		switch {
		case named && (!managed || print != wanted || a.resendAll):
			value := a.desired.profiles[name][n]
			repair := managed && (print == wanted || a.current.drifted(code, n, value))
			job.Set = append(job.Set, converge.Desired{Setting: s, Value: value, Repair: repair})
		case named:
			others = append(others, converge.Desired{Setting: s, Value: a.desired.profiles[name][n], Repair: true})
		case !named && managed && a.desired.release != ownership.ReleaseKeep && s.Undoable():
			job.Undo = append(job.Undo, a.current.settingWithValue(code, n))
		}
	}
	if job.Erases() {
		// The phone needs what it has once more.
		job.Set = append(job.Set, others...)
	}
	job.Restart = name != "" && (a.restartAll || a.record.Notes[code].Restart)
	return job
}
