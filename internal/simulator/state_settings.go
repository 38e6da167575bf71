package simulator

import (
	"maps"
	"slices"
)

// Settings of a new instance.
const (
	defaultTimeZone = "Asia/Shanghai"
	defaultLanguage = "zh"
	defaultCountry  = "CN"
)

// Bandwidth limits the traffic of an instance, in Mbit/s. 0 is unlimited, -1 blocks
// the traffic (API document: Set instance bandwidth).
type Bandwidth struct {
	UploadMbps   float64 `json:"upload_mbps"`
	DownloadMbps float64 `json:"download_mbps"`
}

// Proxy is the proxy of an instance (API document: Instance of setting up a proxy).
// It is the zero value if there is no proxy.
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
	AppID       int64  `json:"app_id,omitempty"` // in the catalog; 0: not from the catalog
}

// PushedFile is a file on an instance (API document: Instance file upload).
type PushedFile struct {
	FileID      string `json:"file_id"`
	Path        string `json:"path"`
	AutoInstall bool   `json:"auto_install"` // value of the last push
	Pushes      int    `json:"pushes"`       // number of pushes to this path
}

// Identity is the identity of an instance (API document: One Click New Machine).
type Identity struct {
	Number  int    `json:"number"`            // how often it was replaced
	Country string `json:"country,omitempty"` // as requested
}

// settings are all settings of an instance.
type settings struct {
	TimeZone  string            `json:"time_zone"`
	Language  string            `json:"language"`
	Country   string            `json:"country"`
	Location  *Location         `json:"location,omitempty"`
	SIM       map[string]string `json:"sim,omitempty"` // by field of updateSIM
	Bandwidth Bandwidth         `json:"bandwidth"`
	Proxy     Proxy             `json:"proxy"`
	ADB       *bool             `json:"adb,omitempty"` // nil: never switched

	Apps  map[string]InstalledApp `json:"apps,omitempty"` // by package name
	Files []PushedFile            `json:"files,omitempty"`

	Blacklist []string `json:"blacklist,omitempty"`  // packages that must not be installed, sorted
	PublicIPs []string `json:"public_ips,omitempty"` // see account.bind

	RunningApps []string  `json:"running_apps,omitempty"` // packages, in the order of their start
	AppRestarts int       `json:"app_restarts,omitempty"`
	Contacts    []Contact `json:"contacts,omitempty"`
	Streaming   bool      `json:"streaming,omitempty"`
	Screenshots int       `json:"screenshots,omitempty"` // taken so far
	Identity    Identity  `json:"identity,omitzero"`
	Reboots     int       `json:"reboots,omitempty"` // restarts and resets so far

	// Live values apply at once and are lost at a restart. Stored values are
	// persistent. Booted is a copy of Stored from the last boot. Setting and OAID
	// values have no persistent variant and survive restarts, so they are written
	// to both Stored and Booted.
	Live   Properties `json:"live,omitempty"`
	Stored Properties `json:"stored,omitempty"`
	Booted Properties `json:"booted,omitempty"`

	// Android properties are applied at boot and survive a reset.
	Android       map[string]string `json:"android,omitempty"`
	AndroidBooted map[string]string `json:"android_booted,omitempty"`

	// Reported overrides what the instance shows, whatever its settings; "" hides
	// the property.
	Reported Properties `json:"reported,omitempty"`
}

func defaultSettings() settings {
	return settings{TimeZone: defaultTimeZone, Language: defaultLanguage, Country: defaultCountry}
}

// factoryReset resets all settings except Android properties, Reported, the blacklist
// and the identity.
func (s *settings) factoryReset() {
	kept := defaultSettings()
	kept.Android, kept.Reported, kept.Blacklist = s.Android, s.Reported, s.Blacklist
	kept.Identity, kept.Reboots, kept.Screenshots = s.Identity, s.Reboots, s.Screenshots
	if s.ADB != nil {
		kept.ADB = new(bool)
	}
	kept.reboot()
	*s = kept
}

// reboot applies the effect of a boot on properties.
func (s *settings) reboot() {
	s.Live, s.RunningApps, s.Streaming = nil, nil, false
	s.Reboots++
	s.Booted = s.Stored.clone()
	s.AndroidBooted = maps.Clone(s.Android)
}

// addFile records the push of a file to a path.
func (s *settings) addFile(f PushedFile) {
	at := slices.IndexFunc(s.Files, func(there PushedFile) bool { return there.FileID == f.FileID && there.Path == f.Path })
	if at < 0 {
		s.Files = append(s.Files, PushedFile{FileID: f.FileID, Path: f.Path})
		at = len(s.Files) - 1
	}
	s.Files[at].Pushes++
	s.Files[at].AutoInstall = f.AutoInstall
}

// install installs an app, replacing any other version.
func (s *settings) install(packageName string, a InstalledApp) {
	if s.Apps == nil {
		s.Apps = map[string]InstalledApp{}
	}
	s.Apps[packageName] = a
}
