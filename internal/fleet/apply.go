package fleet

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Default timeouts: of an operation that changes a fleet, and of a refresh.
const (
	fleetTimeout = 2 * time.Hour
	readTimeout  = 10 * time.Minute
)

// Create brings all instances to their profiles.
func (r *fleetResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.Data.Ledger.BeginApply()
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Create, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	resp.Diagnostics.Append(tfkit.MarkCreated(ctx, resp.Private)...)
	resp.Diagnostics.Append(ownership.ForgetHandover(ctx, resp.Private)...)
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{fleetResource: r, plan: req.Plan, config: req.Config, diags: &resp.Diagnostics}
	if state, save := a.run(ctx, resp.Private); save {
		resp.State.Raw = state.Raw
	}
}

// Update brings the instances that differ to their profiles, and releases those
// that left.
func (r *fleetResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	r.Data.Ledger.BeginApply()
	ctx, cancel := tfkit.WithTimeout(ctx, req.Plan, timeouts.Value.Update, fleetTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	a := &applier{fleetResource: r, plan: req.Plan, config: req.Config, before: &req.State, diags: &resp.Diagnostics}
	if state, save := a.run(ctx, resp.Private); save {
		resp.State.Raw = state.Raw
	}
}

// applier is one Create, Update or Delete.
type applier struct {
	*fleetResource
	// plan has the versions of write-only values once read has determined them.
	plan   tfsdk.Plan
	config tfsdk.Config
	// before is nil in Create.
	before *tfsdk.State
	diags  *diag.Diagnostics
	// deleting is true in Delete.
	deleting bool
	// limits are those of rollout, nil without one, and progress is how far it came.
	limits   *converge.Rollout
	progress converge.Progress
	// skipping is true if instances that do not run are skipped.
	skipping bool

	record  privateRecord
	desired model
	current *holdings
	// ignored are the keys of the write-only values that the plan ignores.
	ignored []string
	// secrets are the write-only values of the planned profiles, and secretsOf the same
	// by profile.
	secrets   []profileSecret
	secretsOf map[string][]profileSecret
	// digestsBefore are those of a fleet whose record a Create continues.
	digestsBefore map[string]map[string]string
	// passwordsBefore are the write-only proxy passwords that such a fleet has sent.
	passwordsBefore sentPasswords
	// passwords are the configured write-only proxy passwords.
	passwords passwords
	// fingerprints are those of the configured write-only values, by profile and
	// attribute.
	fingerprints map[string]string
	// resendAll and restartAll: every instance gets its settings again, or is
	// restarted after them.
	resendAll, restartAll bool
	// touched is true if a request was sent for any instance, or none failed. Those that
	// were skipped have not failed.
	touched bool
	// handedOver is true in a Create if a replaced fleet has handed over an instance,
	// handed is what it knew, by pad code, and predecessors are the replaced fleets, by
	// name in the ledger; those that were tainted are nil.
	handedOver   bool
	handed       map[string]ownership.Known
	predecessors map[string]*predecessor
	// triggers are the planned triggers, as a text.
	triggers string
	// staying are the instances that a Delete has handed over, by pad code.
	staying map[string]instanceNote
}

// run applies the plan. It returns the new state, and whether it is to be saved: a
// create that reached no instance leaves nothing, unless something was handed over to
// it.
func (a *applier) run(ctx context.Context, private tfkit.Private) (state tfsdk.State, save bool) {
	if !a.read(ctx, private) {
		return state, false
	}
	a.desired.claim(a.Data.Ledger, a.record.LedgerName(a.TypeName()))
	reports := a.carryOut(ctx, a.orders())
	phones := a.applyReports(ctx, reports)
	a.recordTook(reports)
	a.recordSecrets(reports)
	a.recordPasswords(reports)
	a.record.Passwords = a.current.sentPasswords.encode(phones)
	a.diags.Append(a.record.save(ctx, private)...)
	a.report(reports)
	state = tfsdk.State{Raw: a.plan.Raw, Schema: a.plan.Schema}
	a.writePhones(ctx, &state, phones)
	return state, a.before != nil || a.touched || a.handedOver
}

// read reads plan, configuration and state.
func (a *applier) read(ctx context.Context, private tfkit.Private) bool {
	state := model{}
	a.skipping = a.mayFillSkipped(ctx)
	if a.before != nil {
		held, diags := a.readState(ctx, a.before)
		a.diags.Append(diags...)
		state = held
		a.resendAll = a.changed(ctx, ownership.Triggers)
		a.restartAll = a.changed(ctx, ownership.RestartTriggers)
	}
	a.record = loadRecord(ctx, private, state, a.Data.SecretKey)
	if a.before == nil {
		a.takeHandedOver(ctx)
	} else {
		ignored, diags := ownership.TakeIgnored(ctx, private)
		a.diags.Append(diags...)
		a.ignored = ignored
	}
	a.plan = a.resolveSecrets(ctx)
	desired, diags := a.readModel(ctx, a.plan, a.config)
	a.diags.Append(diags...)
	a.diags.Append(desired.invalid...)
	if !desired.complete() && !a.diags.HasError() {
		a.diags.AddError("Value still unknown", "A part of phones, profiles or overrides is not known at apply. This is a bug of the provider.")
	}
	a.desired = desired
	a.readLimits(ctx)
	a.markSecrets()
	var abandoned map[string]ownership.Known
	if a.before == nil {
		state.phones, abandoned = a.takeAbandoned()
	}
	a.current = newHoldings(a.record, state)
	for code, known := range abandoned {
		a.current.take(code, known)
		a.leaveFor(code, known)
	}
	a.continueHandedOver()
	return !a.diags.HasError()
}
