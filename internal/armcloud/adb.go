package armcloud

// OpenADB enables (openStatus 1) or disables (0) ADB of up to 200 instances.
// Newer API documents: Enable/Disable ADB for instances (openOnlineAdb).
var OpenADB = &Operation{
	Name:       "enable or disable ADB",
	Method:     "POST",
	Path:       "/openapi/open/pad/openOnlineAdb",
	Target:     "padCodes",
	MaxTargets: 200,
	Write:      true,
	Repeatable: true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     LevelCurrent,
}

// SetADB enables or disables ADB of one instance. On newer levels, it only returns
// the connection.
// API document: Enable/Disable ADB.
var SetADB = &Operation{
	Name:       "enable or disable ADB of one instance",
	Method:     "POST",
	Path:       "/openapi/open/pad/adb",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Repeatable: true,
	Answer:     AnswerAll,
	Levels:     AllLevels,
}
