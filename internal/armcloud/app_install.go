package armcloud

// InstallApp installs apps. Each app of the request lists its instances.
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
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// UninstallApp uninstalls apps. Each app of the request lists its instances.
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
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
