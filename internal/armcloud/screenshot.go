package armcloud

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
