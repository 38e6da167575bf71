package fleet

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
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
	// fingerprints are those of the configured write-only values, by profile and
	// attribute.
	fingerprints map[string]string
	// resendAll and restartAll: every instance gets its settings again, or is
	// restarted after them.
	resendAll, restartAll bool
	// touched is true if a request was sent for any instance, or none failed.
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
	reports := ownership.Converger(a.Data).ApplyAll(ctx, a.orders())
	phones := a.applyReports(ctx, reports)
	a.recordSecrets(reports)
	a.diags.Append(a.record.save(ctx, private)...)
	a.report(reports)
	state = tfsdk.State{Raw: a.plan.Raw, Schema: a.plan.Schema}
	a.diags.Append(state.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	return state, a.before != nil || a.touched || a.handedOver
}

// read reads plan, configuration and state.
func (a *applier) read(ctx context.Context, private tfkit.Private) bool {
	state := model{}
	if a.before != nil {
		held, diags := readModel(ctx, a.before, nil)
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
	desired, diags := readModel(ctx, a.plan, a.config)
	a.diags.Append(diags...)
	if !desired.known && !a.diags.HasError() {
		a.diags.AddError("Value still unknown", "A part of phones or profiles is not known at apply. This is a bug of the provider.")
	}
	a.desired = desired
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

// changed reports whether a map of triggers changed.
func (a *applier) changed(ctx context.Context, name string) bool {
	changed, diags := ownership.TriggersChanged(ctx, a.plan, a.before, name)
	a.diags.Append(diags...)
	return changed
}

// orders returns what the plan requests for the instances. Those that have nothing to
// do get no order.
func (a *applier) orders() []converge.Order {
	profiles := map[string][]converge.Desired{}
	for name, p := range a.desired.profiles {
		profiles[name] = p.desired()
	}
	var orders []converge.Order
	for _, code := range a.desired.codes() {
		name := a.desired.phones[code]
		if _, exists := a.desired.profiles[name]; !exists {
			// The reason in the state, under ignore_changes: the instance is left alone.
			continue
		}
		order := a.order(code, name, profiles[name])
		if len(order.Holding.Unfinished()) > 0 || a.undone(order) || !converge.Plan(order.Holding, order).Empty() {
			orders = append(orders, order)
		}
	}
	for _, code := range a.current.state.codes() {
		if _, stays := a.desired.phones[code]; stays {
			continue
		}
		order := a.order(code, "", nil)
		if a.desired.release == ownership.ReleaseKeep || len(order.Holding.Settings)+len(order.Holding.Running()) == 0 && order.Holding.Reset == nil {
			a.leave(code)
			continue
		}
		orders = append(orders, order)
	}
	return orders
}

// order returns what the plan requests for one instance; without a profile, it is
// released.
func (a *applier) order(code, name string, desired []converge.Desired) converge.Order {
	order := converge.Order{
		PadCode: code, Owner: a.record.LedgerName(a.TypeName()), Holding: a.record.Running[code].With(a.current.of(code)), Desired: desired,
		Others: a.current.others[code], Claimed: a.current.others[code].New(), Deleting: a.deleting,
		Setting: setting.ByName, Current: a.current.value(code), Keep: a.desired.release == ownership.ReleaseKeep, Open: ownership.OpenOwed(a.Data, setting.FromJSON),
		Resend: a.resendAll && name != "", Restart: a.restartAll && name != "",
	}
	if a.before == nil && name != "" {
		a.takeHandover(&order, name)
		order.Holding.Tasks = slices.Concat(order.Holding.Tasks, a.Data.Ledger.Pending(code))
	}
	before := a.current.profileOf(code)
	_, old := a.current.state.phones[code]
	_, noted := a.current.notes[code]
	order.AdoptErasing = old && before == "" && !noted
	switch {
	case old && before == "":
		order.Desired = a.resendSecrets(order.Desired, name)
	case old && name != "":
		profile := a.current.state.profiles[before]
		order.Desired = a.withSecrets(order.Desired, order.Holding, before, name, func(s string) string { return profile[s].Digest })
	}
	return order
}

// applyReports moves what became of the orders into the record and returns the
// phones of the new state.
func (a *applier) applyReports(ctx context.Context, reports []converge.Report) map[string]string {
	phones := map[string]string{}
	maps.Copy(phones, a.desired.phones)
	notes := map[string]instanceNote{}
	for code := range phones {
		if _, exists := a.desired.profiles[phones[code]]; !exists {
			if note, noted := a.record.Notes[code]; noted {
				notes[code] = note
			}
		}
	}
	a.touched = true
	for i := range reports {
		a.touched = a.touched && !a.failed(reports[i])
	}
	found := a.confirm(ctx, reports)
	for _, report := range reports {
		delete(a.record.Running, report.PadCode)
		a.touched = a.touched || report.Touched
		a.recordTimes(report)
		h, _ := converge.Observed(report.Holding, found[report.PadCode])
		a.applyReport(report, h, phones, notes)
	}
	a.record.Notes = notes
	a.storeSets(phones)
	return phones
}

// storeSets writes what is known of sets of instances into the record.
func (a *applier) storeSets(phones map[string]string) {
	a.record.Confirmed = padSets(a.current.confirmed, phones)
	a.noteClaims(phones)
	a.record.Others = encodeOthers(a.current.others, phones)
	a.current.storeTimes(&a.record, phones)
}

// applyReport moves one report into phones and notes.
func (a *applier) applyReport(report converge.Report, h converge.Holding, phones map[string]string, notes map[string]instanceNote) {
	code := report.PadCode
	name := a.desired.phones[code]
	p := a.desired.profiles[name]
	h = converge.Release(h, p.desired(), a.desired.release == ownership.ReleaseKeep, setting.ByName)
	confirm(a.current.confirmed, code, h)
	if !a.failed(report) {
		return
	}
	notes[code] = instanceNote{Profile: name, Holding: h}
	phones[code] = failedPrefix + reason(report.Errors[0])
}

// failed reports whether an instance is not as it should be. One that is to be
// released and has left the account needs no release.
func (a *applier) failed(report converge.Report) bool {
	_, stays := a.desired.phones[report.PadCode]
	return report.Failed() && (stays || !report.Gone)
}

// confirm checks which instances show what was just sent. Only there do the
// inferred sources count as evidence.
func (a *applier) confirm(ctx context.Context, reports []converge.Report) map[string][]converge.Observation {
	ask := map[string][]converge.Expectation{}
	for _, report := range reports {
		if expectations := report.Expectations(); len(expectations) > 0 {
			ask[report.PadCode] = expectations
		}
	}
	if len(ask) == 0 || ctx.Err() != nil {
		return nil
	}
	found, err := ownership.Converger(a.Data).Confirm(ctx, ask)
	if err != nil {
		// The settings are applied; a later refresh confirms them.
		return nil
	}
	return found
}
