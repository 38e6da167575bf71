package instance

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Create adopts the phone and sends its settings.
func (r *instanceResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	usual, diags := r.usualTimeout(ctx, req.Plan, nil)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, usual, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{
		instanceResource: r, plan: req.Plan, config: req.Config,
		record: loadRecord(ctx, resp.Private), private: resp.Private, diags: &resp.Diagnostics,
	}
	a.run(ctx)
	if !a.saveState {
		return
	}
	resp.State.Raw = a.plan.Raw
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, a.plan, r.layout.keys()...)...)
}

// Update sends what differs from the state, and nothing else.
func (r *instanceResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	usual, diags := r.usualTimeout(ctx, req.Plan, req.State)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Update, usual, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{
		instanceResource: r, plan: req.Plan, config: req.Config, before: &req.State,
		record: loadRecord(ctx, resp.Private), private: resp.Private, diags: &resp.Diagnostics,
	}
	a.run(ctx)
	if !a.saveState {
		return
	}
	resp.State.Raw = a.plan.Raw
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, a.plan, r.layout.keys()...)...)
}

// application is one Create or Update under way. Its plan becomes the state:
// what failed is set back in it.
type applier struct {
	*instanceResource
	plan   tfsdk.Plan
	config tfsdk.Config
	// before is nil in Create.
	before  *tfsdk.State
	record  privateRecord
	private tfkit.Private
	diags   *diag.Diagnostics

	code string
	// keep tells that the plan is to become the state.
	saveState    bool
	fingerprints ownership.Fingerprints
	// want and held are the settings of plan and state, by attribute.
	desired, current map[string]setting.Values
	// resends is true when triggers changed.
	resendAll bool
}

func (a *applier) run(ctx context.Context) {
	var diags diag.Diagnostics
	a.code, diags = tfkit.GetString(ctx, a.plan, tfkit.PadCode)
	a.diags.Append(diags...)
	if a.diags.HasError() || !a.fillFacts(ctx) {
		return
	}
	a.fingerprints = ownership.NewFingerprints(a.Data.SecretKey, a.record.Salt)
	job := a.job(ctx)
	if a.diags.HasError() {
		return
	}
	outcome := a.converger().Apply(ctx, job)
	a.applyOutcome(ctx, job, outcome)
	a.confirm(ctx, job, outcome)
	a.refreshFacts(ctx, job)
	a.record.Applied, a.record.Pending = true, outcome.Pending
	a.diags.Append(a.record.save(ctx, a.private)...)
	// A create that never reached the phone leaves nothing to keep.
	a.saveState = a.before != nil || outcome.Touched || !outcome.Failed()
	a.report(outcome)
}

// job compares plan and state.
func (a *applier) job(ctx context.Context) converge.Job {
	job := converge.Job{PadCode: a.code, Owner: a.record.LedgerName(a.TypeName()), Pending: a.record.Pending}
	if a.before == nil {
		job.Pending = a.Data.Ledger.Pending(a.code)
	}
	release, diags := tfkit.GetString(ctx, a.plan, ownership.OnRelease)
	a.diags.Append(diags...)
	done := a.resending(ctx)
	a.desired, a.current = map[string]setting.Values{}, map[string]setting.Values{}
	for _, at := range a.layout.attributes {
		want, held := a.values(ctx, at)
		a.desired[at.Name()], a.current[at.Name()] = want, held
		named := a.isConfigured(ctx, at)
		for name, w := range want {
			print := a.fingerprints.Of(converge.Canonical(w.Value))
			if converge.Canonical(w.Value) != converge.Canonical(held[name].Value) || (a.resendAll && named && !done[name]) {
				w.Repair = a.record.Sent[name] == print
				job.Set = append(job.Set, w)
			} else if named {
				// The phone has the value, from an import perhaps: sending it
				// later is a repair.
				a.record.setSent(name, print)
			}
		}
		job.Undo = append(job.Undo, a.released(at, release)...)
		if len(want) > 0 && named {
			a.record.manage(at, true)
		}
	}
	if job.Erases() {
		job.Set = append(job.Set, a.others(ctx, job)...)
	}
	job.Restart = a.changed(ctx, ownership.RestartTriggers)
	return job
}

// others gives the managed settings that a job leaves alone: a phone that is
// erased needs them again.
func (a *applier) others(ctx context.Context, job converge.Job) []converge.Desired {
	var others []converge.Desired
	for _, at := range a.layout.attributes {
		if !a.isConfigured(ctx, at) {
			continue
		}
		for name, w := range a.desired[at.Name()] {
			if !slices.ContainsFunc(job.Set, func(set converge.Desired) bool { return set.Setting.Name() == name }) {
				w.Repair = true
				others = append(others, w)
			}
		}
	}
	return others
}

// leaving gives the settings of an attribute that are to be taken back: those
// that the state holds, or that were tried, and that are no longer wanted.
func (a *applier) released(at setting.Shape, release string) []converge.Setting {
	want, held := a.desired[at.Name()], a.current[at.Name()]
	if at.ReadOnImport() && !a.record.manages(at) {
		return nil
	}
	var undo []converge.Setting
	for _, name := range setting.Ordered(append(slices.Collect(maps.Keys(held)), a.record.triedOf(at)...)) {
		if _, stays := want[name]; stays {
			continue
		}
		s := held[name].Setting
		if s == nil {
			s = at.Setting(name)
		}
		a.record.confirm(name, false)
		if release == ownership.ReleaseKeep {
			a.record.try(name, false)
			continue
		}
		undo = append(undo, s)
	}
	if len(want) == 0 {
		a.record.manage(at, false)
	}
	return undo
}

// values reads what an attribute should be and what the state holds.
func (a *applier) values(ctx context.Context, at setting.Shape) (want, held setting.Values) {
	planned, diags := a.layout.get(ctx, a.plan, at)
	a.diags.Append(diags...)
	configured, diags := a.layout.get(ctx, a.config, at)
	a.diags.Append(diags...)
	want, known := at.Split(planned, configured)
	if !known {
		a.diags.AddAttributeError(a.layout.at(at), "Value still unknown", "Unable to set "+at.Title()+": its value is not known. This is a bug of the provider.")
	}
	if a.before != nil {
		before, diags := a.layout.get(ctx, a.before, at)
		a.diags.Append(diags...)
		held, _ = at.Split(before, nil)
	}
	return want, held
}

// named tells whether the configuration names the attribute.
func (a *applier) isConfigured(ctx context.Context, at setting.Shape) bool {
	configured, diags := a.layout.get(ctx, a.config, at)
	a.diags.Append(diags...)
	return !diags.HasError() && !configured.IsNull()
}

func (a *applier) converger() *converge.Converger {
	return converge.NewConverger(a.Data.Engine, a.Data.Ledger, a.Data.Drift.Reach())
}
