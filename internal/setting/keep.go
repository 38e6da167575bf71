package setting

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
)

// keep leaves an attribute that the configuration does not name as the state
// has it, so that importing a phone and naming its code alone plans nothing.
// On create there is no state and the attribute stays null.
type keep struct{}

func (keep) Description(context.Context) string {
	return "Keeps what the phone has while the configuration is silent."
}

func (k keep) MarkdownDescription(ctx context.Context) string { return k.Description(ctx) }

func (keep) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if req.ConfigValue.IsNull() {
		resp.PlanValue = req.StateValue
	}
}

func (keep) PlanModifyObject(_ context.Context, req planmodifier.ObjectRequest, resp *planmodifier.ObjectResponse) {
	if req.ConfigValue.IsNull() {
		resp.PlanValue = req.StateValue
	}
}

func keepStrings(filled bool) []planmodifier.String {
	if !filled {
		return nil
	}
	return []planmodifier.String{keep{}}
}

func keepObjects(filled bool) []planmodifier.Object {
	if !filled {
		return nil
	}
	return []planmodifier.Object{keep{}}
}
