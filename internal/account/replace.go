package account

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// What was uploaded cannot be changed: another value is another upload. Null in
// the state is what the API does not show of an imported entry; the
// configuration then tells it, and nothing is uploaded.
const replaces = "Another value is another upload, unless the state has none, as after an import of what the API does not show."

func replacesText() planmodifier.String {
	return stringplanmodifier.RequiresReplaceIf(func(_ context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
		resp.RequiresReplace = !req.StateValue.IsNull()
	}, replaces, replaces)
}

func replacesNumber() planmodifier.Int64 {
	return int64planmodifier.RequiresReplaceIf(func(_ context.Context, req planmodifier.Int64Request, resp *int64planmodifier.RequiresReplaceIfFuncResponse) {
		resp.RequiresReplace = !req.StateValue.IsNull()
	}, replaces, replaces)
}

// another tells whether one of the attributes has another value than the
// state's: the plan replaces the resource. It takes plan and state by turns.
func another(values ...attr.Value) bool {
	for i := 0; i+1 < len(values); i += 2 {
		if planned, held := values[i], values[i+1]; !held.IsNull() && !planned.Equal(held) {
			return true
		}
	}
	return false
}

// importedKey says, in private state, that the entry was imported and no apply
// has followed.
const importedKey = "adopted"

// replacesFlag is for flags that say how to upload: an entry that was imported
// has none.
func replacesFlag() planmodifier.Bool {
	return boolplanmodifier.RequiresReplaceIf(func(ctx context.Context, req planmodifier.BoolRequest, resp *boolplanmodifier.RequiresReplaceIfFuncResponse) {
		var imported bool
		resp.RequiresReplace = !req.StateValue.IsNull() && !tfkit.GetPrivate(ctx, req.Private, importedKey, &imported)
	}, replaces, replaces)
}
