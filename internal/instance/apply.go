package instance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Create adopts the instance and sends its settings.
func (r *instanceResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.Data.Ledger.BeginApply()
	ctx, ended := r.Data.Engine.Begin(ctx)
	defer ended()
	usual, diags := r.usualTimeout(ctx, req.Plan, nil)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	resp.Diagnostics.Append(ownership.ForgetHandover(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{instanceResource: r, plan: req.Plan, config: req.Config, diags: &resp.Diagnostics}
	a.takeHandover(ctx)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, usual+lostWait(a.record.Holding), &resp.Diagnostics)
	defer cancel()
	a.releaseAbandoned(ctx)
	if state, save := a.run(ctx, resp.Private); save {
		resp.State.Raw = state.Raw
		resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, state, r.layout.keys()...)...)
	}
}

// Update sends what differs from what is known of the instance.
func (r *instanceResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	r.Data.Ledger.BeginApply()
	ctx, ended := r.Data.Engine.Begin(ctx)
	defer ended()
	state, diags := r.knownState(ctx, req.State, req.Private)
	req.State = state
	resp.Diagnostics.Append(diags...)
	usual, diags := r.usualTimeout(ctx, req.Plan, req.State)
	resp.Diagnostics.Append(diags...)
	record, diags := r.loadRecord(ctx, resp.Private, req.State)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Update, usual+lostWait(record.Holding), &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{instanceResource: r, plan: req.Plan, config: req.Config, before: &req.State, diags: &resp.Diagnostics}
	resp.Diagnostics.Append(r.adopt(ctx, &record, req.State, req.Config)...)
	a.record = record
	a.ignored, diags = ownership.TakeIgnored(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	if state, save := a.run(ctx, resp.Private); save {
		resp.State.Raw = state.Raw
		resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, state, r.layout.keys()...)...)
	}
}

// applier is one Create or Update.
type applier struct {
	*instanceResource
	// plan has the versions of write-only values once run has determined them.
	plan   tfsdk.Plan
	config tfsdk.Config
	// before is nil in Create.
	before *tfsdk.State
	record privateRecord
	diags  *diag.Diagnostics
	// handedOver is true in a Create if a replaced object has handed over what it knew,
	// and triggers are its triggers if it was not tainted.
	handedOver bool
	triggers   string
	// skipping is true if an instance that does not run is skipped.
	skipping bool

	code string
	// desired and current are the settings of plan and state, by attribute.
	desired, current map[string]setting.Values
	// ignored names the attributes whose write-only values the plan ignores.
	ignored []string
	// secrets are the configured write-only values, by attribute.
	secrets map[string]plannedSecret
}

// run applies the plan. It returns the new state, and whether it is to be saved:
// a create that never reached the instance leaves nothing, unless something was
// handed over to it.
func (a *applier) run(ctx context.Context, private tfkit.Private) (state tfsdk.State, save bool) {
	var diags diag.Diagnostics
	a.code, diags = tfkit.GetString(ctx, a.plan, tfkit.PadCode)
	a.diags.Append(diags...)
	a.skipping = a.maySetSkipped(ctx)
	a.plan, a.secrets = a.resolveSecrets(ctx)
	if a.diags.HasError() {
		return state, false
	}
	order := a.order(ctx)
	if a.diags.HasError() {
		return state, false
	}
	report := converge.NotBegun(order)
	facts, found := a.missingFacts(ctx)
	switch {
	case found:
		a.Data.Ledger.Claim(a.code, order.Owner, targets(order.Desired))
		report = ownership.Converger(a.Data).Apply(ctx, order)
	case a.before != nil || !a.handedOver:
		return state, false
	}
	a.record.Holding = a.notingLeftovers(converge.Release(report.Holding, order.Desired, order.Keep, setting.ByName))
	a.record.Others = ownership.NoteClaims(a.Data, a.code, order.Owner, ownership.Names(a.record.Holding), a.record.Others)
	a.recordTimes(report)
	a.confirm(ctx, report)
	a.recordSecrets(report)
	state.Schema = a.plan.Schema
	state.Raw, diags = withValues(ctx, a.plan.Raw, facts, a.settled(ctx, report, private), a.changedFacts(ctx, report.Job))
	a.diags.Append(diags...)
	a.diags.Append(a.record.save(ctx, private)...)
	a.report(report)
	return state, a.before != nil || report.Touched || !a.failed(report) || a.handedOver
}

