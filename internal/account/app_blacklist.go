package account

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

var (
	_ resource.ResourceWithConfigure   = (*appBlacklist)(nil)
	_ resource.ResourceWithIdentity    = (*appBlacklist)(nil)
	_ resource.ResourceWithImportState = (*appBlacklist)(nil)
	_ resource.ResourceWithModifyPlan  = (*appBlacklist)(nil)
)

// appBlacklist is armcloud_app_blacklist, the apps that are forbidden on the
// instances of one specification.
//
// ARMCloud keeps one list per specification. An instance enforces the list as it
// was when the list was last applied to it. The API returns neither, so both are
// recorded in private state.
type appBlacklist struct {
	accountResource
}

const (
	padGradeName    = "pad_grade"
	padCodesName    = "pad_codes"
	enforcementName = "enforcement"
)

// NewAppBlacklist returns armcloud_app_blacklist.
func NewAppBlacklist() resource.Resource {
	return &appBlacklist{accountResource{
		Resource: tfkit.Resource{Name: "app_blacklist"},
		keys:     []key{{name: padGradeName, description: "Specification of the instances, for example m2-3."}},
		example:  "m2-3",
	}}
}
