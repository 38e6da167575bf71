package instance

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// settingTimeout is how long one operation on one phone may take unless the
// configuration says otherwise.
const settingTimeout = 10 * time.Minute

// restartTimeout is the same where the phone restarts or resets: phones take
// up to half an hour to come back.
const restartTimeout = 45 * time.Minute

// Create adopts the phone and sends its settings.
func (r *phoneResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	ctx, cancel := tfkit.WithLimit(ctx, req.Plan, timeouts.Value.Create, settingTimeout, &resp.Diagnostics)
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
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, a.code)...)
}

// Update sends what differs from the state, and nothing else.
func (r *phoneResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	usual := settingTimeout
	if !r.layout.own {
		planned, diags := getMap(ctx, req.Plan, restartTriggers)
		resp.Diagnostics.Append(diags...)
		held, diags := getMap(ctx, req.State, restartTriggers)
		resp.Diagnostics.Append(diags...)
		if !planned.Equal(held) {
			usual = restartTimeout
		}
	}
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
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, a.code)...)
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
	// sent holds the values that were to be sent, for the look afterwards.
	sent map[string]setting.Value
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
	outcome := a.converger().Phone(ctx, job)
	a.settle(ctx, job, outcome)
	a.confirm(ctx, outcome)
	a.refreshFacts(ctx, job)
	a.record.Applied, a.record.Pending = true, outcome.Pending
	a.diags.Append(a.record.save(ctx, a.private)...)
	// A create that never reached the phone leaves nothing to keep.
	a.keep = a.before != nil || outcome.Touched || !outcome.Failed()
	a.report(outcome)
}

// job compares plan and state.
func (a *application) job(ctx context.Context) setting.Job {
	job := setting.Job{PadCode: a.code, Owner: a.record.claim(a.TypeName()), Pending: a.record.Pending}
	if a.before == nil {
		job.Pending = a.Data.Engine.Ledger().Left(a.code)
	}
	a.sent = map[string]setting.Value{}
	release, diags := getString(ctx, a.plan, onRelease)
	a.diags.Append(diags...)
	done := a.resending(ctx)
	for _, s := range a.layout.settings {
		want, before := a.values(ctx, s)
		switch {
		case want == nil && before == nil && !a.record.tried(s):
		case want == nil:
			if a.record.manages(s) || !s.Fillable() {
				if release != releaseKeep {
					job.Undo = append(job.Undo, s)
				}
				a.record.manage(s, false)
				a.record.confirm(s, false)
				a.record.try(s, release != releaseKeep && a.record.tried(s))
			}
		case setting.Canonical(want) != setting.Canonical(before), a.resends && a.named(ctx, s) && !done[s.Name()]:
			repair := a.record.Sent[s.Name()] == a.fingerprints.Of(setting.Canonical(want))
			job.Set = append(job.Set, setting.Wanted{Setting: s, Value: want, Repair: repair})
			a.sent[s.Name()] = want
		}
		if want != nil && a.named(ctx, s) {
			a.record.manage(s, true)
		}
	}
	job.Restart = a.changed(ctx, restartTriggers)
	return job
}

// values decodes what a setting should be and what the state holds.
func (a *application) values(ctx context.Context, s setting.Setting) (want, before setting.Value) {
	planned, diags := a.layout.get(ctx, a.plan, s)
	a.diags.Append(diags...)
	configured, diags := a.layout.get(ctx, a.config, s)
	a.diags.Append(diags...)
	want, known := s.Decode(planned, configured)
	if !known {
		a.diags.AddAttributeError(a.layout.at(s), "Value still unknown", "Unable to set "+s.Title()+": its value is not known. This is a bug of the provider.")
	}
	if a.before != nil {
		held, diags := a.layout.get(ctx, a.before, s)
		a.diags.Append(diags...)
		before, _ = s.Decode(held, nil)
	}
	return want, before
}

// named tells whether the configuration names the setting.
func (a *application) named(ctx context.Context, s setting.Setting) bool {
	configured, diags := a.layout.get(ctx, a.config, s)
	a.diags.Append(diags...)
	return !diags.HasError() && !configured.IsNull()
}

func (a *application) converger() *setting.Converger {
	return setting.NewConverger(a.Data.Engine, a.Data.Drift.Reach())
}
