package setting

import (
	"context"
	"fmt"
	"time"
	_ "time/tzdata" // names are checked on machines without a tz database too

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// TimeZone is the zone that a phone's clock shows, an IANA name. API
// document: Modify instance time zone.
type TimeZone struct {
	Name string `json:"time_zone"`
}

type timeZoneRequest struct {
	TimeZone string `json:"timeZone"`
}

var timeZone = &definition[TimeZone]{
	name:     "time_zone",
	resource: "time_zone",
	title:    "the time zone",
	description: "The time zone of a cloud phone. The API cannot take a time zone back: when this resource is destroyed, " +
		"the phone keeps the zone.",
	scalar:   true,
	fillable: true,
	fields: []field[TimeZone]{
		requiredText("time_zone", "IANA name of the time zone, for example `Europe/Berlin`.",
			func(z *TimeZone) *string { return &z.Name }, timeZoneName{}),
	},
	operation: armcloud.SetTimeZone,
	request:   func(z TimeZone) any { return timeZoneRequest{TimeZone: z.Name} },
	// No document says where a phone shows its zone; Android keeps it in both.
	sources:  converge.Properties,
	inferred: true,
	observe: func(seen converge.Evidence, known *TimeZone) (TimeZone, bool) {
		if seen.Properties == nil {
			return TimeZone{}, false
		}
		var want *string
		if known != nil {
			want = &known.Name
		}
		name, ok := seenAmong(want, seen.Properties.Setting["timezone"], seen.Properties.System["persist.sys.timezone"])
		return TimeZone{Name: name}, ok
	},
}

// timeZoneName accepts the names of the tz database.
type timeZoneName struct{}

func (timeZoneName) Description(context.Context) string {
	return "must be an IANA time zone name such as Europe/Berlin"
}

func (v timeZoneName) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (timeZoneName) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	name := req.ConfigValue.ValueString()
	// LoadLocation takes "" for UTC and "Local" for this machine's zone.
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		resp.Diagnostics.AddAttributeError(req.Path, "Unknown time zone",
			fmt.Sprintf("%q is not in the IANA time zone database. Use a name such as Europe/Berlin or Asia/Tokyo; "+
				"abbreviations such as CEST and offsets such as UTC+2 are not names of zones.", name))
	}
}
