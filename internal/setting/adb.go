package setting

import (
	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
)

// ADB tells whether a phone can be reached by ADB. Newer API documents:
// openOnlineAdb; API document: Enable/Disable ADB.
type ADB struct {
	Enabled bool `json:"enabled"`
}

type openADBRequest struct {
	OpenStatus int `json:"openStatus"`
}

type switchADBRequest struct {
	Enable bool `json:"enable"`
}

var adb = &definition[ADB]{
	name:     "adb_enabled",
	resource: "adb",
	title:    "ADB",
	description: "Whether a cloud phone can be reached by ADB. Newer API levels show the switch, the level of 2024 does not. " +
		"Released, ADB is switched off.",
	scalar: true,
	fields: []field[ADB]{
		requiredFlag("enabled", "Whether the phone can be reached by ADB.", func(a *ADB) *bool { return &a.Enabled }),
	},
	requests: func(want ADB, _ bool) []converge.Request {
		request := openADBRequest{}
		if want.Enabled {
			request.OpenStatus = 1
		}
		// Levels that have the first operation do not switch by the second.
		older := newRequest(armcloud.SetADB, switchADBRequest{Enable: want.Enabled})
		newer := newRequest(armcloud.OpenADB, request)
		newer.Otherwise = &older
		return []converge.Request{newer}
	},
	undo:    func() ADB { return ADB{} },
	sources: converge.Details,
	observe: func(seen converge.Evidence, _ *ADB) (ADB, bool) {
		if seen.Detail == nil || seen.Detail.ADBEnabled == nil {
			return ADB{}, false
		}
		return ADB{Enabled: *seen.Detail.ADBEnabled}, true
	},
}
