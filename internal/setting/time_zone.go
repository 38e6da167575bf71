package setting

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// TimeZone is the IANA name of an instance's time zone. API document: Modify
// instance time zone.
type TimeZone struct {
	Name string `json:"time_zone"`
}

type timeZoneRequest struct {
	TimeZone string `json:"timeZone"`
}

type timeZoneSetting struct {
	definition[TimeZone]
	observed[TimeZone]
}

var _ converge.Replicated = timeZone

var timeZone = &timeZoneSetting{definition[TimeZone]{
	name:         "time_zone",
	resource:     "time_zone",
	title:        "the time zone",
	description:  description{"Sets the time zone of a cloud phone.", notUndone},
	scalar:       true,
	readOnImport: true,
	fields: []field[TimeZone]{
		requiredString("time_zone", "Time zone of the instance, as an IANA name, for example `Europe/Berlin`.",
			func(z *TimeZone) *string { return &z.Name }, timeZoneName{}),
	},
	requests: sends(armcloud.SetTimeZone, func(z TimeZone) any { return timeZoneRequest{TimeZone: z.Name} }),
}, observed[TimeZone]{
	// The API documents do not say which property holds the time zone. Android
	// stores it in both.
	sources:  converge.Properties,
	inferred: true,
	observe:  observeTimeZone,
}}

// observeTimeZone takes another name of the known zone for the known name. What
// an import fills in must be valid configuration.
func observeTimeZone(evidence converge.Evidence, known *TimeZone) (TimeZone, bool) {
	return combinedZone(zonesShown(evidence, known), known)
}

// combinedZone returns what several places show of a time zone.
func combinedZone(places []string, known *TimeZone) (TimeZone, bool) {
	var want *string
	if known != nil {
		want = &known.Name
	}
	name, ok := observedText(want, places...)
	return TimeZone{Name: name}, ok
}

// zonesShown returns what each place shows, "" if that is nothing.
func zonesShown(evidence converge.Evidence, known *TimeZone) []string {
	if evidence.Properties == nil {
		return nil
	}
	places := []string{evidence.Properties.Setting["timezone"], evidence.Properties.System["persist.sys.timezone"]}
	for i, name := range places {
		name = strings.TrimSpace(name)
		switch {
		case known == nil && !isZone(name):
			name = ""
		case known != nil && sameZone(name, known.Name):
			name = known.Name
		}
		places[i] = name
	}
	return places
}

// NotShowing returns the places that do not show a time zone.
func (*timeZoneSetting) NotShowing(evidence converge.Evidence, want converge.Value) converge.Places {
	zone, _ := want.(TimeZone)
	return placesOf(zonesShown(evidence, &zone), func(name string) bool { return name != zone.Name })
}

// ObserveWithout ignores places that show another time zone.
func (*timeZoneSetting) ObserveWithout(ignored converge.Places, evidence converge.Evidence, known converge.Value) (converge.Value, bool) {
	zone, _ := known.(TimeZone)
	value, ok := combinedZone(without(ignored, zonesShown(evidence, &zone), func(name string) bool { return name != zone.Name }), &zone)
	return value, ok
}

// timeZoneName accepts the names of the IANA time zone database.
type timeZoneName struct{}

func (timeZoneName) Description(context.Context) string {
	return "must be an IANA time zone name, for example Europe/Berlin"
}

func (v timeZoneName) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (timeZoneName) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	name := req.ConfigValue.ValueString()
	if !isZone(name) {
		resp.Diagnostics.AddAttributeError(req.Path, "Unknown time zone",
			fmt.Sprintf("%q is not in the IANA time zone database. Use a name such as Europe/Berlin or Asia/Tokyo. "+
				"Abbreviations such as CEST and offsets such as UTC+2 are not supported.", name))
	}
}
