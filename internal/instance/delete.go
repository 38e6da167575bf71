package instance

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/ownership"
	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Delete releases the phone: what on_release says, and only what this
// resource has set.
func (r *instanceResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	release, diags := tfkit.GetString(ctx, req.State, ownership.OnRelease)
	resp.Diagnostics.Append(diags...)
	usual := settingTimeout
	if release == ownership.ReleaseReset {
		usual = restartTimeout
	}
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, usual, &resp.Diagnostics)
	defer cancel()
	code, diags := tfkit.GetString(ctx, req.State, tfkit.PadCode)
	resp.Diagnostics.Append(diags...)
	if tfkit.ReplacingTainted(ctx, req.Private) {
		ownership.TakeHandover(ctx, r.Data, req.Private)
		return
	}
	if resp.Diagnostics.HasError() || release == ownership.ReleaseKeep {
		return
	}
	record := loadRecord(ctx, req.Private)
	managed, diags := r.managed(ctx, req.State, record)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	job := converge.Job{PadCode: code, Owner: record.LedgerName(r.TypeName()), Pending: record.Pending}
	if release == ownership.ReleaseReset {
		job.Reset = true
	} else {
		job.Undo, diags = r.releasable(ctx, req.State, managed, record)
		resp.Diagnostics.Append(diags...)
	}
	outcome := converge.NewConverger(r.Data.Engine, r.Data.Ledger, r.Data.Drift.Reach()).Apply(ctx, job)
	if outcome.Gone {
		return
	}
	if len(outcome.ResetPreventedBy) > 0 {
		resp.Diagnostics.AddAttributeWarning(path.Root(ownership.OnRelease), "Phone not reset", fmt.Sprintf(
			"A reset of %s would take back what %s has set in this run. The phone was left as it is.",
			code, strings.Join(typesOf(outcome.ResetPreventedBy), " and ")))
	}
	for _, err := range outcome.Errors {
		r.addError(&resp.Diagnostics, err, false)
	}
	if !outcome.Failed() || r.layout.own {
		return
	}
	// What is taken back already need not be taken back again.
	for _, at := range managed {
		held, diags := r.held(ctx, req.State, at)
		resp.Diagnostics.Append(diags...)
		maps.DeleteFunc(held, func(name string, _ converge.Desired) bool { return slices.Contains(outcome.Undone, name) })
		resp.Diagnostics.Append(r.layout.put(ctx, &resp.State, at, at.Join(held))...)
	}
}

// held reads what a state has of an attribute.
func (r *instanceResource) held(ctx context.Context, state tfkit.Reader, at setting.Shape) (setting.Values, diag.Diagnostics) {
	value, diags := r.layout.get(ctx, state, at)
	held, _ := at.Split(value, nil)
	return held, diags
}

// releasable lists the settings to take back: those of the managed attributes,
// and those that were tried and are not in the state.
func (r *instanceResource) releasable(ctx context.Context, state tfkit.Reader, managed []setting.Shape, record privateRecord) ([]converge.Setting, diag.Diagnostics) {
	var diags diag.Diagnostics
	settings := setting.Values{}
	for _, name := range record.Tried {
		settings[name] = converge.Desired{Setting: setting.ByName(name)}
	}
	for _, at := range managed {
		held, more := r.held(ctx, state, at)
		diags.Append(more...)
		maps.Copy(settings, held)
	}
	var undo []converge.Setting
	for _, name := range setting.Ordered(slices.Collect(maps.Keys(settings))) {
		undo = append(undo, settings[name].Setting)
	}
	return undo, diags
}

// typesOf gives the resource types of owners, each once.
func typesOf(owners []string) []string {
	var types []string
	for _, owner := range owners {
		name, _, _ := strings.Cut(owner, "/")
		types = append(types, name)
	}
	slices.Sort(types)
	return slices.Compact(types)
}
