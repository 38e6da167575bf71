package fleet

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// fleetResource is armcloud_fleet, which manages many instances.
type fleetResource struct {
	tfkit.Resource
}

// A fleet has no identity, because it is not an object of the API.
var (
	_ resource.ResourceWithConfigure      = (*fleetResource)(nil)
	_ resource.ResourceWithImportState    = (*fleetResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*fleetResource)(nil)
	_ resource.ResourceWithValidateConfig = (*fleetResource)(nil)
)

// NewFleet returns armcloud_fleet.
func NewFleet() resource.Resource {
	return &fleetResource{Resource: tfkit.Resource{Name: "fleet"}}
}
