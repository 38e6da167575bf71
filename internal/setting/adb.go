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
		"ARMCloud disables ADB about 24 hours after it was enabled.",
	},
	undone: "ADB is disabled",
	scalar: true,
	fields: []field[ADB]{
		requiredBool("enabled", "Whether ADB (Android Debug Bridge) is enabled on the instance. ARMCloud disables it after about 24 hours; on the current API level, the next plan shows that as drift.",
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
