package setting

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// ADB is whether an instance accepts ADB connections. API document:
// Enable/Disable ADB; newer: openOnlineAdb.
type ADB struct {
	Enabled bool `json:"enabled"`
}

type openADBRequest struct {
	OpenStatus int `json:"openStatus"`
}

type switchADBRequest struct {
	Enable bool `json:"enable"`
}

type adbSetting struct {
	definition[ADB]
	observed[ADB]
}

var (
	_ converge.Undoer   = adb
	_ converge.Observer = adb
)

var adb = &adbSetting{definition[ADB]{
	name:     "adb_enabled",
	resource: "adb",
	title:    "ADB",
	description: description{
		"Enables or disables ADB (Android Debug Bridge) on a cloud phone.",
		"Newer API levels return whether ADB is enabled, so a change made outside Terraform is detected. The 2024 level does not.",
		"The API disables ADB by itself about 24 hours after it was enabled. On newer API levels, the next plan shows this as drift, and the apply enables ADB again. On the 2024 level, change `triggers` to enable it again.",
	},
	undone: "ADB is disabled",
	scalar: true,
	fields: []field[ADB]{
		requiredBool("enabled", "Whether ADB (Android Debug Bridge) is enabled on the instance. The API disables it by itself after about 24 hours, which newer API levels show as drift in the next plan.",
			func(a *ADB) *bool { return &a.Enabled }),
	},
	requests: func(want ADB) []converge.Request {
		request := openADBRequest{}
		if want.Enabled {
			request.OpenStatus = 1
		}
		// The older operation has no effect on API levels that have the newer one.
		older := newRequest(armcloud.SetADB, switchADBRequest{Enable: want.Enabled})
		newer := newRequest(armcloud.OpenADB, request)
		newer.Otherwise = &older
		return []converge.Request{newer}
	},
}, observed[ADB]{
	sources: converge.Details,
	observe: func(evidence converge.Evidence, _ *ADB) (ADB, bool) {
		if evidence.Detail == nil || evidence.Detail.ADBEnabled == nil {
			return ADB{}, false
		}
		return ADB{Enabled: *evidence.Detail.ADBEnabled}, true
	},
}}

// Undo disables ADB.
func (s *adbSetting) Undo(converge.Value) []converge.Request { return s.Set(ADB{}) }
