package instance

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// instanceResource is armcloud_instance or a single-setting resource, such as
// armcloud_instance_time_zone. They differ only in their layout.
type instanceResource struct {
	tfkit.Resource
	layout layout
}

var (
	_ resource.ResourceWithConfigure      = (*instanceResource)(nil)
	_ resource.ResourceWithIdentity       = (*instanceResource)(nil)
	_ resource.ResourceWithImportState    = (*instanceResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*instanceResource)(nil)
	_ resource.ResourceWithValidateConfig = (*instanceResource)(nil)
)

// NewInstance returns armcloud_instance, which manages all settings of an
// instance.
func NewInstance() resource.Resource {
	return &instanceResource{Resource: tfkit.Resource{Name: "instance"}, layout: layout{attributes: setting.All()}}
}

// NewSetting returns the constructor of the single-setting resource for at.
func NewSetting(at setting.Shape) func() resource.Resource {
	return func() resource.Resource {
		return &instanceResource{
			Resource: tfkit.Resource{Name: "instance_" + at.ResourceSuffix()},
			layout:   layout{attributes: []setting.Shape{at}, own: true},
		}
	}
}
