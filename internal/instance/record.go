package instance

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

const recordKey = "instance"

// privateRecord is what a resource of one instance keeps in private state.
type privateRecord struct {
	ownership.Identity
	// Holding has an entry for each setting that the resource manages.
	Holding converge.Holding `json:"holding"`
	// Confirmed names the settings without an entry, filled in by an import, whose
	// inferred source has shown the value in the state.
	Confirmed []string `json:"confirmed,omitempty"`
	// Others are the other owners of the settings at the last refresh.
	Others ownership.Others `json:"others,omitempty"`
	// Sent holds the time of the apply in which a setting was sent last, in
	// milliseconds since 1970.
	Sent map[string]int64 `json:"sent,omitempty"`
	// ResetByOther is when another object planned to reset the instance last, in
	// milliseconds since 1970. It is stored if that plan is applied.
	ResetByOther int64 `json:"reset_by_other,omitempty"`
	// Loss is what changes of this object may have cost others.
	Loss ledger.Loss `json:"loss,omitzero"`
}

// loadRecord returns the record in private state, or a new one. state is the
// state that it belongs to, nil in Create. Settings in the state that only this
// resource can have put there get an entry if they have none.
func (r *instanceResource) loadRecord(ctx context.Context, private tfkit.PrivateReader, state tfkit.Reader) (privateRecord, diag.Diagnostics) {
	var record privateRecord
	stored := tfkit.GetPrivate(ctx, private, recordKey, &record)
	var old recordV0
	upgrade := !stored && tfkit.GetPrivate(ctx, private, recordKeyV0, &old)
	if upgrade {
		record.Identity = old.Identity
	}
	record.Complete(stored || upgrade)
	if state == nil {
		return record, nil
	}
	current, diags := r.current(ctx, state)
	if upgrade {
		r.upgradeRecord(&record, old, current)
	}
	for _, at := range r.layout.attributes {
		if at.ReadOnImport() && !r.layout.own {
			continue
		}
		for name, d := range current[at.Name()] {
			if _, known := record.Holding.Settings[name]; !known {
				record.set(name, converge.Entry{Applied: appliedByImport(d)})
			}
		}
	}
	return record, diags
}

// appliedByImport returns the hash of an imported value. If the API does not show the
// setting, the instance may have another value.
func appliedByImport(d converge.Desired) string {
	if converge.SourcesOf(d.Setting) == 0 {
		return converge.Any
	}
	return converge.Hash(d.Value)
}

// adopt adds an entry for each setting that an import has filled in and that the
// configuration contains: the instance has its value.
func (r *instanceResource) adopt(ctx context.Context, record *privateRecord, state, config tfkit.Reader) diag.Diagnostics {
	var diags diag.Diagnostics
	if state == nil || r.layout.own {
		return diags
	}
	current, diags := r.current(ctx, state)
	for _, at := range r.layout.attributes {
		configured, more := r.layout.get(ctx, config, at)
		diags.Append(more...)
		if !at.ReadOnImport() || configured.IsNull() {
			continue
		}
		for name, d := range current[at.Name()] {
			if _, known := record.Holding.Settings[name]; !known {
				record.set(name, converge.Entry{Applied: converge.Hash(d.Value), Confirmed: record.confirmed(name)})
				record.Confirmed = slices.DeleteFunc(record.Confirmed, func(confirmed string) bool { return confirmed == name })
			}
		}
	}
	return diags
}

func (p *privateRecord) save(ctx context.Context, private tfkit.Private) diag.Diagnostics {
	slices.Sort(p.Confirmed)
	p.Confirmed = slices.Compact(p.Confirmed)
	diags := tfkit.SetPrivate(ctx, private, recordKey, p)
	diags.Append(private.SetKey(ctx, recordKeyV0, nil)...)
	return diags
}

// set sets the entry of a setting.
func (p *privateRecord) set(name string, e converge.Entry) {
	if p.Holding.Settings == nil {
		p.Holding.Settings = map[string]converge.Entry{}
	}
	p.Holding.Settings[name] = e
}

// confirmed reports whether the source of a setting counts as evidence.
func (p *privateRecord) confirmed(name string) bool {
	if e, known := p.Holding.Settings[name]; known {
		return e.Confirmed
	}
	return slices.Contains(p.Confirmed, name)
}

// managed returns the shapes of which the resource manages any setting.
func (r *instanceResource) managed(record privateRecord) []setting.Shape {
	var found []setting.Shape
	for _, at := range r.layout.attributes {
		for name := range record.Holding.Settings {
			if setting.ShapeOf(name) == at {
				found = append(found, at)
				break
			}
		}
	}
	return found
}

// current returns the settings in a state, by attribute.
func (r *instanceResource) current(ctx context.Context, state tfkit.Reader) (map[string]setting.Values, diag.Diagnostics) {
	all := map[string]setting.Values{}
	var diags diag.Diagnostics
	for _, at := range r.layout.attributes {
		value, more := r.layout.get(ctx, state, at)
		diags.Append(more...)
		all[at.Name()], _ = at.Split(value, nil)
	}
	return all, diags
}
