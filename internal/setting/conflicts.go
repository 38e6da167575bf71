package setting

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// behind names the setting that writes a property by itself.
var propertyOwners = map[string]string{
	"timezone":             "time_zone",
	"persist.sys.timezone": "time_zone",
	"language":             "language",
	"persist.sys.language": "language",
	"persist.sys.country":  "language",
	"IMEI":                 "sim",
	"ICCID":                "sim",
	"IMSI":                 "sim",
	"MCCMNC":               "sim",
	"OpName":               "sim",
	"PhoneNum":             "sim",
}

// Conflicts finds properties that one phone would be told by two ways. values
// holds the composite forms by setting, which may be null or unknown; at gives
// the path of a child of a setting.
func Conflicts(values map[string]attr.Value, at func(setting, child string) path.Path) diag.Diagnostics {
	var diags diag.Diagnostics
	lists := []struct{ setting, child string }{
		{"properties", "system"}, {"properties", "system_persistent"}, {"properties", "modem"}, {"properties", "modem_persistent"},
		{"properties", "setting"}, {"properties", "oaid"}, {"android_properties", "properties"},
	}
	for _, list := range lists {
		names := elementsOf(childrenOf(values[list.setting])[list.child])
		for _, name := range slices.Sorted(maps.Keys(names)) {
			other, known := propertyOwners[name]
			if !known || !isManaged(values[other]) {
				continue
			}
			diags.AddAttributeError(at(list.setting, list.child).AtMapKey(name), "Property of another setting", fmt.Sprintf(
				"%s writes the property %s as well, so that the phone would be told two values. Take it out here, or leave out %s.", other, name, other))
		}
	}
	android := childrenOf(values["android_properties"])["properties"]
	for _, child := range []string{"system", "system_persistent"} {
		for _, name := range inBoth(childrenOf(values["properties"])[child], android) {
			diags.AddAttributeError(at("android_properties", "properties").AtMapKey(name), "Property written twice", fmt.Sprintf(
				"%s is in %s of properties as well, so that the phone would be told two values. Keep it in one of them.", name, child))
		}
	}
	return diags
}

// given tells whether a setting is certain to be managed.
func isManaged(v attr.Value) bool { return v != nil && !v.IsNull() && !v.IsUnknown() }
