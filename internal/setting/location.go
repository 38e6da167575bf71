package setting

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Location is the position that an instance reports, in decimal degrees. North
// and east are positive. API document: Set instance latitude and longitude.
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
	description: description{
		"Sets the GPS position that a cloud phone reports.",
		notDetected,
		notUndone,
	},
	fields: []field[Location]{
		requiredFloat64("latitude", "Latitude in decimal degrees, from -90 (south) to 90 (north).",
			func(l *Location) *float64 { return &l.Latitude }, float64validator.Between(-90, 90)),
		requiredFloat64("longitude", "Longitude in decimal degrees, from -180 (west) to 180 (east).",
			func(l *Location) *float64 { return &l.Longitude }, float64validator.Between(-180, 180)),
	},
	requests: sends(armcloud.SetLocation, func(l Location) any { return locationRequest{Longitude: l.Longitude, Latitude: l.Latitude} }),
}
