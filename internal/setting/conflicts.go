package setting

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// propertyOwners maps properties to the settings that write them too: by the
// names of the API document, and by those that instances keep them under.
var propertyOwners = map[string]string{
	"timezone":             "time_zone",
	"persist.sys.timezone": "time_zone",

	"language":             "language",
	"persist.sys.language": "language",
	"persist.sys.country":  "language",
	"persist.sys.locale":   "language",

	"IMEI":     "sim",
	"ICCID":    "sim",
	"IMSI":     "sim",
	"MCCMNC":   "sim",
	"OpName":   "sim",
	"PhoneNum": "sim",
	// Instances of type real use these names.
	"imei":            "sim",
	"phonenum":        "sim",
	"SimOperatorName": "sim",
	"simCountryIso":   "sim",

	"persist.sys.cloud.imeinum":    "sim",
	"persist.sys.cloud.iccidnum":   "sim",
	"persist.sys.cloud.imsinum":    "sim",
	"persist.sys.cloud.phonenum":   "sim",
	"persist.sys.cloud.mobileinfo": "sim",
	"persist.sys.cloud.cellinfo":   "sim",

	"persist.sys.cloud.gps.lat": "location",
	"persist.sys.cloud.gps.lon": "location",

	"ro.sys.cloud.proxy.type": "proxy",
	"ro.sys.cloud.proxy.data": "proxy",
	"ro.sys.cloud.proxy.mode": "proxy",
}

// Conflicts returns an error for each property that two settings of one instance
// write. values holds the composite forms by name, which may be null or unknown.
// at returns the path of a child of a setting.
func Conflicts(values map[string]attr.Value, at func(setting, child string) path.Path) diag.Diagnostics {
	return conflicts(
		func(setting string) bool { return isManaged(values[setting]) },
		func(setting, child string) []string {
			return slices.Sorted(maps.Keys(mapElements(objectAttributes(values[setting])[child])))
		}, at)
}

// conflicts is Conflicts for values in any form. managed reports whether a setting is
// managed, and names returns the properties in a child of a setting, sorted.
func conflicts(managed func(setting string) bool, names func(setting, child string) []string, at func(setting, child string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	lists := []struct{ setting, child string }{
		{"properties", "system"}, {"properties", "system_persistent"}, {"properties", "modem"}, {"properties", "modem_persistent"},
		{"properties", "setting"}, {"properties", "oaid"}, {"android_properties", "properties"},
	}
	for _, list := range lists {
		for _, name := range names(list.setting, list.child) {
			owner, known := propertyOwners[name]
			if !known || !managed(owner) {
				continue
			}
			diags.AddAttributeError(at(list.setting, list.child).AtMapKey(name), "Property belongs to another setting", fmt.Sprintf(
				"%s also writes the property %s. Remove the property here, or remove %s.", owner, name, owner))
		}
	}
	android := names("android_properties", "properties")
	for _, child := range []string{"system", "system_persistent"} {
		for _, name := range names("properties", child) {
			if _, both := slices.BinarySearch(android, name); !both {
				continue
			}
			diags.AddAttributeError(at("android_properties", "properties").AtMapKey(name), propertySetTwice, fmt.Sprintf(
				"%s is also in properties.%s. Set it in only one of them.", name, child))
		}
	}
	return diags
}

// isManaged reports whether a setting is certain to be managed.
func isManaged(v attr.Value) bool { return v != nil && !v.IsNull() && !v.IsUnknown() }
