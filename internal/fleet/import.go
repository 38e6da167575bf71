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

// ImportState imports a comma-separated list of pad codes, or the instances of a
// group as "group:3". Their profile in the state is "", so that the first apply
// sends all settings of the configured profile.
func (r *fleetResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if r.Data.Unknown != "" {
		resp.Diagnostics.AddError("Provider configuration not known yet", fmt.Sprintf(
			"The value of %s in the provider block is known only after apply, but an import looks up the instances before. "+
				"Apply what %s depends on first, for example with -target.", r.Data.Unknown, r.Data.Unknown))
		return
	}
	codes := r.importedCodes(ctx, req.ID, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.checkImported(ctx, codes, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	profiles := make(map[string]string, len(codes))
	for _, code := range codes {
		profiles[code] = ""
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(phonesName), phonesValue(profiles))...)
	resp.Diagnostics.Append(tfkit.MarkImported(ctx, resp.Private)...)
}

// checkImported adds an error if the account lacks any of the instances. The
// refresh that follows would silently drop them.
func (r *fleetResource) checkImported(ctx context.Context, codes []string, diags *diag.Diagnostics) {
	details, err := r.Data.Engine.Details(ctx, codes)
	if err != nil {
		diags.AddError("Unable to look up the instances", tfkit.Explain("", err))
		return
	}
	var missing []string
	for _, code := range codes {
		if _, found := details[code]; !found {
			missing = append(missing, code)
		}
	}
	if len(missing) > 0 {
		diags.AddError("Instances not in the account", tfkit.NotListed(abbreviate(missing)))
	}
}

// importedCodes returns the pad codes that an import ID stands for.
func (r *fleetResource) importedCodes(ctx context.Context, id string, diags *diag.Diagnostics) []string {
	if group, isGroup := strings.CutPrefix(id, "group:"); isGroup {
		return r.groupCodes(ctx, group, diags)
	}
	var codes []string
	for code := range strings.SplitSeq(id, ",") {
		code = strings.TrimSpace(code)
		if !tfkit.PadCodePattern.MatchString(code) {
			diags.AddError("Invalid import ID", fmt.Sprintf(
				"%q is not a pad code. Use a comma-separated list of pad codes, for example AC32010000001,AC32010000002, or a group, for example group:3.", code))
			return nil
		}
		codes = append(codes, code)
	}
	return codes
}

// groupCodes returns the pad codes of a group's instances.
func (r *fleetResource) groupCodes(ctx context.Context, group string, diags *diag.Diagnostics) []string {
	id, err := strconv.ParseInt(group, 10, 64)
	if err != nil {
		diags.AddError("Invalid import ID", fmt.Sprintf("%q is not a group ID. Use group: and a number, for example group:3.", group))
		return nil
	}
	infos, err := r.Data.Engine.ListInfos(ctx, armcloud.InfoFilter{GroupIDs: []int64{id}})
	if err != nil {
		diags.AddError("Unable to list the instances of the group", tfkit.Explain("", err))
		return nil
	}
	if len(infos) == 0 {
		diags.AddError("Empty group", fmt.Sprintf("Group %d has no instances, or does not exist in the account. Check the group ID.", id))
	}
	codes := make([]string, 0, len(infos))
	for _, info := range infos {
		codes = append(codes, info.PadCode)
	}
	return codes
}
