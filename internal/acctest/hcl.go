package acctest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Settings of armcloud_instance and of profiles.
const (
	Berlin = "time_zone = \"Europe/Berlin\"\n"
	Tokyo  = "time_zone = \"Asia/Tokyo\"\n"
	Slow   = "bandwidth = { upload_mbps = 5, download_mbps = 10 }\n"
	Socks  = "proxy = { ip = \"192.0.2.7\", port = 1080, protocol = \"socks5\" }\n"
)

// InstanceHCL returns an armcloud_instance.
func InstanceHCL(name, code, body string) string {
	return fmt.Sprintf("resource \"armcloud_instance\" %q {\n  pad_code = %q\n  %s\n}\n", name, code, body)
}

// SettingHCL returns the separate resource of a setting.
func SettingHCL(setting, name, code, body string) string {
	return fmt.Sprintf("resource \"armcloud_instance_%s\" %q {\n  pad_code = %q\n  %s\n}\n", setting, name, code, body)
}

// FleetHCL returns an armcloud_fleet. more are further lines of the block.
func FleetHCL(name string, phones map[string]string, profiles string, more ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "resource \"armcloud_fleet\" %q {\n  phones = {\n", name)
	for _, code := range slices.Sorted(maps.Keys(phones)) {
		fmt.Fprintf(&b, "    %q = %q\n", code, phones[code])
	}
	fmt.Fprintf(&b, "  }\n  profiles = {\n%s\n  }\n  %s\n}\n", profiles, strings.Join(more, "\n  "))
	return b.String()
}

// FleetOfOneHCL returns an armcloud_fleet of one instance with one profile.
func FleetOfOneHCL(name, code, settings string) string {
	return "resource \"armcloud_fleet\" \"" + name + "\" {\n  phones = { " + code + " = \"only\" }\n" +
		"  profiles = {\n    only = {\n      " + settings + "\n    }\n  }\n}\n"
}

// SpeedProfile returns a profile with a bandwidth and, unless zone is "", a time zone.
func SpeedProfile(name string, mbps int, zone string) string {
	line := ""
	if zone != "" {
		line = fmt.Sprintf("time_zone = %q", zone)
	}
	return fmt.Sprintf("%s = {\n bandwidth = { upload_mbps = %d, download_mbps = %d }\n %s\n}\n", name, mbps, mbps, line)
}
