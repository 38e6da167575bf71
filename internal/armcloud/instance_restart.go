package armcloud

// Restart restarts instances.
// API document: Instance restart.
var Restart = &Operation{
	Name:       "restart the instance",
	Method:     "POST",
	Path:       "/openapi/open/pad/restart",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitRunning,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// Reset resets instances to factory state, which deletes apps and files.
// API document: Instance reset.
var Reset = &Operation{
	Name:       "reset the instance",
	Method:     "POST",
	Path:       "/openapi/open/pad/reset",
	Target:     "padCodes",
	MaxTargets: 100,
	Write:      true,
	Wait:       WaitRunning,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}

// ReplacePad erases an instance and gives it a new identity. The response is a single
// object, so each request has one instance. A response without a task proves nothing.
// API document: One Click New Machine.
var ReplacePad = &Operation{
	Name:       "replace the identity of the instance",
	Method:     "POST",
	Path:       "/openapi/open/pad/replacePad",
	Target:     "padCodes",
	MaxTargets: 1,
	Write:      true,
	Wait:       WaitRunning,
	Answer:     AnswerItems,
	Levels:     AllLevels,
}
