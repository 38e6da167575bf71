package setting

import (
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"

	"github.com/armcloud/terraform-provider-armcloud/internal/armcloud"
	"github.com/armcloud/terraform-provider-armcloud/internal/converge"
	"github.com/armcloud/terraform-provider-armcloud/internal/tfkit"
)

// App is an app that a phone should have; its package name is its key. API
// document: Application installation.
type App struct {
	ID   int64   `json:"app_id"`
	Name *string `json:"name,omitempty"`
	// VersionCode is nil where any version will do.
	VersionCode *int64 `json:"version_code,omitempty"`
}

// appsRequest is the request of installApp and uninstallApp besides the
// phones, which it names inside each app.
type appsRequest struct {
	Apps []appRequest `json:"apps"`
}

type appRequest struct {
	ID          int64  `json:"appId,omitempty"`
	Name        string `json:"appName,omitempty"`
	PackageName string `json:"pkgName"`
}

var apps = &keyed[App]{
	name:     "apps",
	resource: "app",
	title:    "the apps",
	description: "One app on a cloud phone. Newer API levels show the installed apps, so an app that somebody has uninstalled is installed again; " +
		"the level of 2024 does not, unless `drift_checks` is `shell`. The app id is shown nowhere. Released, the app is uninstalled.",
	mapDescription: "Apps by package name. Only these are managed; one that leaves the map is uninstalled.",
	entryTitle:     titled("the app"),
	key:            &keyAttribute{"package_name", "Package name of the app, for example `com.example.kiosk`. Another package is another app: the resource is replaced."},
	ownKeys:        []string{"package_name"},
	checkKey:       checkPackage,
	fields: []field[App]{
		requiredInteger("app_id", "Id of the app among the account's uploaded apps.",
			func(a *App) *int64 { return &a.ID }, int64validator.AtLeast(1)),
		text("name", "Name of the app, for the request alone; the package name where left out.",
			func(a *App) **string { return &a.Name }, stringvalidator.LengthAtLeast(1)),
		integer("version_code", "Version code of the app with this id. Where given, another version on the phone is drift, and is installed over. "+
			"Left out, any version will do.",
			func(a *App) **int64 { return &a.VersionCode }, int64validator.AtLeast(1)),
	},
	operation: armcloud.InstallApp,
	request:   func(key string, a App) any { return newAppsRequest(key, &a) },
	takeBack:  armcloud.UninstallApp,
	release:   func(key string, a *App) any { return newAppsRequest(key, a) },
	sources:   converge.Apps,
	observe:   observeApp,
}

func newAppsRequest(packageName string, a *App) appsRequest {
	request := appRequest{PackageName: packageName}
	if a != nil {
		// The document wants a name.
		request.ID, request.Name = a.ID, packageName
		if a.Name != nil {
			request.Name = *a.Name
		}
	}
	return appsRequest{Apps: []appRequest{request}}
}

// observeApp looks for an app among those installed. One that is being
// installed says nothing yet.
func observeApp(seen converge.Evidence, packageName string, known App) (*App, bool) {
	if seen.Apps == nil || seen.Apps.Apps == nil {
		return nil, false
	}
	at := slices.IndexFunc(seen.Apps.Apps, func(a armcloud.InstalledApp) bool { return a.PackageName == packageName })
	if at < 0 {
		return nil, true
	}
	found := seen.Apps.Apps[at]
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
