package setting

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Location is the position that a phone reports, in decimal degrees: north and
// east are positive. API document: Set instance latitude and longitude.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type locationRequest struct {
	Longitude float64 `json:"longitude"`
	Latitude  float64 `json:"latitude"`
}

var location = &definition[Location]{
	name:     "location",
	resource: "location",
	title:    "the location",
	description: "The position that a cloud phone reports. The API does not show it, so a change behind Terraform's back is not seen; " +
		"`triggers` sends it again. The API cannot take a location back: released, the phone stays where it is.",
	fields: []field[Location]{
		requiredNumber("latitude", "Latitude in decimal degrees, -90 to 90; north is positive.",
			func(l *Location) *float64 { return &l.Latitude }, float64validator.Between(-90, 90)),
		requiredNumber("longitude", "Longitude in decimal degrees, -180 to 180; east is positive.",
			func(l *Location) *float64 { return &l.Longitude }, float64validator.Between(-180, 180)),
	},
	operation: armcloud.SetLocation,
	request:   func(l Location) any { return locationRequest{Longitude: l.Longitude, Latitude: l.Latitude} },
}
