package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
)

// keep leaves an attribute that the configuration does not name as the state
// has it, so that importing a phone and naming its code alone plans nothing.
// On create there is no state and the attribute stays null.
type useStateIfUnset struct{}

func (useStateIfUnset) Description(context.Context) string {
	return "Keeps what the phone has while the configuration is silent."
}

func (k useStateIfUnset) MarkdownDescription(ctx context.Context) string { return k.Description(ctx) }

func (useStateIfUnset) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if req.ConfigValue.IsNull() {
		resp.PlanValue = req.StateValue
	}
}

func (useStateIfUnset) PlanModifyObject(_ context.Context, req planmodifier.ObjectRequest, resp *planmodifier.ObjectResponse) {
	if req.ConfigValue.IsNull() {
		resp.PlanValue = req.StateValue
	}
}

func useStateIfUnsetStrings(filled bool) []planmodifier.String {
	if !filled {
		return nil
	}
	return []planmodifier.String{useStateIfUnset{}}
}

func useStateIfUnsetObjects(filled bool) []planmodifier.Object {
	if !filled {
		return nil
	}
	return []planmodifier.Object{useStateIfUnset{}}
}
