package setting

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// App is an installed app. Its key is the package name. API document:
// Application installation.
type App struct {
	ID int64 `json:"app_id"`
	// Name is only sent: changing it is no reason to install the app again.
	Name *string `json:"-"`
	// VersionCode is nil if any version is accepted.
	VersionCode *int64 `json:"version_code,omitempty"`
}

// appsRequest holds the parameters of installApp and uninstallApp. The client
// adds the pad codes to each app.
type appsRequest struct {
	Apps []appRequest `json:"apps"`
}

type appRequest struct {
	ID          int64  `json:"appId,omitempty"`
	Name        string `json:"appName,omitempty"`
	PackageName string `json:"pkgName"`
}

var apps = &mapDefinition[App]{
	name:     "apps",
	resource: "app",
	title:    "the apps",
	description: description{
		"Installs an app from the catalog on a cloud phone.",
	},
	undone: "the app is uninstalled",
	mapDescription: description{
		"Apps to install, by package name.",
		"Other apps on the instance are not managed. An app that is removed from the map is uninstalled, unless `on_release` is `keep`.",
	},
	entryTitle: "the app",
	key:        &keyAttribute{"package_name", "Package name of the app, for example `com.example.kiosk`. Changing it replaces the resource, so the old app is uninstalled unless `on_release` is `keep`."},
	identity:   []string{"package_name"},
	checkKey:   checkPackage,
	fields: []field[App]{
		requiredInt64("app_id", "ID of the app in the catalog, for example `101`. Changing it installs the app with the new ID.",
			func(a *App) *int64 { return &a.ID }, int64validator.AtLeast(1)),
		optionalString("name", "Name of the app in the request to the API. Default: the package name. Changing only `name` sends nothing.",
			func(a *App) **string { return &a.Name }, stringvalidator.LengthAtLeast(1)),
		optionalInt64("version_code", "Version code that the app with this ID has, for example `200`. If set, a different version on the instance is drift and is replaced. "+
			"If unset, any version is accepted.",
			func(a *App) **int64 { return &a.VersionCode }, int64validator.AtLeast(1)),
	},
	operation: armcloud.InstallApp,
	request:   newAppsRequest,
	entry:     func(e mapEntry[App]) converge.Setting { return appEntry{e} },
}

func newAppsRequest(packageName string, a App) any {
	// The API document requires a name.
	request := appRequest{ID: a.ID, Name: packageName, PackageName: packageName}
	if a.Name != nil {
		request.Name = *a.Name
	}
	return appsRequest{Apps: []appRequest{request}}
}

// appEntry is one app.
type appEntry struct{ mapEntry[App] }

var (
	_ converge.ValueUndoer     = appEntry{}
	_ converge.Observer        = appEntry{}
	_ converge.AbsenceObserver = appEntry{}
)

// Undo uninstalls the app. Without the applied value, the request has only the
// package name.
func (e appEntry) Undo(current converge.Value) []converge.Request {
	var parameters any = appsRequest{Apps: []appRequest{{PackageName: e.key}}}
	if a, known := current.(App); known {
		parameters = newAppsRequest(e.key, a)
	}
	return []converge.Request{newRequest(armcloud.UninstallApp, parameters)}
}

// UndoText returns the id of the app, which the API level of 2024 requires.
func (appEntry) UndoText(v converge.Value) string {
	if a, known := v.(App); known && a.ID > 0 {
		return strconv.FormatInt(a.ID, 10)
	}
	return ""
}

// UndoValue returns the app with an id.
func (appEntry) UndoValue(text string) converge.Value {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil
	}
	return App{ID: id}
}

func (appEntry) Sources() converge.Sources { return converge.Apps }
func (appEntry) Inferred() bool            { return false }

// Observe returns nil if the app is not installed. Apps that are not known are not
// observed.
func (e appEntry) Observe(evidence converge.Evidence, known converge.Value) (converge.Value, bool) {
	app, ok := known.(App)
	if !ok {
		return nil, false
	}
	found, ok := observeApp(evidence, e.key, app)
	if !ok || found == nil {
		return nil, ok
	}
	return *found, true
}

func (e appEntry) Absent(evidence converge.Evidence) bool {
	found, ok := observeApp(evidence, e.key, App{})
	return ok && found == nil
}

// observeApp looks for an app in the list of installed apps, and returns nil if it is
// not in it. An app that is being installed is neither present nor absent.
func observeApp(evidence converge.Evidence, packageName string, known App) (*App, bool) {
	if evidence.Apps == nil || evidence.Apps.Apps == nil {
		return nil, false
	}
	at := slices.IndexFunc(evidence.Apps.Apps, func(a armcloud.InstalledApp) bool { return a.PackageName == packageName })
	if at < 0 {
		return nil, true
	}
	found := evidence.Apps.Apps[at]
	if found.Installing {
		return nil, false
	}
	if known.VersionCode != nil && found.VersionCode != nil {
		known.VersionCode = found.VersionCode
	}
	return &known, true
}

func checkPackage(key string) string {
	if tfkit.PackageNamePattern.MatchString(key) {
		return ""
	}
	return fmt.Sprintf("%q is not %s.", key, tfkit.PackageNameHint)
}
