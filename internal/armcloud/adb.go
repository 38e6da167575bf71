package armcloud

// OpenADB switches ADB of up to 200 phones on (openStatus 1) or off (0).
// Newer API documents: Enable/Disable ADB for instances (openOnlineAdb).
var OpenADB = &Operation{
	Name:       "open or close ADB",
	Method:     "POST",
	Path:       "/openapi/open/pad/openOnlineAdb",
	Target:     "padCodes",
	MaxTargets: 200,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     LevelCurrent,
}

// SetADB switches ADB of one phone on or off; newer levels answer with the
// connection instead.
// API document: Enable/Disable ADB.
var SetADB = &Operation{
	Name:       "switch ADB",
	Method:     "POST",
	Path:       "/openapi/open/pad/adb",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Repeatable: true,
	Levels:     AllLevels,
}
