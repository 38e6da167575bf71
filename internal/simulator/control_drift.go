package simulator

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// DriftSet is a change of settings that was not made through the API. Nil
// fields leave a setting unchanged.
type DriftSet struct {
	TimeZone  *string    `json:"time_zone,omitempty"`
	Language  *string    `json:"language,omitempty"` // such as de or de-DE; without a country, the country is unchanged
	Location  *Location  `json:"location,omitempty"`
	Bandwidth *Bandwidth `json:"bandwidth,omitempty"`
	Proxy     *Proxy     `json:"proxy,omitempty"`
	ADB       *bool      `json:"adb,omitempty"`
	Image     *string    `json:"image,omitempty"` // image id; need not be in the catalog
	Streaming *bool      `json:"streaming,omitempty"`
	// SIM has values by the field names of updateSIM, such as imei.
	SIM map[string]string `json:"sim,omitempty"`
	// Apps has version codes by package name; 0 removes the app.
	Apps map[string]int64 `json:"apps,omitempty"`
	// Properties has values by list (modem, system, setting, oaid) and name.
	// They are visible at once and survive restarts.
	Properties Properties `json:"properties,omitempty"`
	// Reported has values that the instance reports from now on, regardless of
	// its real ones: a source that is permanently wrong. "" hides a property.
	// Reported values survive a reset.
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
		place := *d.Location // each instance needs its own copy
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
	if d.Streaming != nil {
		to.Streaming = *d.Streaming
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

// applyApps installs the app of the catalog that matches package and version,
// or else an app that is not from the catalog.
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
			return fmt.Errorf("language %q must be written like de or de-DE", *d.Language)
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
			return fmt.Errorf("app %q needs a name and a version code of 0 (not installed) or more", name)
		}
	}
	if len(d.SIM) > 0 {
		return checkSIMValues(d.SIM)
	}
	return nil
}
