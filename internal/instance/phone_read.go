package instance

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Read looks at the phone: what the API shows of its settings replaces what
// the state holds, where it counts as evidence.
func (r *phoneResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	code, diags := getString(ctx, req.State, padCode)
	resp.Diagnostics.Append(diags...)
	// Before anything can end the read: a state without identity is an error
	// even when the phone is gone.
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, code)...)
	ctx, cancel := tfkit.WithLimit(ctx, req.State, timeouts.Value.Read, settingTimeout, &resp.Diagnostics)
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
	r.Data.Engine.Ledger().Leave(code, record.Pending)
	refresh := &refresh{phoneResource: r, code: code, imported: imported, state: &resp.State, record: record}
	resp.Diagnostics.Append(refresh.run(ctx)...)
	if refresh.changed {
		resp.Diagnostics.Append(refresh.record.save(ctx, resp.Private)...)
	}
}

// refresh is one Read under way.
type refresh struct {
	*phoneResource
	code     string
	imported bool
	state    *tfsdk.State
	record   phoneRecord
	// changed is true when the record is to be saved.
	changed bool
}

func (f *refresh) run(ctx context.Context) diag.Diagnostics {
	var diags diag.Diagnostics
	beliefs, more := f.beliefs(ctx)
	diags.Append(more...)
	converger := setting.NewConverger(f.Data.Engine, f.Data.Drift.Reach())
	views, err := converger.Observe(ctx, map[string][]setting.Belief{f.code: beliefs})
	if err != nil {
		diags.AddAttributeError(path.Root(padCode), "Unable to look at the phone", tfkit.Explain(f.code, err))
		return diags
	}
	view := views[f.code]
	if view.Gone {
		f.state.RemoveResource(ctx)
		return diags
	}
	for _, sight := range view.Sights {
		s := sight.Setting
		if sight.Confirmed && !f.record.confirmed(s) && s.Inferred() {
			f.record.confirm(s, true)
			f.changed = true
		}
		if sight.Drifted || (f.imported && !slices.ContainsFunc(beliefs, func(b setting.Belief) bool { return b.Setting == s && b.Value != nil })) {
			diags.Append(f.layout.put(ctx, f.state, s, s.Encode(sight.Seen))...)
		}
	}
	if !f.layout.own {
		diags.Append(f.facts(ctx, view)...)
	}
	return diags
}

// beliefs lists the settings to look at: those that the state holds, and
// after an import those that it fills in.
func (f *refresh) beliefs(ctx context.Context) ([]setting.Belief, diag.Diagnostics) {
	var beliefs []setting.Belief
	var diags diag.Diagnostics
	for _, s := range f.layout.settings {
		held, more := f.layout.get(ctx, f.state, s)
		diags.Append(more...)
		value, _ := s.Decode(held, nil)
		if value == nil && !f.imported {
			continue
		}
		if value == nil && !s.Fillable() && !f.layout.own {
			continue
		}
		beliefs = append(beliefs, setting.Belief{Setting: s, Value: value, Confirmed: f.record.confirmed(s)})
	}
	return beliefs, diags
}

func (f *refresh) facts(ctx context.Context, view setting.View) diag.Diagnostics {
	var diags diag.Diagnostics
	infos, err := f.Data.Engine.Infos(ctx, []string{f.code})
	if err != nil {
		diags.AddAttributeError(path.Root(padCode), "Unable to look at the phone", tfkit.Explain(f.code, err))
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
