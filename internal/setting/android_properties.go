package setting

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// AndroidProperties are Android system properties by name, which the phone
// takes over when it starts. API document: Modify Instance Android Attributes.
// Restart is no part of the canonical text: it says how the values get there.
type AndroidProperties struct {
	Properties map[string]string `json:"properties"`
	Restart    bool              `json:"-"`
}

type androidPropertiesRequest struct {
	// Restart is never true: all settings of a phone share one restart.
	Restart    bool              `json:"restart"`
	Properties map[string]string `json:"props"`
}

var androidProperties = &definition[AndroidProperties]{
	name:     "android_properties",
	resource: "android_properties",
	title:    "the Android properties",
	description: "Android system properties of a cloud phone, which it takes over when it starts. The API does not show which have been set, so a change behind " +
		"Terraform's back is not seen; `triggers` sends them again. The API cannot take them back: when this resource is destroyed, the phone keeps them.",
	fields: []field[AndroidProperties]{
		requiredTexts("properties", "Properties by name, for example `ro.product.model`. At least one.",
			func(p *AndroidProperties) *map[string]string { return &p.Properties },
			propertyNames(mapvalidator.SizeAtLeast(1))...),
		flag("restart", "Whether the phone is restarted after a change of these properties, once for all its settings. "+
			"Default `false`: they wait for the next restart. A change of `restart` alone sends nothing.",
			func(p *AndroidProperties) *bool { return &p.Restart }, false),
	},
	operation: armcloud.UpdateAndroidProperties,
	request:   func(p AndroidProperties) any { return androidPropertiesRequest{Properties: p.Properties} },
	restarts:  func(p AndroidProperties) bool { return p.Restart },
}
