package converge

import (
	"strings"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
)

// Sources is a set of places where the API shows settings.
type Sources int

const (
	// Details is the instance's row of padDetails. API document: Instance details.
	Details Sources = 1 << iota
	// Properties are the effective properties of the instance. API document: Query
	// instance attributes; newer documents: batchPadProperties.
	Properties
	// Apps are the installed apps. Newer API documents: Query installed
	// applications.
	Apps
)

// String names the sources, for a log: "details", "properties, apps".
func (s Sources) String() string {
	var names []string
	for _, source := range []struct {
		Sources
		name string
	}{{Details, "details"}, {Properties, "properties"}, {Apps, "apps"}} {
		if s&source.Sources != 0 {
			names = append(names, source.name)
		}
	}
	return strings.Join(names, ", ")
}

// Evidence is the data that the API has returned about one instance. A part that
// was not requested or not returned is nil, and is evidence of nothing.
type Evidence struct {
	Detail     *armcloud.PadDetail
	Properties *armcloud.PadProperties
	Apps       *armcloud.PadApps
}
