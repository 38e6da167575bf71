package converge

import "github.com/armcloud/terraform-provider-armcloud/internal/armcloud"

// Sources is a set of places where the API shows settings.
type Sources int

const (
	// Details is the row of padDetails. API document: Instance details.
	Details Sources = 1 << iota
	// Properties are the phone's effective properties. API document: Query
	// instance attributes; newer: batchPadProperties.
	Properties
	// Apps are the phone's installed apps. Newer API documents: Query
	// installed applications.
	Apps
)

// Evidence is what the API shows of one phone. A part that was not asked for
// or that the API did not give is nil: that is never evidence.
type Evidence struct {
	Detail     *armcloud.PadDetail
	Properties *armcloud.PadProperties
	Apps       *armcloud.PadApps
}
