package armcloud

// RunCommand runs a shell command on phones as a task.
// API document: Asynchronous execution of ADB commands.
var RunCommand = &Operation{
	Name:       "run the command",
	Method:     "POST",
	Path:       "/openapi/open/pad/asyncCmd",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitScript,
	PerTarget:  true,
	Levels:     AllLevels,
}

// RunCommandNow runs a shell command on one phone and answers within 5 seconds.
// API document: Synchronised execution of ADB commands.
var RunCommandNow = &Operation{
	Name:       "run the command and wait",
	Method:     "POST",
	Path:       "/openapi/open/pad/syncCmd",
	Target:     "padCode",
	MaxTargets: 1,
	Write:      true,
	Levels:     Level2024,
}

// TakeScreenshot takes pictures of screens as a task.
// API document: Local screenshot.
var TakeScreenshot = &Operation{
	Name:       "take a screenshot",
	Method:     "POST",
	Path:       "/openapi/open/pad/screenshot",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitTask,
	PerTarget:  true,
	Levels:     AllLevels,
}

// GeneratePreview answers with the address of a picture for each phone.
// API document: Generation of preview image.
var GeneratePreview = &Operation{
	Name:       "generate the preview image",
	Method:     "POST",
	Path:       "/openapi/open/pad/generatePreview",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	PerTarget:  true,
	Levels:     Level2024,
}

// GetModelInfo reads the device model that phones show.
// API document: Batch access to instance model information.
var GetModelInfo = &Operation{
	Name:       "read the model information",
	Method:     "POST",
	Path:       "/openapi/open/pad/modelInfo",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	PerTarget:  true,
	Levels:     AllLevels,
}

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
