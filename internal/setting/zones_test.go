package setting

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// Only names of the time zone database are accepted, whatever files the machine
// has.
func TestTimeZoneNames(t *testing.T) {
	for name, want := range map[string]bool{
		"Europe/Berlin": true, "Etc/GMT+8": true, "UTC": true, "Asia/Calcutta": true, "America/Argentina/Buenos_Aires": true, "EST5EDT": true,
		"localtime": false, "posixrules": false, "posix/Europe/Berlin": false, "right/Europe/Berlin": false, "Local": false, "Factory": false,
		"": false, " ": false, "Europe/Berlin ": false, "europe/berlin": false, "GMT+08:00": false, "UTC+2": false, "../zoneinfo/Europe/Berlin": false,
		"Europe": false, "tzdata.zi": false, "zone.tab": false,
	} {
		resp := validator.StringResponse{}
		timeZoneName{}.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("time_zone"), ConfigValue: types.StringValue(name)}, &resp)
		if got := !resp.Diagnostics.HasError(); got != want {
			t.Errorf("time zone %q: got accepted: %v, want %v", name, got, want)
		}
	}
}

// Every listed name is one that Go can load, and there are hundreds of them.
func TestZonesExist(t *testing.T) {
	for name := range zones {
		if _, err := time.LoadLocation(name); err != nil {
			t.Errorf("got %v, want a time zone", err)
		}
	}
	if len(zones) < 500 {
		t.Errorf("got %d time zones, want at least 500", len(zones))
	}
}

// Another name of the known zone is no drift; another zone is. An import takes
// only names that the configuration accepts.
func TestObserveTimeZone(t *testing.T) {
	for name, c := range map[string]struct {
		setting, system, known, want string
	}{
		"as applied":            {"Europe/Berlin", "Europe/Berlin", "Europe/Berlin", "Europe/Berlin"},
		"link":                  {"Asia/Kolkata", "Asia/Kolkata", "Asia/Calcutta", "Asia/Calcutta"},
		"link in one source":    {"Asia/Tokyo", "Asia/Kolkata", "Asia/Calcutta", "Asia/Calcutta"},
		"another zone":          {"Asia/Tokyo", "Asia/Tokyo", "Asia/Calcutta", "Asia/Tokyo"},
		"offset":                {"GMT+08:00", "", "Asia/Shanghai", "GMT+08:00"},
		"nothing":               {"", "", "Asia/Shanghai", ""},
		"import":                {"Asia/Tokyo", "", "", "Asia/Tokyo"},
		"import of an offset":   {"GMT+08:00", "GMT+08:00", "", ""},
		"import, one is usable": {"GMT+08:00", "Asia/Shanghai", "", "Asia/Shanghai"},
	} {
		var known *TimeZone
		if c.known != "" {
			known = &TimeZone{Name: c.known}
		}
		got, ok := observeTimeZone(converge.Evidence{Properties: &armcloud.PadProperties{
			Setting: map[string]string{"timezone": c.setting}, System: map[string]string{"persist.sys.timezone": c.system},
		}}, known)
		if got.Name != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q (observed: %v), want %q", name, got.Name, ok, c.want)
		}
	}
}
