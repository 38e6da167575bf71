package simulator

import (
	"fmt"
	"maps"
	"strings"
)

// differences returns the settings of an instance that differ from those of a new one,
// in words. It omits values that are secret or personal: of the proxy, user name and
// password; of the SIM card and of contacts, everything but their number.
func (s *Simulator) differences(inst *instance) []string {
	list := []string{}
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	if !inst.modified {
		return list
	}
	v := &inst.settings
	if v.TimeZone != defaultTimeZone {
		add("time zone %s", v.TimeZone)
	}
	if v.Language != defaultLanguage || v.Country != defaultCountry {
		add("language %s", strings.TrimSuffix(v.Language+"-"+v.Country, "-"))
	}
	if v.Location != nil {
		add("location %g, %g", v.Location.Latitude, v.Location.Longitude)
	}
	if n := len(v.SIM); n > 0 {
		add("SIM card: %s", strings.Join(sortedKeys(v.SIM), ", "))
	}
	if v.Bandwidth != (Bandwidth{}) {
		add("bandwidth %g up, %g down", v.Bandwidth.UploadMbps, v.Bandwidth.DownloadMbps)
	}
	if v.Proxy.Enabled {
		add("proxy %s:%d", v.Proxy.IP, v.Proxy.Port)
	}
	if v.ADB != nil && *v.ADB {
		add("ADB on")
	}
	if inst.image != initialImage(s.account.seed, inst.group) {
		add("image %s", inst.image)
	}
	return append(list, v.contentDifferences()...)
}

// contentDifferences is the part of differences about properties, apps and files.
func (v *settings) contentDifferences() []string {
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for _, name := range PropertyLists() {
		// Android properties that are in effect are overrides too.
		values := v.overrides(name)
		if name == listSystem {
			maps.DeleteFunc(values, func(key, value string) bool { return v.Android[key] == value })
		}
		for _, key := range sortedKeys(values) {
			add("%s.%s = %s", name, key, values[key])
		}
	}
	for _, key := range sortedKeys(v.Android) {
		add("android %s = %s", key, v.Android[key])
	}
	for _, name := range sortedKeys(v.Apps) {
		add("app %s %d", name, v.Apps[name].VersionCode)
	}
	for _, f := range v.Files {
		add("file %s", f.Path)
	}
	if n := len(v.Blacklist); n > 0 {
		add("%d apps blacklisted", n)
	}
	for _, ip := range v.PublicIPs {
		add("public IP %s", ip)
	}
	if n := len(v.Contacts); n > 0 {
		add("%d contacts", n)
	}
	if v.Identity.Number > 0 {
		add("identity replaced %d times", v.Identity.Number)
	}
	return list
}
