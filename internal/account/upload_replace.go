package account

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// An uploaded entry cannot be changed, so a new value needs a new upload. A
// value that is null in the state was imported and is not returned by the API:
// it is taken from the configuration without an upload.
const replaceDescription = "Changing the value uploads again, unless the state has none, as after an import."

func replaceString() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
		resp.RequiresReplace = !req.StateValue.IsNull()
	}, replaceDescription, replaceDescription)
}

// replaceMD5 is replaceString for MD5s, which are equal in upper and lower case.
func replaceMD5() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
		resp.RequiresReplace = !req.StateValue.IsNull() && !equalMD5(req.PlanValue, req.StateValue)
	}, replaceDescription, replaceDescription)
}

// equalMD5 compares without case. An unknown value differs.
func equalMD5(planned, current types.String) bool {
	return !planned.IsUnknown() && strings.EqualFold(planned.ValueString(), current.ValueString())
}

func replaceInt64() planmodifier.Int64 {
	return int64planmodifier.RequiresReplaceIf(func(_ context.Context, req planmodifier.Int64Request, resp *int64planmodifier.RequiresReplaceIfFuncResponse) {
		resp.RequiresReplace = !req.StateValue.IsNull()
	}, replaceDescription, replaceDescription)
}

// importedKey marks, in private state, an entry that was imported and not
// applied since.
const importedKey = "adopted"

// replaceBool is for flags that only control the upload, which imported entries
// do not have.
func replaceBool() planmodifier.Bool {
	return boolplanmodifier.RequiresReplaceIf(func(ctx context.Context, req planmodifier.BoolRequest, resp *boolplanmodifier.RequiresReplaceIfFuncResponse) {
		var imported bool
		resp.RequiresReplace = !req.StateValue.IsNull() && !tfkit.GetPrivate(ctx, req.Private, importedKey, &imported)
	}, replaceDescription, replaceDescription)
}

// needsReplace reports whether a planned value differs from a value in the
// state. values are pairs of planned and state value.
func needsReplace(values ...attr.Value) bool {
	for i := 0; i+1 < len(values); i += 2 {
		if planned, current := values[i], values[i+1]; !current.IsNull() && !planned.Equal(current) {
			return true
		}
	}
	return false
}
