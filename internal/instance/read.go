package instance

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Read looks at the phone: what the API shows of its settings replaces what
// the state holds, where it counts as evidence.
func (r *instanceResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	// Before anything can end the read: a state without identity is an error
	// even when the phone is gone.
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, req.State, r.layout.keys()...)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Read, settingTimeout, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	if r.Data.Unknown != "" {
		resp.Diagnostics.Append(r.Data.UnknownConfig())
		return
	}
	imported, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	record := loadRecord(ctx, req.Private)
	r.Data.Ledger.SetPending(code, record.Pending)
	refresh := &refresh{instanceResource: r, code: code, imported: imported, state: &resp.State, record: record}
	resp.Diagnostics.Append(refresh.run(ctx)...)
	if refresh.changed {
		resp.Diagnostics.Append(refresh.record.save(ctx, resp.Private)...)
	}
}

// refresh is one Read under way.
type refresh struct {
	*instanceResource
	code     string
	imported bool
	state    *tfsdk.State
	record   privateRecord
	// changed is true when the record is to be saved.
	changed bool
}

func (f *refresh) run(ctx context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	beliefs, more := f.expectations(ctx)
	diags.Append(more...)
	converger := converge.NewConverger(f.Data.Engine, f.Data.Ledger, f.Data.Drift.Reach())
	views, err := converger.Observe(ctx, map[string][]converge.Expectation{f.code: beliefs})
	if err != nil {
		diags.AddAttributeError(path.Root(tfkit.PadCode), "Unable to look at the phone", tfkit.Explain(f.code, err))
		return diags
	}
	view := views[f.code]
	if view.Gone {
		f.state.RemoveResource(ctx)
		return diags
	}
	diags.Append(f.applyObservations(ctx, beliefs, view)...)
	if !f.layout.own {
		diags.Append(f.facts(ctx, view)...)
	}
	return diags
}

// settle puts what was seen into the state, where it counts, and notes what
// was confirmed.
func (f *refresh) applyObservations(ctx context.Context, beliefs []converge.Expectation, view converge.InstanceObservation) diag.Diagnostics {
	var diags diag.Diagnostics
	seen := map[string]setting.Values{}
	for _, b := range beliefs {
		name := setting.ShapeOf(b.Setting.Name()).Name()
		if seen[name] == nil {
			seen[name] = setting.Values{}
		}
		if b.Value != nil {
			seen[name][b.Setting.Name()] = converge.Desired{Setting: b.Setting, Value: b.Value}
		}
	}
	differs := map[string]bool{}
	for _, sight := range view.Observations {
		name := sight.Setting.Name()
		at := setting.ShapeOf(name).Name()
		if sight.Confirmed && !f.record.confirmed(name) && sight.Setting.NeedsConfirmation() {
			f.record.confirm(name, true)
			f.changed = true
		}
		_, believed := seen[at][name]
		switch {
		case sight.Drifted && sight.Value == nil:
			delete(seen[at], name)
		case sight.Drifted, !believed:
			seen[at][name] = converge.Desired{Setting: sight.Setting, Value: sight.Value}
		default:
			continue
		}
		differs[at] = true
	}
	for _, at := range f.layout.attributes {
		if differs[at.Name()] {
			diags.Append(f.layout.put(ctx, f.state, at, at.Join(seen[at.Name()]))...)
		}
	}
	return diags
}

// beliefs lists the settings to look at: those that the state holds, and
// after an import those that it fills in.
func (f *refresh) expectations(ctx context.Context) ([]converge.Expectation, diag.Diagnostics) {
	var beliefs []converge.Expectation
	var diags diag.Diagnostics
	for _, at := range f.layout.attributes {
		held, more := f.held(ctx, f.state, at)
		diags.Append(more...)
		for name, w := range held {
			beliefs = append(beliefs, converge.Expectation{Setting: w.Setting, Value: w.Value, Confirmed: f.record.confirmed(name)})
		}
		if len(held) == 0 && f.imported && (at.ReadOnImport() || f.layout.own) {
			beliefs = append(beliefs, converge.Expectation{Setting: at.Setting(at.Name())})
		}
	}
	return beliefs, diags
}

func (f *refresh) facts(ctx context.Context, view converge.InstanceObservation) diag.Diagnostics {
	var diags diag.Diagnostics
	infos, err := f.Data.Engine.Infos(ctx, []string{f.code})
	if err != nil {
		diags.AddAttributeError(path.Root(tfkit.PadCode), "Unable to look at the phone", tfkit.Explain(f.code, err))
		return diags
	}
	info, known := infos[f.code]
	for name, value := range factsOf(*view.Detail, info) {
		// A listing that leaves the phone or the field out is no evidence.
		if value.IsNull() && !known {
			continue
		}
		var held attr.Value
		diags.Append(f.state.GetAttribute(ctx, path.Root(name), &held)...)
		if !value.Equal(held) {
			diags.Append(f.state.SetAttribute(ctx, path.Root(name), value)...)
		}
	}
	return diags
}
