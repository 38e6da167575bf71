package simulator

import "maps"

const defaultTimeZone = "Asia/Shanghai"

// Lists of properties, as the keys of Properties.
const (
	listModem   = "modem"
	listSystem  = "system"
	listSetting = "setting"
	listOAID    = "oaid"
)

// Bandwidth is the limits of a phone in Mbit/s: 0 is unlimited, -1 is cut off
// (API document: Set instance bandwidth).
type Bandwidth struct {
	UploadMbps   float64 `json:"upload_mbps"`
	DownloadMbps float64 `json:"download_mbps"`
}

// Proxy is the proxy of a phone (API document: Instance of setting up a proxy). A phone without one
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

// Properties is values by list (modem, system, setting, oaid) and name.
type Properties map[string]map[string]string

// settings is what a phone was told.
type settings struct {
	TimeZone  string    `json:"time_zone"`
	Bandwidth Bandwidth `json:"bandwidth"`
	Proxy     Proxy     `json:"proxy"`

	// Live values act at once and are lost at a restart; Stored values are
	// written persistently; Booted is what was stored at the last restart.
	// Setting and OAID values have no persistent variant and survive restarts,
	// so they are stored and booted at once.
	Live   Properties `json:"live,omitempty"`
	Stored Properties `json:"stored,omitempty"`
	Booted Properties `json:"booted,omitempty"`
}

func defaultSettings() settings { return settings{TimeZone: defaultTimeZone} }

// write puts values into one list and returns the properties, made if needed.
func (p Properties) write(list string, values map[string]string) Properties {
	if len(values) == 0 {
		return p
	}
	if p == nil {
		p = Properties{}
	}
	if p[list] == nil {
		p[list] = map[string]string{}
	}
	maps.Copy(p[list], values)
	return p
}

func (p Properties) clone() Properties {
	if p == nil {
		return nil
	}
	c := make(Properties, len(p))
	for list, values := range p {
		c[list] = maps.Clone(values)
	}
	return c
}

// forget removes one name from every layer of a list, so that what the phone
// shows by itself shows again.
func (s *settings) forget(list, name string) {
	for _, layer := range []Properties{s.Live, s.Stored, s.Booted} {
		delete(layer[list], name)
	}
}

// restarted is what a restart does to properties.
func (s *settings) restarted() {
	s.Live = nil
	s.Booted = s.Stored.clone()
}

// effective is the overriding values of one list as the phone shows them.
func (s *settings) effective(list string) map[string]string {
	values := map[string]string{}
	maps.Copy(values, s.Booted[list])
	maps.Copy(values, s.Live[list])
	return values
}
