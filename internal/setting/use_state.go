package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
)

// useStateIfUnset keeps the state's value while the configuration doesn't set
// the attribute. An instance that is imported and configured with its pad code
// only therefore has an empty plan. On create, the attribute stays null.
type useStateIfUnset struct{}

func (useStateIfUnset) Description(context.Context) string {
	return "Keeps the current value while the configuration does not set one."
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

func useStateIfUnsetStrings(enabled bool) []planmodifier.String {
	if !enabled {
		return nil
	}
	return []planmodifier.String{useStateIfUnset{}}
}

func useStateIfUnsetObjects(enabled bool) []planmodifier.Object {
	if !enabled {
		return nil
	}
	return []planmodifier.Object{useStateIfUnset{}}
}
