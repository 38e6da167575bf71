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
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Create adopts the phone and sends its settings.
func (r *phoneResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	usual, diags := r.usualTimeout(ctx, req.Plan, nil)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, usual, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &application{
		phoneResource: r, plan: req.Plan, config: req.Config,
		record: loadRecord(ctx, resp.Private), private: resp.Private, diags: &resp.Diagnostics,
	}
	a.run(ctx)
	if !a.keep {
		return
	}
	resp.State.Raw = a.plan.Raw
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, a.plan, r.layout.keys()...)...)
}

// Update sends what differs from the state, and nothing else.
func (r *phoneResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	usual, diags := r.usualTimeout(ctx, req.Plan, req.State)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Update, usual, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	a := &application{
		phoneResource: r, plan: req.Plan, config: req.Config, before: &req.State,
		record: loadRecord(ctx, resp.Private), private: resp.Private, diags: &resp.Diagnostics,
	}
	a.run(ctx)
	if !a.keep {
		return
	}
	resp.State.Raw = a.plan.Raw
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, a.plan, r.layout.keys()...)...)
}

// application is one Create or Update under way. Its plan becomes the state:
// what failed is set back in it.
type application struct {
	*phoneResource
	plan   tfsdk.Plan
	config tfsdk.Config
	// before is nil in Create.
	before  *tfsdk.State
	record  phoneRecord
	private tfkit.Private
	diags   *diag.Diagnostics

	code string
	// keep tells that the plan is to become the state.
	keep         bool
	fingerprints setting.Fingerprints
	// want and held are the settings of plan and state, by attribute.
	want, held map[string]setting.Values
	// resends is true when triggers changed.
	resends bool
}

func (a *application) run(ctx context.Context) {
	var diags diag.Diagnostics
	a.code, diags = getString(ctx, a.plan, padCode)
	a.diags.Append(diags...)
	if a.diags.HasError() || !a.fillFacts(ctx) {
		return
	}
	a.fingerprints = setting.NewFingerprints(a.Data.SecretKey, a.record.Salt)
	job := a.job(ctx)
	if a.diags.HasError() {
		return
	}
	outcome := a.converger().Apply(ctx, job)
	a.settle(ctx, job, outcome)
	a.confirm(ctx, job, outcome)
	a.refreshFacts(ctx, job)
	a.record.Applied, a.record.Pending = true, outcome.Pending
	a.diags.Append(a.record.save(ctx, a.private)...)
	// A create that never reached the phone leaves nothing to keep.
	a.keep = a.before != nil || outcome.Touched || !outcome.Failed()
	a.report(outcome)
}

// job compares plan and state.
func (a *application) job(ctx context.Context) converge.Job {
	job := converge.Job{PadCode: a.code, Owner: a.record.claim(a.TypeName()), Pending: a.record.Pending}
	if a.before == nil {
		job.Pending = a.Data.Ledger.Pending(a.code)
	}
	release, diags := getString(ctx, a.plan, onRelease)
	a.diags.Append(diags...)
	done := a.resending(ctx)
	a.want, a.held = map[string]setting.Values{}, map[string]setting.Values{}
	for _, at := range a.layout.attributes {
		want, held := a.values(ctx, at)
		a.want[at.Name()], a.held[at.Name()] = want, held
		named := a.named(ctx, at)
		for name, w := range want {
			print := a.fingerprints.Of(converge.Canonical(w.Value))
			if converge.Canonical(w.Value) != converge.Canonical(held[name].Value) || (a.resends && named && !done[name]) {
				w.Repair = a.record.Sent[name] == print
				job.Set = append(job.Set, w)
			} else if named {
				// The phone has the value, from an import perhaps: sending it
				// later is a repair.
				a.record.setSent(name, print)
			}
		}
		job.Undo = append(job.Undo, a.leaving(at, release)...)
		if len(want) > 0 && named {
			a.record.manage(at, true)
		}
	}
	if job.Erases() {
		job.Set = append(job.Set, a.others(ctx, job)...)
	}
	job.Restart = a.changed(ctx, restartTriggers)
	return job
}

// others gives the managed settings that a job leaves alone: a phone that is
// erased needs them again.
func (a *application) others(ctx context.Context, job converge.Job) []converge.Desired {
	var others []converge.Desired
	for _, at := range a.layout.attributes {
		if !a.named(ctx, at) {
			continue
		}
		for name, w := range a.want[at.Name()] {
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
func (a *application) leaving(at setting.Shape, release string) []converge.Setting {
	want, held := a.want[at.Name()], a.held[at.Name()]
	if at.Fillable() && !a.record.manages(at) {
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
		if release == releaseKeep {
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
func (a *application) values(ctx context.Context, at setting.Shape) (want, held setting.Values) {
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
func (a *application) named(ctx context.Context, at setting.Shape) bool {
	configured, diags := a.layout.get(ctx, a.config, at)
	a.diags.Append(diags...)
	return !diags.HasError() && !configured.IsNull()
}

func (a *application) converger() *converge.Converger {
	return converge.NewConverger(a.Data.Engine, a.Data.Ledger, a.Data.Drift.Reach())
}
