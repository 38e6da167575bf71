package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

func replaceStrings(replaces bool) []planmodifier.String {
	if !replaces {
		return nil
	}
	return []planmodifier.String{stringplanmodifier.RequiresReplace()}
}

// replaceBools replaces, but where the state has nothing, as after an import:
// what the phone has is not known, and is sent without a replacement.
func replaceBools(replaces bool) []planmodifier.Bool {
	if !replaces {
		return nil
	}
	const text = "another value is another resource"
	return []planmodifier.Bool{boolplanmodifier.RequiresReplaceIf(
		func(_ context.Context, req planmodifier.BoolRequest, resp *boolplanmodifier.RequiresReplaceIfFuncResponse) {
			resp.RequiresReplace = !req.StateValue.IsNull()
		}, text, text)}
}
