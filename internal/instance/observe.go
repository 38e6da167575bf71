package instance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// applyObservations writes what was observed into the state, if it counts, and
// records what was confirmed.
func (f *refresh) applyObservations(ctx context.Context, expectations []converge.Expectation, observations []converge.Observation) diag.Diagnostics {
	has := map[string]setting.Values{}
	for _, e := range expectations {
		at := setting.ShapeOf(e.Setting.Name()).Name()
		if has[at] == nil {
			has[at] = setting.Values{}
		}
		if e.Value != nil {
			has[at][e.Setting.Name()] = converge.Desired{Setting: e.Setting, Value: e.Value}
		}
	}
	differs := map[string]bool{}
	for _, o := range observations {
		name := o.Setting.Name()
		at := setting.ShapeOf(name).Name()
		if _, managed := f.record.Holding.Settings[name]; o.Confirmed && !managed && !f.record.confirmed(name) && converge.NeedsConfirmation(o.Setting) {
			f.record.Confirmed = append(f.record.Confirmed, name)
			f.changed = true
		}
		_, expected := has[at][name]
		switch {
		case o.Drifted && o.Value == nil:
			delete(has[at], name)
		case o.Drifted, !expected:
			has[at][name] = converge.Desired{Setting: o.Setting, Value: o.Value}
		default:
			continue
		}
		differs[at] = true
	}
	before := f.record.Holding
	lost, at := f.lose(ctx, has, observations)
	ownership.LogDecisions(ctx, f.code, before, observations)
	f.record.Holding, _ = converge.Observed(f.record.Holding, observations)
	f.keepShown(lost, at)
	managed := func(d converge.Desired) bool {
		return before.Manages(d, func(name string) converge.Value { return has[setting.ShapeOf(name).Name()][name].Value })
	}
	owed, diags := ownership.FindOwed(f.Data, f.code, f.earlier, f.record.Loss, managed, setting.InState)
	f.record.Holding.Owed = owed
	f.record.Holding = ownership.NoteErasure(f.Data, f.code, f.record.LedgerName(f.TypeName()), f.record.Holding, managed, setting.InState)
	f.changed = f.changed || !f.record.Holding.Equal(before)
	for _, at := range f.layout.attributes {
		if differs[at.Name()] {
			diags.Append(f.layout.put(ctx, f.state, at, at.Join(has[at.Name()]))...)
		}
	}
	return f.writeUnfinished(ctx, diags)
}

// writeUnfinished writes the attribute unfinished if it changes.
func (f *refresh) writeUnfinished(ctx context.Context, diags diag.Diagnostics) diag.Diagnostics {
	now := unfinished(f.record.Holding)
	before, more := tfkit.GetString(ctx, f.state, unfinishedName)
	diags.Append(more...)
	if now.ValueString() != before {
		diags.Append(f.state.SetAttribute(ctx, path.Root(unfinishedName), now)...)
	}
	return diags
}

// expectations returns the settings to observe: those in the state and, after an
// import, those that it fills in.
func (f *refresh) expectations(ctx context.Context) ([]converge.Expectation, diag.Diagnostics) {
	var expectations []converge.Expectation
	current, diags := f.current(ctx, f.state)
	for _, at := range f.layout.attributes {
		held := current[at.Name()]
		for name, d := range held {
			expectations = append(expectations, converge.Expectation{
				Setting: d.Setting, Value: d.Value, Confirmed: f.record.confirmed(name), Unshown: f.record.Holding.Settings[name].Unshown,
			})
		}
		if s := f.layout.filledByImport(at); s != nil && len(held) == 0 && f.imported {
			expectations = append(expectations, converge.Expectation{Setting: s})
		}
	}
	return expectations, diags
}

// facts writes the computed facts of the instance into the state.
func (f *refresh) facts(ctx context.Context, found converge.InstanceObservation) diag.Diagnostics {
	var diags diag.Diagnostics
	infos, err := f.Data.Engine.Infos(ctx, []string{f.code})
	if err != nil {
		diags.AddAttributeError(path.Root(tfkit.PadCode), "Unable to read the instance", tfkit.Explain(f.code, err))
		return diags
	}
	info, known := infos[f.code]
	changed := map[string]attr.Value{}
	for name, value := range factsOf(*found.Detail, info) {
		// A listing that leaves the instance or the field out is no evidence.
		if value.IsNull() && !known {
			continue
		}
		held, more := tfkit.Attribute(ctx, f.state, name, value.Type(ctx))
		diags.Append(more...)
		if !value.Equal(held) {
			changed[name] = value
		}
	}
	if len(changed) > 0 {
		var more diag.Diagnostics
		f.state.Raw, more = withValues(ctx, f.state.Raw, changed)
		diags.Append(more...)
	}
	return diags
}