// order returns what the plan requests for the instance.
func (a *applier) order(ctx context.Context) converge.Order {
	release, diags := tfkit.GetString(ctx, a.plan, ownership.OnRelease)
	a.diags.Append(diags...)
	order := converge.Order{
		PadCode: a.code, Owner: a.record.LedgerName(a.TypeName()), Holding: a.record.Holding, Others: a.record.Others, Claimed: a.record.Others.New(),
		Keep: release == ownership.ReleaseKeep, Setting: setting.ByName, Current: a.value, Open: ownership.OpenOwed(a.Data, setting.FromJSON),
		Resend: a.changed(ctx, ownership.Triggers), Restart: a.changed(ctx, ownership.RestartTriggers),
	}
	if a.before == nil {
		order.Holding.Tasks = append(order.Holding.Tasks, a.Data.Ledger.Pending(a.code)...)
	} else {
		a.current, diags = a.instanceResource.current(ctx, a.before)
		a.diags.Append(diags...)
	}
	a.desired = map[string]setting.Values{}
	for _, at := range a.layout.attributes {
		planned, diags := a.layout.get(ctx, a.plan, at)
		a.diags.Append(diags...)
		configured, diags := a.layout.get(ctx, a.config, at)
		a.diags.Append(diags...)
		desired, known := at.Split(planned, configured)
		if !known {
			a.diags.AddAttributeError(a.layout.at(at), "Value still unknown", "Unable to set "+at.Title()+": its value is not known. This is a bug of the provider.")
		}
		a.desired[at.Name()] = desired
		for name, d := range desired {
			_, managed := a.record.Holding.Settings[name]
			if configured.IsNull() && !managed && !a.layout.own {
				// An import has filled it in.
				continue
			}
			secret := a.secrets[at.Name()]
			d.SecretChanged, d.Secret = secret.changed, secret.mark
			d.Ignored = isIgnored(at, configured, d)
			order.Desired = append(order.Desired, d)
		}
	}
	return order
}

// isIgnored reports whether the configuration has another value than the plan, which
// only ignore_changes allows. It looks only at settings that can erase.
func isIgnored(at setting.Shape, configured attr.Value, planned converge.Desired) bool {
	if _, can := planned.Setting.(converge.Eraser); !can {
		return false
	}
	values, known := at.Split(configured, nil)
	return known && converge.Hash(values[planned.Setting.Name()].Value) != converge.Hash(planned.Value)
}

// targets returns the targets of settings.
func targets(desired []converge.Desired) []string {
	all := make([]string, len(desired))
	for i, d := range desired {
		all[i] = converge.Target(d.Setting, d.Value)
	}
	return all
}

// value returns the value of a setting in the state, or nil if there is none.
func (a *applier) value(name string) converge.Value {
	return a.current[setting.ShapeOf(name).Name()][name].Value
}

// changed reports whether a map of triggers changed. Creating a resource is no
// change, unless it replaces another one with other triggers.
func (a *applier) changed(ctx context.Context, name string) bool {
	switch {
	case a.before == nil && name == ownership.Triggers && a.handedOver && a.record.Stored:
		triggers, diags := ownership.TriggersText(ctx, a.plan)
		a.diags.Append(diags...)
		return triggers != a.triggers
	case a.before == nil, name == ownership.RestartTriggers && a.layout.own:
		return false
	}
	changed, diags := ownership.TriggersChanged(ctx, a.plan, a.before, name)
	a.diags.Append(diags...)
	return changed
}
