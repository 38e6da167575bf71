package instance

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/armcloud/terraform-provider-armcloud/internal/setting"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// phoneResource is a resource of one phone: armcloud_instance, or one setting
// of its own.
type instanceResource struct {
	tfkit.Resource
	layout layout
}

// NewInstance makes armcloud_instance: one phone with all settings.
func NewInstance() resource.Resource {
	return &instanceResource{Resource: tfkit.Resource{Name: "instance"}, layout: layout{attributes: setting.All()}}
}

// NewSetting gives the maker of the own resource of one setting.
func NewSetting(at setting.Shape) func() resource.Resource {
	return func() resource.Resource {
		return &instanceResource{
			Resource: tfkit.Resource{Name: "instance_" + at.ResourceSuffix()},
			layout:   layout{attributes: []setting.Shape{at}, own: true},
		}
	}
}
