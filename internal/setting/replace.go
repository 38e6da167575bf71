package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

func requiresReplaceStrings(enabled bool) []planmodifier.String {
	if !enabled {
		return nil
	}
	return []planmodifier.String{stringplanmodifier.RequiresReplace()}
}

// requiresReplaceBools doesn't replace a resource whose state is null, as after
// an import: the current value is unknown, so the desired one is sent in place.
func requiresReplaceBools(enabled bool) []planmodifier.Bool {
	if !enabled {
		return nil
	}
	const text = "Replaces the resource if the value changes."
	return []planmodifier.Bool{boolplanmodifier.RequiresReplaceIf(
		func(_ context.Context, req planmodifier.BoolRequest, resp *boolplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = !req.StateValue.IsNull()
		}, text, text)}
}
