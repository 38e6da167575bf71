package simulator

import (
	"maps"
	"slices"
)

// What a new instance is told.
const (
	defaultTimeZone = "Asia/Shanghai"
	defaultLanguage = "zh"
	defaultCountry  = "CN"
)

// Bandwidth is the limits of an instance in Mbit/s: 0 is unlimited, -1 is cut off
// (API document: Set instance bandwidth).
type Bandwidth struct {
	UploadMbps   float64 `json:"upload_mbps"`
	DownloadMbps float64 `json:"download_mbps"`
}

// Proxy is the proxy of an instance (API document: Instance of setting up a proxy). An instance without one
// has Enabled false and nothing else.
type Proxy struct {
	Enabled  bool   `json:"enabled"`
	IP       string `json:"ip,omitempty"`
	Port     int    `json:"port,omitempty"`
	Mode     string `json:"mode,omitempty"`     // proxy or vpn
	Protocol string `json:"protocol,omitempty"` // socks5 or http-relay
	Username string `json:"username,omitempty"`
	Password string `json:"password,omitempty"`
}

// Location is a position in degrees (API document: Set instance latitude and
// longitude).
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// InstalledApp is an app on an instance.
type InstalledApp struct {
	Name        string `json:"name"`
	VersionName string `json:"version_name"`
	VersionCode int64  `json:"version_code"`
	AppID       int64  `json:"app_id,omitempty"` // in the catalog; 0: it came from elsewhere
}

// PushedFile is a file on an instance (API document: Instance file upload).
type PushedFile struct {
	FileID      string `json:"file_id"`
	Path        string `json:"path"`
	AutoInstall bool   `json:"auto_install"` // at the last push
	Pushes      int    `json:"pushes"`       // how often it was pushed there
}

// settings is what an instance was told.
type settings struct {
	TimeZone  string            `json:"time_zone"`
	Language  string            `json:"language"`
	Country   string            `json:"country"`
	Location  *Location         `json:"location,omitempty"`
	SIM       map[string]string `json:"sim,omitempty"` // by the names of updateSIM
	Bandwidth Bandwidth         `json:"bandwidth"`
	Proxy     Proxy             `json:"proxy"`
	ADB       *bool             `json:"adb,omitempty"` // nil: never switched

	Apps  map[string]InstalledApp `json:"apps,omitempty"` // by package name
	Files []PushedFile            `json:"files,omitempty"`

	Blacklist []string `json:"blacklist,omitempty"`  // packages that it refuses, sorted
	PublicIPs []string `json:"public_ips,omitempty"` // see account.bind

	// Live values act at once and are lost at a restart; Stored values are
	// written persistently; Booted is what was stored at the last restart.
	// Setting and OAID values have no persistent variant and survive restarts,
	// so they are stored and booted at once.
	Live   Properties `json:"live,omitempty"`
	Stored Properties `json:"stored,omitempty"`
	Booted Properties `json:"booted,omitempty"`

	// Android properties are applied at boot and survive a reset.
	Android       map[string]string `json:"android,omitempty"`
	AndroidBooted map[string]string `json:"android_booted,omitempty"`

	// Reported is what the instance says whatever it was told; "": nothing.
	Reported Properties `json:"reported,omitempty"`
}

func defaultSettings() settings {
	return settings{TimeZone: defaultTimeZone, Language: defaultLanguage, Country: defaultCountry}
}

// factoryReset is what a reset leaves of what an instance was told.
func (s *settings) factoryReset() {
	kept := defaultSettings()
	kept.Android, kept.Reported, kept.Blacklist = s.Android, s.Reported, s.Blacklist
	if s.ADB != nil {
		kept.ADB = new(bool)
	}
	kept.reboot()
	*s = kept
}

// reboot is what a restart does to properties.
func (s *settings) reboot() {
	s.Live = nil
	s.Booted = s.Stored.clone()
	s.AndroidBooted = maps.Clone(s.Android)
}

// addFile counts a file that arrived at a path.
func (s *settings) addFile(f PushedFile) {
	at := slices.IndexFunc(s.Files, func(there PushedFile) bool { return there.FileID == f.FileID && there.Path == f.Path })
	if at < 0 {
		s.Files = append(s.Files, PushedFile{FileID: f.FileID, Path: f.Path})
		at = len(s.Files) - 1
	}
	s.Files[at].Pushes++
	s.Files[at].AutoInstall = f.AutoInstall
}

// install puts an app on the instance, over any other version of it.
func (s *settings) install(packageName string, a InstalledApp) {
	if s.Apps == nil {
		s.Apps = map[string]InstalledApp{}
	}
	s.Apps[packageName] = a
}
