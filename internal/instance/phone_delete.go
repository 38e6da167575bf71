package instance

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// Delete releases the phone: what on_release says, and only what this
// resource has set.
func (r *phoneResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var limits timeouts.Value
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("timeouts"), &limits)...)
	release, diags := getString(ctx, req.State, onRelease)
	resp.Diagnostics.Append(diags...)
	usual := settingTimeout
	if release == releaseReset {
		usual = resetTimeout
	}
	limit, diags := limits.Delete(ctx, usual)
	resp.Diagnostics.Append(diags...)
	code, diags := getString(ctx, req.State, padCode)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() || release == releaseKeep || tfkit.ReplacingTainted(ctx, req.Private) {
		return
	}
	record := loadRecord(ctx, req.Private)
	managed, diags := r.managed(ctx, req.State, record)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	job := setting.Job{PadCode: code, Owner: r.TypeName() + "/" + record.Owner}
	if release == releaseReset {
		if other := r.otherOwners(job); other != "" {
			resp.Diagnostics.AddAttributeWarning(path.Root(onRelease), "Phone not reset", fmt.Sprintf(
				"A reset of %s would take back what this run has set by %s. The phone was left as it is.", code, other))
			return
		}
		job.Reset = true
	} else {
		job.Undo = managed
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	outcome := setting.NewConverger(r.Data.Engine, r.Data.Drift.PerPhone()).Phone(ctx, job)
	if outcome.Gone {
		return
	}
	for _, err := range outcome.Errors {
		r.addError(&resp.Diagnostics, err, false)
	}
	if !outcome.Failed() || r.layout.own {
		return
	}
	// What is taken back already need not be taken back again.
	for _, s := range managed {
		if slices.Contains(outcome.Undone, s.Name()) {
			resp.Diagnostics.Append(r.layout.put(ctx, &resp.State, s, s.Null())...)
		}
	}
}

// otherOwners names the resources that have set anything on the phone in this
// run, "" when there are none.
func (r *phoneResource) otherOwners(job setting.Job) string {
	var others []string
	for _, s := range setting.All() {
		if owner, set := r.Data.Engine.Ledger().SetBy(job.PadCode, s.Name()); set && owner != job.Owner {
			name, _, _ := strings.Cut(owner, "/")
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return strings.Join(slices.Compact(others), ", ")
}
