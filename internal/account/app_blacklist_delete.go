package account

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// codeNoBlacklist means that a grade has no list. API document: Set instance
// blacklist.
const codeNoBlacklist = "110051"

// Delete empties the list and applies the empty list to the instances, unless
// another object keeps the list or the API rejects an empty one.
func (r *appBlacklist) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state appBlacklistModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	grade := state.PadGrade
	ctx, cancel := tfkit.WithTimeout(ctx, req.State, timeouts.Value.Delete, defaultTimeout, &resp.Diagnostics)
	defer cancel()
	c, end := r.beginDelete(ctx, req, resp, blacklistOf(grade.ValueString()), "")
	defer end()
	if resp.Diagnostics.HasError() {
		return
	}
	unlock, kept, err := c.leave(ctx, &resp.Diagnostics)
	if err != nil {
		resp.Diagnostics.AddError("Unable to wait for other changes of "+c.noun, tfkit.Explain("", err))
		return
	}
	defer unlock()
	if kept {
		resp.Diagnostics.Append(c.handOver(ctx, req.Private)...)
		return
	}
	record, err := r.released(ctx, state, req.Private)
	if err != nil {
		resp.Diagnostics.AddError("Unable to list the instances of "+grade.ValueString(), tfkit.Explain("", err))
		return
	}
	err = r.Data.Client.SetBlacklist(ctx, grade.ValueString(), nil)
	if armcloud.Is(err, armcloud.ClassRejected) {
		resp.Diagnostics.AddWarning("App blacklist not removed", fmt.Sprintf(
			"ARMCloud does not accept an empty list, so the app blacklist of %s and the instances that enforce it stay as they are.\n%s", grade.ValueString(), tfkit.Explain("", err)))
		return
	}
	if err != nil {
		resp.Diagnostics.AddError("Unable to empty the app blacklist of "+grade.ValueString(), tfkit.Explain("", err))
		return
	}
	record.List, record.Earlier, record.Applied = listFingerprint(nil), record.everApplied(), nil
	if record.Pending == nil {
		record.Pending = map[string]int64{}
	}
	failed := rolloutBlacklist(ctx, r.Data.Engine, grade.ValueString(), record.Earlier, record.Pending)
	if unchanged := removeExpectedFailures(failed); len(unchanged) > 0 {
		resp.Diagnostics.AddWarning("Instances keep enforcing the app blacklist", fmt.Sprintf(
			"ARMCloud treats the empty list as no list, so these instances keep enforcing the list they have: %s.", tfkit.Abbreviate(unchanged)))
	}
	if len(failed) == 0 {
		return
	}
	record.Earlier = slices.Sorted(maps.Keys(failed))
	resp.Diagnostics.Append(record.save(ctx, resp.Private)...)
	// The resource stays in the state, and the list would have to be set again.
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(enforcementName), enforcementNone)...)
	summary := fmt.Sprintf("%d instances still enforce the app blacklist", len(failed))
	if len(failed) == 1 {
		summary = "1 instance still enforces the app blacklist"
	}
	resp.Diagnostics.AddError(summary,
		listFailures(failed)+"\n\nThe list is empty, and the other instances no longer enforce it. Run terraform destroy again when these instances are reachable, "+
			"or remove the resource from the state; they then keep the list.")
}

// removeExpectedFailures removes the instances that cannot enforce the list any
// more, and those for which ARMCloud reports that there is no list. It returns
// the latter, sorted.
func removeExpectedFailures(failed map[string]error) (unchanged []string) {
	for code, err := range failed {
		var gone *engine.NotFoundError
		var moved *gradeError
		var api *armcloud.Error
		switch {
		case errors.As(err, &gone), errors.As(err, &moved), armcloud.Is(err, armcloud.ClassNotFound):
			delete(failed, code)
		case errors.As(err, &api) && api.Code == codeNoBlacklist:
			unchanged = append(unchanged, code)
			delete(failed, code)
		}
	}
	slices.Sort(unchanged)
	return unchanged
}
