package setting

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// AndroidProperties are Android system properties by name. They take effect
// when the instance starts. Restart is not part of the canonical form. API
// document: Modify Instance Android Attributes.
type AndroidProperties struct {
	Properties map[string]string `json:"properties"`
	Restart    bool              `json:"-"`
}

type androidPropertiesRequest struct {
	// Restart is always false: all settings of an instance share one restart.
	Restart    bool              `json:"restart"`
	Properties map[string]string `json:"props"`
}

type androidPropertiesSetting struct{ definition[AndroidProperties] }

var _ converge.Restarter = androidProperties

var androidProperties = &androidPropertiesSetting{definition[AndroidProperties]{
	name:     "android_properties",
	resource: "android_properties",
	title:    "the Android properties",
	description: description{
		"Sets Android system properties of a cloud phone, such as `ro.product.model`.",
		"They take effect when the instance starts. For properties that take effect immediately, use `properties` or `armcloud_instance_properties`.",
		notDetected,
		notUndone,
	},
	fields: []field[AndroidProperties]{
		requiredStringMap("properties", "Values of the properties by name, for example `{ \"ro.product.model\" = \"Pixel 8\" }`. At least one is required. Removing a property does not reset it on the instance.",
			func(p *AndroidProperties) *map[string]string { return &p.Properties },
			propertyNames(mapvalidator.SizeAtLeast(1))...),
		defaultedBool("restart", restartDescription("the properties take"),
			func(p *AndroidProperties) *bool { return &p.Restart }, false),
	},
	requests: sends(armcloud.UpdateAndroidProperties, func(p AndroidProperties) any { return androidPropertiesRequest{Properties: p.Properties} }),
}}

func (*androidPropertiesSetting) Restarts(want converge.Value) bool {
	p, ok := want.(AndroidProperties)
	return ok && p.Restart
}
