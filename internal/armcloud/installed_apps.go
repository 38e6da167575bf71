package armcloud

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
)

// ReadInstalledApps reads the apps of up to 100 phones at once.
// Newer API documents: Query installed applications (listInstalledApp).
var ReadInstalledApps = &Operation{
	Name:       "read the installed apps",
	Method:     "POST",
	Path:       "/openapi/open/pad/listInstalledApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Levels:     LevelCurrent,
}

// PadApps are the apps of one phone. Apps is nil where the service sends no
// list, which is told from a list without entries.
type PadApps struct {
	PadCode string
	Apps    []InstalledApp
}

// InstalledApp is an app on a phone.
type InstalledApp struct {
	PackageName string
	// VersionCode is nil where the service shows none.
	VersionCode *int64
	// Installing: the app is being downloaded or installed; the phone does not
	// have it yet.
	Installing bool
}

// InstalledApps reads the apps of up to 100 phones. Phones that the service
// leaves out are left out of the result; the error is ClassUnavailable where
// the service does not have the operation. Newer API documents: Query
// installed applications.
func (c *Client) InstalledApps(ctx context.Context, padCodes []string) ([]PadApps, error) {
	if err := tooMany(ReadInstalledApps, padCodes); err != nil {
		return nil, err
	}
	response, err := c.Call(ctx, ReadInstalledApps, map[string][]string{"padCodes": padCodes})
	if err != nil {
		return nil, err
	}
	list, err := decodePadApps(response.Data)
	if err != nil {
		return nil, undecodable(ReadInstalledApps, response, err)
	}
	return list, nil
}

type padAppsRow struct {
	PadCode flexString      `json:"padCode"`
	Apps    json.RawMessage `json:"apps"`
}

type installedAppRow struct {
	PackageName flexString `json:"packageName"`
	VersionCode flexString `json:"versionCode"`
	State       flexInt    `json:"appState"`
}

func decodePadApps(data json.RawMessage) ([]PadApps, error) {
	rows, err := decodeList[padAppsRow](data)
	if err != nil {
		return nil, err
	}
	list := make([]PadApps, 0, len(rows))
	for _, row := range rows {
		pad := PadApps{PadCode: string(row.PadCode)}
		if !absent(row.Apps) {
			apps, err := decodeList[installedAppRow](row.Apps)
			if err != nil {
				return nil, err
			}
			pad.Apps = make([]InstalledApp, 0, len(apps))
			for _, app := range apps {
				one := InstalledApp{PackageName: string(app.PackageName), Installing: app.State.value != 0}
				// A version that is no number is as good as none.
				if version, err := strconv.ParseInt(strings.TrimSpace(string(app.VersionCode)), 10, 64); err == nil {
					one.VersionCode = &version
				}
				pad.Apps = append(pad.Apps, one)
			}
		}
		list = append(list, pad)
	}
	return list, nil
}
