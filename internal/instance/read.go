package instance

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ledger"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Read observes the instance. Evidence that counts replaces what the state holds.
func (r *instanceResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	code, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	// Before anything can end the read: a state without identity is an error, even
	// if the instance is gone.
	resp.Diagnostics.Append(tfkit.SetPadCodeIdentity(ctx, resp.Identity, req.State, r.layout.keys()...)...)
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Read, settingTimeout, &resp.Diagnostics)
	defer cancel()
	defer r.Data.Ledger.BeginRead()()
	if resp.Diagnostics.HasError() {
		return
	}
	if r.Data.Unknown != "" {
		resp.Diagnostics.Append(r.Data.UnknownConfig())
		return
	}
	imported, diags := tfkit.TakeImported(ctx, resp.Private)
	resp.Diagnostics.Append(diags...)
	req.State, diags = r.knownState(ctx, req.State, req.Private)
	resp.Diagnostics.Append(diags...)
	resp.State.Raw = req.State.Raw
	record, diags := r.loadRecord(ctx, req.Private, req.State)
	resp.Diagnostics.Append(diags...)
	owner := record.LedgerName(r.TypeName())
	ownership.RecordRunning(r.Data, code, owner, record.Holding)
	release, diags := tfkit.GetString(ctx, req.State, ownership.OnRelease)
	resp.Diagnostics.Append(diags...)
	earlier := r.Data.Ledger.Hold(code, owner, ledger.Holding{
		Settings: ownership.Held(record.Holding), Loss: record.Loss, Resets: release == ownership.ReleaseReset,
	})
	f := &refresh{instanceResource: r, code: code, imported: imported, state: &resp.State, record: record, earlier: earlier,
		resets: release == ownership.ReleaseReset}
	resp.Diagnostics.Append(f.run(ctx)...)
	if resp.Diagnostics.HasError() || f.gone {
		return
	}
	resp.Diagnostics.Append(f.refreshSkipped(ctx, resp.Private)...)
	key, diags := r.handoverKey(ctx, req.State)
	resp.Diagnostics.Append(diags...)
	others := ownership.NoteOthers(r.Data, code, owner, ownership.Names(f.record.Holding))
	var running bool
	f.record.Holding, running = ownership.NoteRunning(r.Data, code, owner, f.record.Holding)
	known := f.record.known(owner)
	known.Holding, known.Others = r.withImported(ctx, f.record.Holding, resp.State), others
	ownership.RecordKnown(r.Data, key, code, r.stateID(ctx, resp.State), known)
	if f.changed || running || !record.Stored || !maps.EqualFunc(others, record.Others, slices.Equal) {
		f.record.Others = others
		resp.Diagnostics.Append(f.record.save(ctx, resp.Private)...)
	}
}

// refresh is one Read.
type refresh struct {
	*instanceResource
	code     string
	imported bool
	state    *tfsdk.State
	record   privateRecord
	// earlier are the other owners that have not learned of this one.
	earlier []ledger.Earlier
	// resets is true if the object resets the instance when it is deleted.
	resets bool
	// gone is true if the instance is not in the account.
	gone bool
	// changed is true if the record is to be saved.
	changed bool
}

func (f *refresh) run(ctx context.Context) diag.Diagnostics {
	expectations, diags := f.expectations(ctx)
	observed, err := ownership.Converger(f.Data).Observe(ctx, map[string][]converge.Expectation{f.code: expectations})
	if err != nil {
		diags.AddAttributeError(path.Root(tfkit.PadCode), "Unable to read the instance", tfkit.Explain(f.code, err))
		return diags
	}
	found := observed[f.code]
	if found.Gone || found.Omitted && f.imported {
		ownership.LogGone(ctx, f.code)
		f.gone = true
		f.state.RemoveResource(ctx)
		return diags
	}
	if found.Omitted {
		diags.Append(diag.WithPath(path.Root(tfkit.PadCode), ownership.OmittedWarning(f.code)))
		return diags
	}
	if diags.Append(f.checkImport(ctx, found)...); diags.HasError() {
		return diags
	}
	diags.Append(f.applyObservations(ctx, expectations, found.Observations)...)
	if !f.layout.own {
		diags.Append(f.facts(ctx, found)...)
	}
	return diags
}

// checkImport returns an error if an import names an entry, such as an app, that
// the instance is seen to lack.
func (f *refresh) checkImport(ctx context.Context, found converge.InstanceObservation) diag.Diagnostics {
	if !f.imported || !f.layout.own || found.Detail == nil || !found.Detail.Running() {
		return nil
	}
	keys := f.layout.keys()
	if len(keys) != 1 {
		return nil
	}
	key, diags := tfkit.GetString(ctx, f.state, keys[0])
	at := f.layout.attributes[0]
	if !diags.HasError() && ownership.Converger(f.Data).Lacks(ctx, f.code, at.Setting(at.Name()+"/"+key)) {
		diags.AddAttributeError(path.Root(keys[0]), "Cannot import non-existent app", fmt.Sprintf(
			"%s is not installed on %s. To install it, remove the import: the apply then creates the resource.", key, f.code))
	}
	return diags
}
