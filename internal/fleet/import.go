package fleet

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// ImportState takes pad codes joined by commas, or group:ID. The phones come
// in without a profile: the first apply sends what the configuration says.
func (r *fleetResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if r.Data.Unknown != "" {
		resp.Diagnostics.AddError("Provider configuration not known yet", fmt.Sprintf(
			"The value of %s in the provider block is known only after apply, so the phones cannot be looked up. Apply what it depends on first, for example with -target.", r.Data.Unknown))
		return
	}
	codes := r.importedCodes(ctx, req.ID, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.findImported(ctx, codes, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	phones := make(map[string]string, len(codes))
	for _, code := range codes {
		phones[code] = ""
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(phonesName), phonesValue(phones))...)
	resp.Diagnostics.Append(tfkit.MarkImported(ctx, resp.Private)...)
}

// findImported wants all phones in the account: the refresh that follows would
// leave out the others without a word.
func (r *fleetResource) findImported(ctx context.Context, codes []string, diags *diag.Diagnostics) {
	here, err := r.Data.Engine.Details(ctx, codes)
	if err != nil {
		diags.AddError("Unable to look up the phones", tfkit.Explain("", err))
		return
	}
	var missing []string
	for _, code := range codes {
		if _, found := here[code]; !found {
			missing = append(missing, code)
		}
	}
	if len(missing) > 0 {
		diags.AddError("Phones not in the account", fmt.Sprintf(
			"ARMCloud does not list %s for these keys. Check the pad codes, and that the phones belong to the account of the keys.", abbreviate(missing)))
	}
}

// importedCodes gives the phones that an import id names.
func (r *fleetResource) importedCodes(ctx context.Context, id string, diags *diag.Diagnostics) []string {
	if group, isGroup := strings.CutPrefix(id, "group:"); isGroup {
		return r.groupCodes(ctx, group, diags)
	}
	var codes []string
	for code := range strings.SplitSeq(id, ",") {
		code = strings.TrimSpace(code)
		if !tfkit.PadCodePattern.MatchString(code) {
			diags.AddError("Wrong import id", fmt.Sprintf(
				"%q is not a pad code. Import armcloud_fleet by pad codes joined by commas (AC32010000001,AC32010000002) or by a group (group:3).", code))
			return nil
		}
		codes = append(codes, code)
	}
	return codes
}

// groupCodes lists the phones of a group.
func (r *fleetResource) groupCodes(ctx context.Context, group string, diags *diag.Diagnostics) []string {
	id, err := strconv.ParseInt(group, 10, 64)
	if err != nil {
		diags.AddError("Wrong import id", fmt.Sprintf("%q is not a group id. Use group: and a number, for example group:3.", group))
		return nil
	}
	infos, err := r.Data.Engine.ListInfos(ctx, armcloud.InfoFilter{GroupIDs: []int64{id}})
	if err != nil {
		diags.AddError("Unable to list the group's phones", tfkit.Explain("", err))
		return nil
	}
	if len(infos) == 0 {
		diags.AddError("Empty group", fmt.Sprintf("Group %d has no phones, or is not in the account.", id))
	}
	codes := make([]string, 0, len(infos))
	for _, info := range infos {
		codes = append(codes, info.PadCode)
	}
	return codes
}
