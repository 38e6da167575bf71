package fleet

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Prefixes of the state of an instance that failed, drifted or was skipped, or that a
// rollout has not begun. No profile may have such a name.
const (
	failedPrefix  = "failed: "
	driftedPrefix = "drifted: "
	skippedPrefix = "skipped: "
	waitingPrefix = "waiting: "
)

// reasonPrefixes are all prefixes of reasons.
var reasonPrefixes = []string{failedPrefix, driftedPrefix, skippedPrefix, waitingPrefix}

// Read observes every instance of the fleet. One that drifted has the settings in
// place of its profile; one that is gone leaves the state.
func (r *fleetResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Read, readTimeout, &resp.Diagnostics)
	defer cancel()
	defer r.Data.Ledger.BeginRead()()
	state, diags := r.readState(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if r.Data.Unknown != "" {
		resp.Diagnostics.Append(r.Data.UnknownConfig())
		return
	}
	record := loadRecord(ctx, req.Private, state, r.Data.SecretKey)
	owner := record.LedgerName(r.TypeName())
	for code, note := range record.Notes {
		ownership.RecordRunning(r.Data, code, owner, note.Holding)
	}
	f := &refresh{state: state, record: &record, current: newHoldings(record, state), data: r.Data, owner: owner, unshown: map[string][]string{}}
	f.earlier = f.current.hold(r.Data.Ledger, owner)
	record.publishLeft(r.Data.Ledger, owner)
	observed, err := ownership.Converger(r.Data).Observe(ctx, f.expectations())
	if err != nil {
		resp.Diagnostics.AddError("Unable to read the fleet", tfkit.Explain("", err))
		return
	}
	ownership.AwaitPlans(ctx, r.Data, f.earlier, f.current.names, f.current.resetters(r.Data.Ledger, owner))
	phones := f.applyObservations(ctx, observed)
	resp.Diagnostics.Append(f.diags...)
	if !maps.Equal(phones, state.phones) || len(state.skipped) > 0 {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	}
	if skipped := skippedOf(phones); !maps.Equal(skipped, state.skipped) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(ownership.Skipped), phonesValue(skipped))...)
	}
	f.current.others = f.current.noteOthers(r.Data, owner)
	record.Others = encodeOthers(f.current.others, phones)
	record.Running = f.running(phones)
	// A fleet without a lasting name could not be noted by others.
	resp.Diagnostics.Append(record.save(ctx, resp.Private)...)
	f.current.notes, f.current.state.phones = record.Notes, phones
	r.recordKnown(f.current, owner, record.Running)
}

// running returns what other objects have under way, by pad code.
func (f *refresh) running(phones map[string]string) map[string]ownership.Running {
	running := map[string]ownership.Running{}
	for code := range phones {
		if others, found := ownership.FindRunning(f.data, code, f.owner, func() []int64 { return f.current.of(code).Own() }); found {
			running[code] = others
		}
	}
	return running
}

// refresh is one Read.
type refresh struct {
	state   model
	record  *privateRecord
	current *holdings
	data    *tfkit.Data
	owner   string
	// earlier are the other owners that have not learned of the fleet, by pad code.
	earlier map[string][]ledger.Earlier
	diags   diag.Diagnostics
	// unshown holds lists of settings that instances do not show, to share them.
	unshown map[string][]string
}

// expectations returns what to observe of each instance.
func (f *refresh) expectations() map[string][]converge.Expectation {
	ask := make(map[string][]converge.Expectation, len(f.state.phones))
	for code := range f.state.phones {
		var expectations []converge.Expectation
		h := f.current.of(code)
		for name, d := range f.state.of(code, f.current.profileOf(code)) {
			if converge.SourcesOf(d.Setting) != 0 {
				e := h.Settings[name]
				expectations = append(expectations, converge.Expectation{Setting: d.Setting, Value: d.Value, Confirmed: e.Confirmed, Unshown: e.Unshown})
			}
		}
		ask[code] = expectations
	}
	return ask
}

// applyObservations returns phones of the new state, and records which instances
// drifted and which no longer do.
func (f *refresh) applyObservations(ctx context.Context, observed map[string]converge.InstanceObservation) map[string]string {
	phones := maps.Clone(f.state.phones)
	var omitted []string
	for code, found := range observed {
		if found.Omitted {
			omitted = append(omitted, code)
			continue
		}
		if found.Gone {
			ownership.LogGone(ctx, code)
			delete(phones, code)
			delete(f.record.Notes, code)
			continue
		}
		if value := f.applyObservation(ctx, code, found.Observations); value != "" {
			phones[code] = value
		}
	}
	if len(omitted) > 0 {
		slices.Sort(omitted)
		f.diags.Append(ownership.OmittedWarning(abbreviate(omitted)))
	}
	f.current.storeConfirmed(f.record, phones)
	f.current.storeTimes(f.record, phones)
	return phones
}

// applyObservation returns the new state of one instance, or "" if it stays as it
// is.
func (f *refresh) applyObservation(ctx context.Context, code string, observations []converge.Observation) string {
	note, noted := f.record.Notes[code]
	before := f.current.of(code)
	lostSome, lost, at := f.lose(ctx, code, before, observations)
	owed := f.owed(code, before)
	if len(observations)+len(lost)+len(owed)+len(before.Owed) == 0 {
		return ""
	}
	ownership.LogDecisions(ctx, code, before, observations)
	after, drifted := converge.Observed(lostSome, observations)
	f.keepShown(code, after, lost, at)
	after.Owed = owed
	after = ownership.NoteErasure(f.data, code, f.owner, after, f.managed(code, after), setting.InState)
	if after.Equal(before) && len(drifted) == 0 {
		return ""
	}
	name := f.current.profileOf(code)
	f.current.confirm(code, after)
	p := f.state.of(code, name)
	if converged(after, p) {
		delete(f.record.Notes, code)
		if !noted {
			return ""
		}
		return name
	}
	note.Profile, note.Holding = name, after
	f.record.Notes[code] = note
	if value := f.state.phones[code]; noted && isReason(value) && !strings.HasPrefix(value, driftedPrefix) && value != "" {
		return ""
	}
	return driftedPrefix + strings.Join(differing(after, p), ", ")
}
