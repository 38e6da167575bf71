package fleet

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// fleetResource is armcloud_fleet: many phones under one resource.
type fleetResource struct {
	tfkit.Resource
}

// NewFleet makes armcloud_fleet.
func NewFleet() resource.Resource {
	return &fleetResource{Resource: tfkit.Resource{Name: "fleet"}}
}
