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
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/engine"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// codeNoBlacklist says that a grade has no list. API document: Set instance
// blacklist.
const codeNoBlacklist = "110051"

// Delete empties the list and tells the phones, where the service takes an
// empty list.
func (r *appBlacklist) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var grade types.String
	resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(padGradeName), &grade)...)
	if tfkit.ReplacingTainted(ctx, req.Private) {
		takeTasksLeft(ctx, r.Data, req.Private, grade.ValueString())
		return
	}
	ctx, cancel := tfkit.WithLimit(ctx, req.State, timeouts.Value.Delete, usualLimit, &resp.Diagnostics)
	defer cancel()
	if resp.Diagnostics.HasError() {
		return
	}
	record := loadBlacklistRecord(ctx, req.Private)
	err := r.Data.Client.SetBlacklist(ctx, grade.ValueString(), nil)
	if armcloud.Is(err, armcloud.ClassRejected) {
		resp.Diagnostics.AddWarning("App blacklist left as it is", fmt.Sprintf(
			"ARMCloud does not take an empty list, so the list of %s and the phones that enforce it stay as they are.\n%s", grade.ValueString(), tfkit.Explain("", err)))
		return
	}
	if err != nil {
		resp.Diagnostics.AddError("Unable to empty the app blacklist of "+grade.ValueString(), tfkit.Explain("", err))
		return
	}
	record.List, record.Before, record.Phones = listPrint(nil), record.touched(), nil
	if record.Pending == nil {
		record.Pending = map[string]int64{}
	}
	failed := enforce(ctx, r.Data.Engine, grade.ValueString(), record.Before, record.Pending)
	listless := map[string]error{}
	for code, err := range failed {
		var gone *engine.NotFoundError
		var moved *gradeError
		var api *armcloud.Error
		switch {
		case errors.As(err, &gone), errors.As(err, &moved), armcloud.Is(err, armcloud.ClassNotFound):
			delete(failed, code)
		case errors.As(err, &api) && api.Code == codeNoBlacklist:
			listless[code] = err
			delete(failed, code)
		}
	}
	if len(listless) > 0 {
		resp.Diagnostics.AddWarning("The app blacklist stays on phones", fmt.Sprintf(
			"ARMCloud takes the empty list for none, so these phones go on enforcing what they were told last: %s.", someOf(slices.Sorted(maps.Keys(listless)))))
	}
	if len(failed) == 0 {
		return
	}
	record.Before = slices.Sorted(maps.Keys(failed))
	resp.Diagnostics.Append(record.save(ctx, resp.Private)...)
	// Whoever keeps the resource after all needs the list again.
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(enforcementName), emptied)...)
	resp.Diagnostics.AddError(fmt.Sprintf("%d phones still enforce the app blacklist", len(failed)),
		describeFailed(failed)+"\n\nThe list is empty, and the other phones are told. Destroy again when these can be reached, or remove the resource from the state.")
}
