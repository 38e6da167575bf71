package armcloud

// UploadApps has the file centre fetch apps from URLs; one request may name
// several apps.
// API document: Application upload.
var UploadApps = &Operation{
	Name:      "upload the app",
	Method:    "POST",
	Path:      "/file-center/open/app/cache",
	Write:     true,
	Wait:      WaitFile,
	PerTarget: true,
	Levels:    AllLevels,
}

// ListApps lists the uploaded apps, page by page.
// API document: Application list.
var ListApps = &Operation{
	Name:       "list the apps",
	Method:     "POST",
	Path:       "/file-center/open/app/list",
	Repeatable: true,
	Levels:     AllLevels,
}

// GetApp reads one uploaded app.
// API document: Application details.
var GetApp = &Operation{
	Name:       "read the app",
	Method:     "POST",
	Path:       "/file-center/open/app/detail",
	Repeatable: true,
	Levels:     AllLevels,
}

// ListInstalledApps has phones report their apps; the list itself comes by
// callback only.
// API document: Query instance application list.
var ListInstalledApps = &Operation{
	Name:       "list the installed apps",
	Method:     "POST",
	Path:       "/openapi/open/pad/listApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// InstallApp installs apps; phones are named inside each app.
// API document: Application installation.
var InstallApp = &Operation{
	Name:       "install the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/installApp",
	Target:     "apps[].padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// UninstallApp uninstalls apps; phones are named inside each app.
// API document: Application uninstallation.
var UninstallApp = &Operation{
	Name:       "uninstall the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/uninstallApp",
	Target:     "apps[].padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// StartApp starts an app.
// API document: Application launch.
var StartApp = &Operation{
	Name:       "start the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/startApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// StopApp stops an app.
// API document: Application stop.
var StopApp = &Operation{
	Name:       "stop the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/stopApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// RestartApp restarts an app.
// API document: Application restart.
var RestartApp = &Operation{
	Name:       "restart the app",
	Method:     "POST",
	Path:       "/openapi/open/pad/restartApp",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}
