package instance

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// handoverKey identifies the object of a state or plan in a handover. It is "" if
// a part is unknown.
func (r *instanceResource) handoverKey(ctx context.Context, from tfkit.Reader) (string, diag.Diagnostics) {
	var diags diag.Diagnostics
	parts := []string{r.TypeName()}
	for _, name := range append([]string{tfkit.PadCode}, r.layout.keys()...) {
		var value types.String
		diags.Append(from.GetAttribute(ctx, path.Root(name), &value)...)
		if value.IsUnknown() {
			return "", diags
		}
		parts = append(parts, value.ValueString())
	}
	return strings.Join(parts, "/"), diags
}

// predecessor is what an object that is not tainted hands over besides what is known
// of the instance: Delete gets its private state.
type predecessor struct {
	Identity  ownership.Identity `json:"identity"`
	Confirmed []string           `json:"confirmed,omitempty"`
	Triggers  string             `json:"triggers,omitempty"`
}

// known returns what the record knows of the instance.
func (p *privateRecord) known(owner string) ownership.Known {
	return ownership.Known{Holding: p.Holding, Others: p.Others, Owner: owner, Loss: p.Loss, Sent: p.Sent, ResetByOther: p.ResetByOther}
}

// take moves what another object knew of the instance into the record.
func (p *privateRecord) take(known ownership.Known) {
	p.Holding, p.Others, p.Loss, p.Sent, p.ResetByOther = known.Holding, known.Others, known.Loss, known.Sent, known.ResetByOther
}

// handOver records in the ledger what an object that is replaced knows.
func (r *instanceResource) handOver(ctx context.Context, state tfkit.Reader, l leaving) diag.Diagnostics {
	known := l.record.known(l.record.LedgerName(r.TypeName()))
	var diags diag.Diagnostics
	if !l.tainted {
		p := predecessor{Identity: l.record.Identity, Confirmed: l.record.Confirmed}
		p.Triggers, diags = ownership.TriggersText(ctx, state)
		known.Holding = r.withImported(ctx, l.record.Holding, state)
		more, err := json.Marshal(p)
		if err != nil {
			diags.AddError("Unable to hand over to the new object", err.Error())
		}
		known.More = more
	}
	ownership.HandOver(r.Data, l.key, l.fit, known)
	if l.abandoned {
		ownership.Abandon(r.Data, l.key)
	}
	return diags
}

// withImported returns a holding with what an import has filled in and the
// configuration did not have: the new object need not send it.
func (r *instanceResource) withImported(ctx context.Context, h converge.Holding, state tfkit.Reader) converge.Holding {
	settings := maps.Clone(h.Settings)
	current, _ := r.current(ctx, state)
	for _, values := range current {
		for name, d := range values {
			if _, known := settings[name]; !known {
				if settings == nil {
					settings = map[string]converge.Entry{}
				}
				settings[name] = converge.Entry{Applied: converge.Hash(d.Value)}
			}
		}
	}
	h.Settings = settings
	return h
}

// stateID identifies the state of an object among those of the same instance.
func (r *instanceResource) stateID(ctx context.Context, state tfkit.Reader) string {
	current, _ := r.current(ctx, state)
	texts := map[string]string{}
	for _, values := range current {
		for name, d := range values {
			texts[name] = converge.Hash(d.Value)
		}
	}
	texts[unfinishedName], _ = tfkit.GetString(ctx, state, unfinishedName)
	return converge.Hash(texts)
}

// handOverLeft hands over what the instance of a tainted object still has: with count,
// the next object may take the instance over.
func (r *instanceResource) handOverLeft(l leaving, report converge.Report) {
	if l.tainted {
		ownership.HandOverLeft(r.Data, l.key, l.record.Holding, report)
	}
}

// takeHandover begins the record of a create, with what a replaced object knew.
func (a *applier) takeHandover(ctx context.Context) {
	key, diags := a.handoverKey(ctx, a.plan)
	a.diags.Append(diags...)
	settings, diags := a.plannedSettings(ctx, a.config, a.plan)
	a.diags.Append(diags...)
	known, handedOver := ownership.TakeHandedOver(a.Data, key, ownership.Fit(slices.Concat(slices.Collect(maps.Values(settings))...)))
	var p predecessor
	continues := known.More != nil && json.Unmarshal(known.More, &p) == nil
	a.record.Identity, a.record.Confirmed, a.triggers = p.Identity, p.Confirmed, p.Triggers
	a.record.Continue(a.Data, known.Owner)
	a.record.Complete(continues)
	a.record.take(known)
	a.handedOver = handedOver
}

// releaseAbandoned releases the instances of tainted objects of the type that were
// destroyed while it was unknown which instance their replacement has. Nothing in
// the state refers to them any more, so a failure is only a warning.
func (a *applier) releaseAbandoned(ctx context.Context) {
	key, diags := a.handoverKey(ctx, a.plan)
	a.diags.Append(diags...)
	var orders []converge.Order
	for key, known := range ownership.TakeAbandoned(a.Data, a.TypeName(), []string{key}) {
		parts := strings.SplitN(key, "/", 3)
		orders = append(orders, converge.Order{
			PadCode: parts[1], Owner: cmp.Or(known.Owner, a.record.LedgerName(a.TypeName())), Holding: known.Holding, Others: known.Others, Setting: setting.ByName,
		})
	}
	if len(orders) == 0 {
		return
	}
	for _, report := range ownership.Converger(a.Data).ApplyAll(ctx, orders) {
		if report.Failed() && !report.Gone {
			a.diags.Append(abandonedWarning(report))
		}
	}
}

// abandonedWarning returns the warning that settings stay on an instance that is not in
// the state any more.
func abandonedWarning(report converge.Report) diag.Diagnostic {
	var reasons []string
	for _, err := range report.Errors {
		reasons = append(reasons, "Unable to "+err.Action+":\n\n"+tfkit.Explain(err.PadCode, err.Err))
	}
	stay := ownership.Names(converge.Release(report.Holding, nil, false, setting.ByName))
	return diag.NewWarningDiagnostic("Settings of another instance stay", fmt.Sprintf(
		"%s was managed by the object that this one replaces, and is no longer in the state. Not undone: %s. "+
			"To undo them, manage the instance with these settings again, apply, and remove it.\n\n%s",
		report.PadCode, strings.Join(stay, ", "), strings.Join(reasons, "\n\n")))
}
