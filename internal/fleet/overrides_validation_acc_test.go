package fleet_test

import (
	"strings"
	"testing"

	"github.com/armcloud/terraform-provider-armcloud/internal/acctest"
	"github.com/armcloud/terraform-provider-armcloud/internal/simulator"
)

// Overrides and proxy passwords are checked as a profile is. Errors name the instance and
// the attribute, and never repeat a long value. The controls are valid.
func TestAccFleetOverrideValidation(t *testing.T) {
	f := acctest.NewFleetCase(t, simulator.Options{}, "")
	cases := map[string]acctest.Verdict{}
	add := func(name, text string, more ...string) {
		cases[name] = acctest.Verdict{Resource: acctest.FleetHCL(name, acctest.Phones("kiosk", 1, 2),
			"kiosk = {\n time_zone = \"UTC\"\n proxy = { ip = \"192.0.2.1\", port = 1 }\n}\n", more...), Text: text}
	}
	text := func(name, override, want string) { add(name, want, "overrides = { AC32010000001 = "+override+" }") }
	json := func(name, override, want string) { text(name, "jsonencode("+override+")", want) }
	const one = `overrides["AC32010000001"]`

	text("valid_null", "null", "")
	text("valid_json_null", `"null"`, "")
	json("valid", `{ proxy = null, time_zone = "Europe/Rome", sim = { mcc = "262" }, apps = { "com.example.a" = null }, image = { image_id = "i", wipe_data = null } }`, "")
	text("not_json", `"{"`, one+" is not valid JSON")
	text("empty", `""`, one+" is not valid JSON")
	text("trailing", `"{} {}"`, one+" is not valid JSON")
	json("array", `[]`, one+" must be an object of settings, from jsonencode, not an array.")
	json("text", `"kiosk"`, one+" must be an object of settings, from jsonencode, not a string.")
	json("setting", `{ timezone = "UTC" }`, one+` has no setting "timezone". It has image,`)
	json("entry", `{ "apps/com.example.a" = {} }`, one+` has no setting "apps/com.example.a".`)
	json("attribute", `{ proxy = { ip = "192.0.2.1", port = 1, user = "u" } }`, one+`.proxy has no attribute "user". It has enabled, ip,`)
	text("duplicate", `"{\"proxy\":{\"enabled\":false,\"enabled\":true}}"`, one+` has the key "enabled" twice.`)
	json("number_as_string", `{ proxy = { ip = "192.0.2.1", port = "1080" } }`, one+`.proxy.port must be a number, not a string.`)
	json("string_as_number", `{ sim = { mcc = 262 } }`, one+`.sim.mcc must be a string, not the number 262.`)
	json("bool_as_string", `{ adb_enabled = "true" }`, one+`.adb_enabled must be true or false, not a string.`)
	json("fraction", `{ proxy = { ip = "192.0.2.1", port = 1.5 } }`, one+`.proxy.port must be a whole number, not the number 1.5.`)
	json("not_object", `{ proxy = "off" }`, one+`.proxy must be an object, not a string.`)
	json("missing", `{ location = { latitude = 1 } }`, one+`.location.longitude is required.`)
	json("range", `{ location = { latitude = 91, longitude = 0 } }`, one+`.location.latitude value must be between`)
	json("zone", `{ time_zone = "Mars/Olympus" }`, one+`.time_zone: "Mars/Olympus" is not in the IANA`)
	json("proxy", `{ proxy = { ip = "192.0.2.1" } }`, one+`.proxy.port: An enabled proxy needs ip and port.`)
	json("sim", `{ sim = {} }`, one+`.sim needs at least one of these attributes: imei,`)
	json("package", `{ apps = { app = { app_id = 1 } } }`, `"app" is not a package name`)
	json("app", `{ apps = { "com.example.a" = { app_id = 0 } } }`, one+`.apps["com.example.a"].app_id value must be at least 1`)
	json("property", `{ properties = { setting = { timezone = "UTC" } } }`, `time_zone also writes the property timezone.`)
	json("null_property", `{ properties = { setting = { a = null } } }`, one+`.properties.setting must be an object whose values are strings`)
	json("password", `{ proxy = { ip = "192.0.2.1", port = 1, username = "u", password = "secret" } }`, one+`.proxy.password is refused, because overrides are not sensitive.`)
	json("version", `{ proxy = { ip = "192.0.2.1", port = 1, password_wo_version = 1 } }`, one+`.proxy.password_wo_version is refused`)
	add("phones", "overrides has an entry for AC32010000003, which is not in phones.", "overrides = { AC32010000003 = jsonencode({}) }")
	json("huge", `{ (join("", [for n in range(1000) : format("%01000d", n)])) = 1 }`, one+` has no setting "000000`)

	user := "overrides = { AC32010000001 = jsonencode({ proxy = { ip = \"192.0.2.1\", port = 1, username = \"u\" } }) }"
	add("valid_password", "", user, `proxy_passwords = { AC32010000001 = "p", AC32010000002 = null }`)
	add("valid_password_wo", "", user, `proxy_passwords_wo = { AC32010000001 = "p" }`, "proxy_passwords_wo_version = 1")
	add("both", "proxy_passwords and proxy_passwords_wo are both set.", user, `proxy_passwords = { AC32010000001 = "p" }`, `proxy_passwords_wo = { AC32010000001 = "p" }`)
	add("no_user", "AC32010000002 has a password in proxy_passwords, but no proxy with a user name.", `proxy_passwords = { AC32010000002 = "p" }`)
	add("no_proxy", "AC32010000001 has a password in proxy_passwords_wo, but no proxy", "overrides = { AC32010000001 = jsonencode({ proxy = null }) }", `proxy_passwords_wo = { AC32010000001 = "p" }`)
	add("empty_password", "The password of AC32010000001 in proxy_passwords is empty.", user, `proxy_passwords = { AC32010000001 = "" }`)
	add("stranger", "proxy_passwords has an entry for AC32010000003, which is not in phones.", `proxy_passwords = { AC32010000003 = null }`)
	f.Validates(cases)

	// Of many errors, the first ones are listed and the others counted.
	f.Configure(acctest.FleetHCL("shop", acctest.Phones("kiosk", 1, 3), "kiosk = {}",
		`overrides = { for n in range(100) : format("AC32010%06d", n + 1) => jsonencode({ proxy = { port = "x" } }) }`))
	output := f.Run("validate", "-no-color").Output
	acctest.Contains(t, output, "There are 177 more errors like these.")
	acctest.Equal(t, "errors", strings.Count(output, "Error: "), 21)
}
