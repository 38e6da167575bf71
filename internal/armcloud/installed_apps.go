package armcloud

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
)

// ReadInstalledApps returns the apps of up to 100 instances.
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

// ListInstalledApps starts tasks that report the apps of instances. According to
// the API document, the list is sent only to the callback URL.
// API document: Query instance application list.
var ListInstalledApps = &Operation{
	Name:       "list the installed apps",
	Method:     "POST",
	Path:       "/openapi/open/pad/listApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// PadApps are the apps of one instance. Apps is nil if the service returns no
// list, and empty if it returns an empty list.
type PadApps struct {
	PadCode string
	Apps    []InstalledApp
}

// InstalledApp is an app of an instance.
type InstalledApp struct {
	PackageName string
	// Name and VersionName are the display names of the app and its version. They
	// are empty if the service doesn't return them.
	Name, VersionName string
	// VersionCode is nil if the service doesn't return it.
	VersionCode *int64
	// Installing means that the app is being downloaded or installed, as State
	// says, or that the state cannot be read. The instance may not have it yet.
	Installing bool
	State      AppState
}

// AppState is the state of an app of an instance. Newer API documents: Query
// installed applications, appState.
type AppState int

// The documented states.
const (
	AppInstalled   AppState = 0
	AppInstalling  AppState = 1
	AppDownloading AppState = 2
)

// String returns the name of the state, or its number if it has none.
func (s AppState) String() string {
	switch s {
	case AppInstalled:
		return "installed"
	case AppInstalling:
		return "installing"
	case AppDownloading:
		return "downloading"
	}
	return strconv.Itoa(int(s))
}

// InstalledApps returns the apps of up to 100 instances. Instances that the
// service leaves out are left out of the result. The error is ClassUnavailable if
// the service does not have the operation. Newer API documents: Query installed
// applications.
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
	itemRefusal
}

// installedAppRow is an app of ReadInstalledApps (packageName) or of a task of
// ListInstalledApps and its callback (pkgName).
type installedAppRow struct {
	PackageName flexString `json:"packageName"`
	PkgName     flexString `json:"pkgName"`
	AppName     flexString `json:"appName"`
	VersionCode flexString `json:"versionCode"`
	VersionName flexString `json:"versionName"`
	State       flexInt    `json:"appState"`
}

func (r installedAppRow) app() InstalledApp {
	app := InstalledApp{
		PackageName: firstText(r.PackageName, r.PkgName), Name: string(r.AppName), VersionName: string(r.VersionName),
		State: AppState(r.State.value), Installing: r.State.value != 0 || r.State.odd,
	}
	// Some services send a version name here, which is ignored.
	if version, err := strconv.ParseInt(strings.TrimSpace(string(r.VersionCode)), 10, 64); err == nil {
		app.VersionCode = &version
	}
	return app
}

func decodePadApps(data json.RawMessage) ([]PadApps, error) {
	rows, err := decodeList[padAppsRow](data)
	if err != nil {
		return nil, err
	}
	list := make([]PadApps, 0, len(rows))
	for _, row := range rows {
		pad := PadApps{PadCode: string(row.PadCode)}
		// Something else in place of the list is no list, and neither is that of an
		// instance whose apps could not be read.
		if apps, err := decodeList[installedAppRow](row.Apps); err == nil && !absent(row.Apps) && !row.refused() {
			pad.Apps = make([]InstalledApp, 0, len(apps))
			for _, app := range apps {
				pad.Apps = append(pad.Apps, app.app())
			}
		}
		list = append(list, pad)
	}
	return list, nil
}

// AppsOfTask returns the apps in the result of a task of ListInstalledApps. It
// returns nil if the result contains no list, because the service sent it only
// to the callback URL. API document: Query instance application list.
func AppsOfTask(task Task) []InstalledApp {
	result := json.RawMessage(task.Result)
	var outer struct {
		Apps json.RawMessage `json:"apps"`
	}
	if err := json.Unmarshal(result, &outer); err == nil && !absent(outer.Apps) {
		result = outer.Apps
	}
	var rows []installedAppRow
	if err := json.Unmarshal(result, &rows); err != nil || rows == nil {
		return nil
	}
	apps := make([]InstalledApp, 0, len(rows))
	for _, row := range rows {
		if app := row.app(); app.PackageName != "" {
			apps = append(apps, app)
		}
	}
	return apps
}
