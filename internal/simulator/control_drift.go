package simulator

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// DriftSet is a change that nobody asked the service for. Nil fields stay as
// they are.
type DriftSet struct {
	TimeZone  *string    `json:"time_zone,omitempty"`
	Language  *string    `json:"language,omitempty"` // such as de or de-DE; without a country the country stays
	Location  *Location  `json:"location,omitempty"`
	Bandwidth *Bandwidth `json:"bandwidth,omitempty"`
	Proxy     *Proxy     `json:"proxy,omitempty"`
	ADB       *bool      `json:"adb,omitempty"`
	Image     *string    `json:"image,omitempty"` // image id, also one that the catalog does not have
	// SIM is values by the names of updateSIM, such as imei.
	SIM map[string]string `json:"sim,omitempty"`
	// Apps is version codes by package name; 0 takes the app away.
	Apps map[string]int64 `json:"apps,omitempty"`
	// Properties are values by list (modem, system, setting, oaid) and name;
	// the instance shows them at once and keeps them over restarts.
	Properties Properties `json:"properties,omitempty"`
	// Reported is what the instance says from now on, whatever it is told: a
	// source that is wrong for ever. "" hides a name. It survives a reset.
	Reported Properties `json:"reported,omitempty"`
}

func (d *DriftSet) apply(s *Simulator, inst *instance) {
	to := &inst.settings
	if d.TimeZone != nil {
		to.setTimeZone(*d.TimeZone)
	}
	if d.Language != nil {
		l, _ := parseLanguage(*d.Language)
		to.setLanguage(l)
	}
	if d.Location != nil {
		place := *d.Location // instances must not share one
		to.Location = &place
	}
	if d.Bandwidth != nil {
		to.Bandwidth = *d.Bandwidth
	}
	if d.Proxy != nil {
		to.Proxy = *d.Proxy
	}
	if d.ADB != nil {
		open := *d.ADB
		to.ADB = &open
	}
	if d.Image != nil {
		inst.image = *d.Image
	}
	if len(d.SIM) > 0 {
		to.setSIM(d.SIM)
	}
	d.applyApps(s, to)
	for list, values := range d.Properties {
		to.Stored = to.Stored.write(list, values)
		to.Booted = to.Booted.write(list, values)
	}
	for list, values := range d.Reported {
		to.Reported = to.Reported.write(list, values)
	}
}

// applyApps installs apps of the catalog where package and version are
// found there, and others as from elsewhere.
func (d *DriftSet) applyApps(s *Simulator, to *settings) {
	for name, code := range d.Apps {
		if code == 0 {
			delete(to.Apps, name)
			continue
		}
		installed := InstalledApp{Name: name, VersionName: strconv.FormatInt(code, 10), VersionCode: code}
		for _, a := range s.account.catalog.Apps {
			if a.PackageName == name && a.VersionCode == code {
				installed = a.asInstalled()
			}
		}
		to.install(name, installed)
	}
}

func (d *DriftSet) validate() error {
	for _, properties := range []Properties{d.Properties, d.Reported} {
		for list := range properties {
			if !slices.Contains(PropertyLists(), list) {
				return fmt.Errorf("unknown list of properties %q", list)
			}
		}
	}
	if d.TimeZone != nil {
		if _, err := time.LoadLocation(*d.TimeZone); err != nil || *d.TimeZone == "" {
			return fmt.Errorf("unknown time zone %q", *d.TimeZone)
		}
	}
	if d.Language != nil {
		if _, valid := parseLanguage(*d.Language); !valid {
			return fmt.Errorf("language %q is neither like de nor like de-DE", *d.Language)
		}
	}
	if d.Location != nil && !d.Location.valid() {
		return fmt.Errorf("the location is out of range")
	}
	if d.Image != nil && *d.Image == "" {
		return fmt.Errorf("the image id is empty")
	}
	for name, code := range d.Apps {
		if name == "" || code < 0 {
			return fmt.Errorf("app %q must have a name and a version code, or 0 for none", name)
		}
	}
	if len(d.SIM) > 0 {
		return checkSIMValues(d.SIM)
	}
	return nil
}
