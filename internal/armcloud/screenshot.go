package armcloud

// TakeScreenshot starts tasks that take screenshots.
// API document: Local screenshot.
var TakeScreenshot = &Operation{
	Name:       "take a screenshot",
	Method:     "POST",
	Path:       "/openapi/open/pad/screenshot",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitTask,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// GeneratePreview returns the URL of a screenshot for each instance.
// API document: Generation of preview image.
var GeneratePreview = &Operation{
	Name:       "generate the preview image",
	Method:     "POST",
	Path:       "/openapi/open/pad/generatePreview",
	Target:     "padCodes",
	MaxTargets: 100,
	Repeatable: true,
	Answer:     AnswerItems,
	Levels:     Level2024,
}
